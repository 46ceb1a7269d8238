package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A proxy that runs with one of the shipped examples. */
final class ProxyProgram implements AutoCloseable {
    private static final long LOOK_AGAIN_MS = 20;

    private final String name;
    private final Path log;
    private final Process process;

    private ProxyProgram(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /**
     * Waits until it listens.
     *
     * @param debianPackage that has the program
     * @param port of loopback, which it will listen at
     */
    static ProxyProgram start(String debianPackage, List<String> command, Path directory, int port)
            throws IOException, InterruptedException {
        Path log = directory.resolve(debianPackage + ".log");
        ProcessBuilder builder =
                Programs.builder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        var program = new ProxyProgram(debianPackage, log, Programs.start(builder, debianPackage));
        program.awaitListening(port);
        return program;
    }

    /** A shipped example, with an address or a path of it changed to this test's. */
    static String replaced(String example, String before, String after) {
        assertTrue(example.contains(before), () -> before + " is not in\n" + example);
        return example.replace(before, after);
    }

    private void awaitListening(int port) throws IOException, InterruptedException {
        long startNs = System.nanoTime();
        boolean listening = false;
        while (!listening) {
            try (var probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
                listening = probe.isConnected();
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() - startNs > TimeUnit.SECONDS.toNanos(Programs.HANG_S)) {
                    close();
                    fail(name + " does not start: " + Files.readString(log), e);
                }
                Thread.sleep(LOOK_AGAIN_MS);
            }
        }
    }

    /** Ends it by SIGTERM, because only then a worker process ends too. */
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
