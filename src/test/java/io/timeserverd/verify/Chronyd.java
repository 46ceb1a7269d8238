package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real chronyd on a loopback port. It serves this machine's time or a wrong one, and changes no clock. */
public final class Chronyd implements AutoCloseable {
    private static final String LIBFAKETIME = "faketime/libfaketime.so.1";

    private final List<String> where;
    private final Path directory;
    private final String directives;
    private final String fakeTime;
    private final int port;
    private Process process;

    private Chronyd(List<String> where, int port, Path directory, String directives, String fakeTime)
            throws IOException, InterruptedException {
        this.where = where;
        this.port = port;
        this.directory = directory;
        this.directives = directives;
        this.fakeTime = fakeTime;
        start();
    }

    /** A server of this machine's time. */
    static Chronyd server(Path directory) throws IOException, InterruptedException {
        return server(directory, "");
    }

    /**
     * A server of a wrong time.
     *
     * @param fakeTime the error, such as {@code +5s}
     */
    static Chronyd server(Path directory, String fakeTime) throws IOException, InterruptedException {
        return server(directory, "127.0.0.1", fakeTime);
    }

    /** A server of this machine's time on ::1. */
    static Chronyd ipv6(Path directory) throws IOException, InterruptedException {
        return server(directory, "::1", "");
    }

    private static Chronyd server(Path directory, String host, String fakeTime)
            throws IOException, InterruptedException {
        int port = freePort();
        String directives =
                "port " + port + "\ncmdport 0\nlocal stratum 3\nallow " + host + "\nbindaddress " + host + "\n";
        return new Chronyd(List.of(), port, directory, directives, fakeTime);
    }

    /**
     * A server on the port of NTP, in the network that a machine is in.
     *
     * @param address one that nothing else has there
     */
    static Chronyd standard(Path directory, VirtualMachine machine, String address, String fakeTime)
            throws IOException, InterruptedException {
        Programs.Result added = Programs.run(
                "iproute2",
                machine.inNetwork("ip", "address", "add", address + "/32", "dev", "lo"),
                "",
                Programs.Stdin.ENDS);
        assertEquals(0, added.status(), added::toString);
        Path own = Files.createDirectory(directory.resolve(address));
        String directives = "cmdport 0\nlocal stratum 3\nallow\nbindaddress " + address + "\n";
        return new Chronyd(machine.inNetwork(), 123, own, directives, fakeTime);
    }

    /** A chronyd that only replies to chronyc, on a port of its own. */
    public static Chronyd monitored(Path directory, String directives) throws IOException, InterruptedException {
        int port = freePort();
        return new Chronyd(
                List.of(),
                port,
                directory,
                "port 0\ncmdport " + port + "\nbindcmdaddress 127.0.0.1\n" + directives + '\n',
                "");
    }

    private static int freePort() throws IOException {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** The address in the form of {@code clock.servers}. */
    String name() {
        return "127.0.0.1:" + port;
    }

    /** Starts it again after {@link #stop}, on the same port. */
    void start() throws IOException, InterruptedException {
        Path conf = directory.resolve("chrony-" + port + ".conf");
        Files.writeString(conf, directives + "bindcmdaddress /\npidfile " + directory.resolve("pid-" + port) + '\n');
        Path log = directory.resolve("chrony-" + port + ".log");
        var command = new ArrayList<>(where);
        command.addAll(List.of("/usr/sbin/chronyd", "-x", "-d", "-f", conf.toString()));
        ProcessBuilder builder =
                Programs.builder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        if (!fakeTime.isEmpty()) {
            builder.environment().put("LD_PRELOAD", libFakeTime());
            builder.environment().put("FAKETIME", fakeTime);
        }
        process = Programs.start(builder, "chrony");
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(Programs.HANG_S);
        // It logs when its sockets are open.
        while (!Files.readString(log).contains("Disabled control of system clock")) {
            if (!process.isAlive() || System.nanoTime() - deadlineNs > 0) {
                fail("chronyd does not start: " + Files.readString(log));
            }
            Thread.sleep(20);
        }
    }

    static String libFakeTime() throws IOException {
        try (Stream<Path> libraries = Files.list(Path.of("/usr/lib"))) {
            return libraries
                    .map(directory -> directory.resolve(LIBFAKETIME))
                    .filter(Files::exists)
                    .map(Path::toString)
                    .findFirst()
                    .orElseGet(() -> fail(LIBFAKETIME + " is missing: install the Debian package libfaketime"));
        }
    }

    /** Stops it. */
    public void stop() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    @Override
    public void close() {
        try {
            stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
