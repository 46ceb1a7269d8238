package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A real nginx before a daemon, with the shipped example except for the addresses and the file of its certificate. */
final class Nginx implements AutoCloseable {
    private final int port;
    private final Certificate certificate;
    private final ProxyProgram program;

    Nginx(Path directory, DaemonProcess daemon) throws IOException, InterruptedException {
        port = FreePort.find();
        certificate = Certificate.make(directory);
        Path site = directory.resolve("site.conf");
        Files.writeString(site, site(daemon));
        Path conf = directory.resolve("nginx.conf");
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
        program = ProxyProgram.start("nginx-light", command, directory, port);
    }

    private String site(DaemonProcess daemon) throws IOException {
        String text = Files.readString(Path.of(System.getProperty("timeserverd.dist"), "conf", "nginx.conf.example"));
        text = ProxyProgram.replaced(text, "server 127.0.0.1:8080;", "server 127.0.0.1:" + daemon.port("http") + ";");
        text = ProxyProgram.replaced(text, "listen 443", "listen 127.0.0.1:" + port);
        text = ProxyProgram.replaced(text, "time.example", "localhost");
        text = ProxyProgram.replaced(
                text, "/etc/nginx/timeserverd.crt", certificate.file().toString());
        return ProxyProgram.replaced(
                text, "/etc/nginx/timeserverd.key", certificate.key().toString());
    }

    /**
     * The output of curl.
     *
     * @param from the address of this host that curl uses
     * @param options further options of curl
     */
    String get(String from, String path, String... options) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("curl", "-sS", "--interface", from));
        command.addAll(List.of("--cacert", certificate.file().toString()));
        Collections.addAll(command, options);
        command.add("https://localhost:" + port + path);
        Programs.Result result = Programs.run("curl", command, "", Programs.Stdin.ENDS);
        assertTrue(result.status() == 0, result::toString);
        return result.out();
    }

    @Override
    public void close() {
        program.close();
    }
}
