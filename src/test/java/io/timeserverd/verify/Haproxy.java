package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real HAProxy before two daemons, by the shipped example, but for its addresses and the place of its certificate. */
final class Haproxy implements AutoCloseable {
    private static final long POLL_MS = 20;

    final int port;
    final int tlsPort;
    final int httpsPort;
    final Certificate certificate;

    private final Path log;
    private final Process process;

    Haproxy(Path directory, DaemonProcess one, DaemonProcess two) throws IOException, InterruptedException {
        port = FreePort.find();
        tlsPort = FreePort.find();
        httpsPort = FreePort.find();
        certificate = Certificate.make(directory);
        log = directory.resolve("haproxy.log");
        var both = directory.resolve("both.pem");
        Files.writeString(both, Files.readString(certificate.file()) + Files.readString(certificate.key()));
        var conf = directory.resolve("haproxy.cfg");
        Files.writeString(conf, configuration(one, two, both));
        process = Programs.start(
                Programs.builder(List.of("/usr/sbin/haproxy", "-db", "-f", conf.toString()))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile()),
                "haproxy");
        awaitListening();
    }

    private String configuration(DaemonProcess one, DaemonProcess two, Path pem) throws IOException {
        var example = Path.of(System.getProperty("timeserverd.dist"), "conf", "haproxy.cfg.example");
        var text = Files.readString(example);
        text = replaced(text, "bind :9999", "bind 127.0.0.1:" + port);
        text = replaced(text, "bind :9998", "bind 127.0.0.1:" + tlsPort);
        text = replaced(text, "bind :443", "bind 127.0.0.1:" + httpsPort);
        text = replaced(text, "/etc/haproxy/timeserverd.pem", pem.toString());
        text = replaced(text, "192.0.2.11:9999", "127.0.0.1:" + one.port());
        text = replaced(text, "192.0.2.12:9999", "127.0.0.1:" + two.port());
        text = replaced(text, "192.0.2.11:8080", "127.0.0.1:" + one.port("http"));
        return replaced(text, "192.0.2.12:8080", "127.0.0.1:" + two.port("http"));
    }

    private static String replaced(String text, String before, String after) {
        assertTrue(text.contains(before), () -> before + " is not in\n" + text);
        return text.replace(before, after);
    }

    private void awaitListening() throws IOException, InterruptedException {
        long startNs = System.nanoTime();
        boolean listening = false;
        while (!listening) {
            try (var probe = new Socket(InetAddress.getLoopbackAddress(), tlsPort)) {
                listening = probe.isConnected();
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() - startNs > TimeUnit.SECONDS.toNanos(Programs.HANG_S)) {
                    close();
                    fail("HAProxy does not start: " + Files.readString(log), e);
                }
                Thread.sleep(POLL_MS);
            }
        }
    }

    /** What a client at {@code from}, an address of this host, is told; nothing where its connection broke. */
    String ask(String from, String request) {
        try (var socket = new Socket()) {
            socket.bind(new InetSocketAddress(from, 0));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.getOutputStream().write((request + "\n").getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void close() {
        Programs.end(process);
    }
}
