package io.timeserverd.bench;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A server process on cores of its own, listening on a port of the loopback interface. Closing ends it. */
final class Subject implements AutoCloseable {
    private static final long READY_NS = TimeUnit.SECONDS.toNanos(20);

    /** A server that takes less than that much processor time meanwhile has nothing to do. */
    private static final double QUIET_SECONDS = 0.02;

    private static final long QUIET_NS = TimeUnit.MILLISECONDS.toNanos(300);
    private static final long IDLE_BOUND_NS = TimeUnit.SECONDS.toNanos(60);

    private final Process process;
    private final Path log;
    private final int port;

    private Subject(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /**
     * Starts a server and waits until it accepts.
     *
     * @param cores as taskset(1) takes them
     */
    static Subject start(String cores, Path log, int port, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        var pinned = new ArrayList<>(List.of("taskset", "-c", cores));
        pinned.addAll(command);
        ProcessBuilder builder =
                new ProcessBuilder(pinned).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.redirectInput(new File("/dev/null")).environment().putAll(environment);
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy)); // when the run is broken off
        var subject = new Subject(process, log, port);
        long start = System.nanoTime();
        while (!subject.accepts()) {
            if (!subject.process.isAlive() || System.nanoTime() - start > READY_NS) {
                subject.close();
                throw new IOException(command.get(0) + " did not start: " + Files.readString(log));
            }
            Thread.sleep(1);
        }
        return subject;
    }

    /** A port that nobody listens on now. */
    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private boolean accepts() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    int port() {
        return port;
    }

    /** The same process at another of its ports. */
    Subject at(int otherPort) {
        return new Subject(process, log, otherPort);
    }

    long pid() {
        return process.pid();
    }

    /**
     * A thread that lives now, see proc(5).
     *
     * @param state {@code D} while it waits for the disk
     * @param ranNs so far
     * @param waitedNs for which it was ready to run, but had to wait for its core; so far
     */
    private record Task(String name, String state, long ranNs, long waitedNs) {
        boolean compiles() {
            return name.matches("C[12] Compiler.*");
        }

        static Optional<Task> of(Path directory) throws IOException {
            try {
                String[] times =
                        Files.readString(directory.resolve("schedstat")).split(" ", -1);
                String stat = Files.readString(directory.resolve("stat")); // the state follows the name in brackets
                return Optional.of(new Task(
                        Files.readString(directory.resolve("comm")).strip(),
                        stat.substring(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3),
                        Long.parseLong(times[0]),
                        Long.parseLong(times[1])));
            } catch (NoSuchFileException e) { // it has ended meanwhile
                return Optional.empty();
            }
        }
    }

    private List<Task> tasks() throws IOException {
        var tasks = new ArrayList<Task>();
        try (Stream<Path> directories = Files.list(Path.of("/proc/" + pid() + "/task"))) {
            for (Path directory : directories.toList()) {
                Task.of(directory).ifPresent(tasks::add);
            }
        }
        return tasks;
    }

    private boolean waitsForDisk() throws IOException {
        return tasks().stream().anyMatch(task -> task.state.equals("D"));
    }

    /** How long the thread that has run most was ready to run, but had to wait for its core; in seconds, so far. */
    double waitedSeconds() throws IOException {
        Task most = tasks().stream().max(Comparator.comparing(Task::ranNs)).orElseThrow();
        return most.waitedNs / 1e9;
    }

    /** Processor time so far of all its threads, in seconds. */
    double cpuSeconds() throws IOException {
        return cpuSeconds(task -> true);
    }

    /** Processor time so far that a JVM took to compile, in seconds; other servers take none. */
    double compilerSeconds() throws IOException {
        return cpuSeconds(Task::compiles);
    }

    /** The rest of the processor time so far, in seconds. */
    double servingSeconds() throws IOException {
        return cpuSeconds(task -> !task.compiles());
    }

    private double cpuSeconds(Predicate<Task> which) throws IOException {
        return tasks().stream().filter(which).mapToLong(Task::ranNs).sum() / 1e9;
    }

    /** Waits until it has nothing left to do. */
    void awaitIdle() throws IOException {
        long start = System.nanoTime();
        double last;
        double now = cpuSeconds();
        do {
            last = now;
            LockSupport.parkNanos(QUIET_NS);
            now = cpuSeconds();
        } while ((now - last > QUIET_SECONDS || waitsForDisk()) && System.nanoTime() - start < IDLE_BOUND_NS);
    }

    /** When it wrote a line with {@code words} into its log, which begins with the time. */
    Instant timeOf(String words) throws IOException {
        for (String line : Files.readAllLines(log)) {
            if (line.contains(words)) {
                return Instant.parse(line.substring(0, line.indexOf(' ')));
            }
        }
        throw new IOException("no " + words + " in " + log);
    }

    /** Resident memory in MB. */
    double residentMb() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid() + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0;
            }
        }
        throw new IOException("no VmRSS of " + pid());
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
