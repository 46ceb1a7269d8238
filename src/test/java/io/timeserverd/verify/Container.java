package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A container to install on: this system's systemd, booted in its own namespaces over a copy of this system's files that
 * is deleted afterwards ({@code src/test/machine/boot}). Needs root.
 */
final class Container implements Shell, AutoCloseable {
    /** What a container can reach. */
    enum Network {
        /** Nothing but itself. */
        OWN,
        /** This system's loopback, so that a test can connect. */
        SHARED
    }

    private static final long POLL_MS = 100;

    private final Path directory;
    private final Process outer;
    private long init;

    private Container(Path directory, Process outer) {
        this.directory = directory;
        this.outer = outer;
    }

    /** Boots a container and waits until it is up. */
    static Container boot(Network network) throws IOException, InterruptedException {
        // Not in /tmp, because the container has its own.
        Path directory = Files.createTempDirectory(Path.of("/var/tmp"), "container");
        Files.createDirectory(directory.resolve("shared"));
        Path boot = Files.copy(
                Path.of(System.getProperty("timeserverd.basedir"), "src/test/machine/boot"), directory.resolve("boot"));
        File log = directory.resolve("log").toFile();
        Process outer = new ProcessBuilder(
                        "bash",
                        boot.toString(),
                        directory.toString(),
                        network.name().toLowerCase(Locale.ROOT))
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        var container = new Container(directory, outer);
        try {
            container.awaitInit();
            container.await("systemctl is-system-running | grep -qE 'running|degraded'");
            return container;
        } catch (AssertionError e) {
            String told = Files.readString(log.toPath());
            container.close();
            throw new AssertionError(
                    "the container does not boot; this needs root and the Debian packages systemd,"
                            + " util-linux and iproute2; it says:\n" + told,
                    e);
        }
    }

    @Override
    public Path shared() {
        return directory.resolve("shared");
    }

    @Override
    public Programs.Result run(String script) throws IOException, InterruptedException {
        return Programs.run("util-linux", command("bash", "-c", script), "", Programs.Stdin.ENDS);
    }

    @Override
    public String explanation() {
        try {
            return "\nthe container's log:\n"
                    + run("journalctl --no-pager -n 60").out();
        } catch (IOException | InterruptedException e) {
            return "\nthe container's log cannot be read: " + e;
        }
    }

    /** Waits until systemd has replaced the script as the container's first process. */
    private void awaitInit() throws InterruptedException {
        long startNs = System.nanoTime();
        while (init == 0) {
            if (!outer.isAlive() || System.nanoTime() - startNs > TimeUnit.SECONDS.toNanos(Programs.HANG_S)) {
                fail("systemd does not start");
            }
            Thread.sleep(POLL_MS);
            init = outer.toHandle()
                    .children()
                    .filter(child -> child.info().command().orElse("").endsWith("/systemd"))
                    .mapToLong(ProcessHandle::pid)
                    .findFirst()
                    .orElse(0);
        }
    }

    /** The command that runs {@code command} in the container. */
    List<String> command(String... command) {
        return entering("-a", command);
    }

    /** The command that runs {@code command} in the container's network, but with this system's files. */
    List<String> inNetwork(String... command) {
        return entering("-n", command);
    }

    private List<String> entering(String namespaces, String... command) {
        var all = new ArrayList<>(List.of("nsenter", "-t", String.valueOf(init), namespaces, "--"));
        all.addAll(List.of(command));
        return all;
    }

    /** Ends the container and everything in it. */
    @Override
    public void close() throws IOException {
        outer.toHandle().children().forEach(ProcessHandle::destroyForcibly);
        outer.destroyForcibly();
        try {
            outer.waitFor();
            Files.deleteIfExists(directory.resolve("boot"));
            Files.deleteIfExists(directory.resolve("log"));
            try (Stream<Path> files = Files.list(shared())) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(shared());
            Files.deleteIfExists(directory.resolve("disk"));
            Files.delete(directory);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
