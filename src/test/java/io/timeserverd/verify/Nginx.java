package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real nginx before a daemon, by the shipped example, but for its addresses and the place of its certificate. */
final class Nginx implements AutoCloseable {
    private static final long LOOK_AGAIN_MS = 20;

    private final int port;
    private final Certificate certificate;
    private final Path log;
    private final Process process;

    Nginx(Path directory, DaemonProcess daemon) throws IOException, InterruptedException {
        port = FreePort.find();
        certificate = Certificate.make(directory);
        log = directory.resolve("nginx.log");
        var site = directory.resolve("site.conf");
        Files.writeString(site, site(daemon));
        var conf = directory.resolve("nginx.conf");
        Files.writeString(conf, """
                daemon off;
                pid DIR/nginx.pid;
                events {}
                http {
                    access_log off;
                    client_body_temp_path DIR/body;
                    proxy_temp_path DIR/proxy;
                    fastcgi_temp_path DIR/fastcgi;
                    uwsgi_temp_path DIR/uwsgi;
                    scgi_temp_path DIR/scgi;
                    include DIR/site.conf;
                }
                """.replace("DIR", directory.toString()));
        var command = List.of("/usr/sbin/nginx", "-e", "stderr", "-c", conf.toString());
        process = Programs.start(
                Programs.builder(command).redirectErrorStream(true).redirectOutput(log.toFile()), "nginx-light");
        awaitListening();
    }

    private String site(DaemonProcess daemon) throws IOException {
        var text = Files.readString(Path.of(System.getProperty("timeserverd.dist"), "conf", "nginx.conf.example"));
        text = replaced(text, "server 127.0.0.1:8080;", "server 127.0.0.1:" + daemon.port("http") + ";");
        text = replaced(text, "listen 443", "listen 127.0.0.1:" + port);
        text = replaced(text, "time.example", "localhost");
        text = replaced(text, "/etc/nginx/timeserverd.crt", certificate.file().toString());
        return replaced(text, "/etc/nginx/timeserverd.key", certificate.key().toString());
    }

    private static String replaced(String text, String before, String after) {
        assertTrue(text.contains(before), () -> before + " is not in\n" + text);
        return text.replace(before, after);
    }

    private void awaitListening() throws IOException, InterruptedException {
        long startNs = System.nanoTime();
        boolean listening = false;
        while (!listening) {
            try (var probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
                listening = probe.isConnected();
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() - startNs > TimeUnit.SECONDS.toNanos(Programs.HANG_S)) {
                    close();
                    fail("nginx does not start: " + Files.readString(log), e);
                }
                Thread.sleep(LOOK_AGAIN_MS);
            }
        }
    }

    /**
     * What curl is answered.
     *
     * @param from an address of this host, from which it comes
     * @param options further ones of curl
     */
    String get(String from, String path, String... options) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("curl", "-sS", "--interface", from));
        command.addAll(List.of("--cacert", certificate.file().toString()));
        Collections.addAll(command, options);
        command.add("https://localhost:" + port + path);
        var result = Programs.run("curl", command, "", Programs.Stdin.ENDS);
        assertTrue(result.status() == 0, result::toString);
        return result.out();
    }

    /** Its worker is a process of its own, which ends when it is asked to. */
    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(Programs.HANG_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
