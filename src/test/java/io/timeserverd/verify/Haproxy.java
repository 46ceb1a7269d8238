package io.timeserverd.verify;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A real HAProxy before two daemons, with the shipped example except for the addresses and the file of its certificate. */
final class Haproxy implements AutoCloseable {
    final int port;
    final int tlsPort;
    final int httpsPort;
    final Certificate certificate;

    private final ProxyProgram program;

    Haproxy(Path directory, DaemonProcess one, DaemonProcess two) throws IOException, InterruptedException {
        port = FreePort.find();
        tlsPort = FreePort.find();
        httpsPort = FreePort.find();
        certificate = Certificate.make(directory);
        Path both = directory.resolve("both.pem");
        Files.writeString(both, Files.readString(certificate.file()) + Files.readString(certificate.key()));
        Path conf = directory.resolve("haproxy.cfg");
        Files.writeString(conf, configuration(one, two, both));
        var command = List.of("/usr/sbin/haproxy", "-db", "-f", conf.toString());
        program = ProxyProgram.start("haproxy", command, directory, tlsPort);
    }

    private String configuration(DaemonProcess one, DaemonProcess two, Path pem) throws IOException {
        var example = Path.of(System.getProperty("timeserverd.dist"), "conf", "haproxy.cfg.example");
        String text = Files.readString(example);
        text = ProxyProgram.replaced(text, "bind :9999", "bind 127.0.0.1:" + port);
        text = ProxyProgram.replaced(text, "bind :9998", "bind 127.0.0.1:" + tlsPort);
        text = ProxyProgram.replaced(text, "bind :443", "bind 127.0.0.1:" + httpsPort);
        text = ProxyProgram.replaced(text, "/etc/haproxy/timeserverd.pem", pem.toString());
        text = ProxyProgram.replaced(text, "192.0.2.11:9999", "127.0.0.1:" + one.port());
        text = ProxyProgram.replaced(text, "192.0.2.12:9999", "127.0.0.1:" + two.port());
        text = ProxyProgram.replaced(text, "192.0.2.11:8080", "127.0.0.1:" + one.port("http"));
        return ProxyProgram.replaced(text, "192.0.2.12:8080", "127.0.0.1:" + two.port("http"));
    }

    /** The reply to a client at {@code from}, an address of this host; empty if its connection broke. */
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
        program.close();
    }
}
