package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An {@link Attack} from a process of its own. */
final class AttackProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader told;

    private AttackProcess(Process process) {
        this.process = process;
        told = process.inputReader(StandardCharsets.US_ASCII);
    }

    /** On any processor. */
    static AttackProcess start(int port) throws IOException {
        return start(port, Processors.ofThisProcess().allowed());
    }

    static AttackProcess start(int port, String processor) throws IOException {
        return start(processor, command(port));
    }

    /**
     * Starts it with the lowest priority, because real attackers do not use the processor of the daemon's machine.
     */
    static AttackProcess startIdle(int port, String processor) throws IOException {
        var command = new ArrayList<>(List.of("chrt", "--idle", "0"));
        command.addAll(command(port));
        return start(processor, command);
    }

    private static List<String> command(int port) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes =
                Attack.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        return List.of(
                java, "-XX:+UseSerialGC", "-Xmx256m", "-cp", classes, Attack.class.getName(), String.valueOf(port));
    }

    private static AttackProcess start(String processor, List<String> command) {
        ProcessBuilder builder =
                Programs.builder(Processors.on(processor, command)).redirectErrorStream(true);
        return new AttackProcess(Programs.start(builder, "util-linux"));
    }

    /** Waits until the counter has reached this value. */
    void await(long connectsAndPuzzles) throws IOException, InterruptedException {
        long startNs = System.nanoTime();
        while (done() < connectsAndPuzzles) {
            assertTrue(System.nanoTime() - startNs < TimeUnit.SECONDS.toNanos(Programs.HANG_S), "the attack is none");
            Thread.sleep(10);
        }
    }

    /** The number of connections and costly requests so far. */
    long done() throws IOException {
        return begin(Attack.Kind.NONE, 0);
    }

    /** Starts this many more clients of a kind and waits until they are connected; returns {@link #done}. */
    long begin(Attack.Kind kind, int clients) throws IOException {
        process.outputWriter(StandardCharsets.US_ASCII)
                .append(kind + " " + clients + "\n")
                .flush();
        String done = told.readLine();
        assertTrue(done != null && done.matches("[0-9]+"), () -> kind + ": " + done);
        return Long.parseLong(done);
    }

    /** Closes all connections. */
    @Override
    public void close() throws IOException {
        try {
            process.outputWriter(StandardCharsets.US_ASCII).close();
            assertTrue(process.waitFor(Programs.HANG_S, TimeUnit.SECONDS), "the attack does not end");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Programs.end(process);
        }
    }
}
