package io.timeserverd.client;

import io.timeserverd.log.Escape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The local clock and the commands that can set it.
 *
 * @param clock the local clock
 * @param pause waits between two measurements
 * @param commands runs the commands that set the clock: Java has no call for it
 */
record LocalSystem(Clock clock, Pause pause, CommandRunner commands) {
    /** Waits. */
    @FunctionalInterface
    interface Pause {
        void pass(long ms) throws InterruptedException;
    }

    /** Runs commands. */
    interface CommandRunner {
        boolean isRoot();

        /** Whether a command of this name is installed. */
        boolean has(String name);

        /** Runs a command and waits for its end; returns its error message, or nothing if it succeeded. */
        Optional<String> run(List<String> command) throws IOException, InterruptedException;
    }

    static LocalSystem ofProcess() {
        return new LocalSystem(Clock.systemUTC(), Thread::sleep, new OfProcess());
    }

    private static final class OfProcess implements CommandRunner {
        private static final long TIMEOUT_S = 10;
        private static final int MESSAGE_BYTES = 1024;

        /** The directories of commands for root, which may be missing in the PATH. */
        private static final List<Path> DIRECTORIES =
                List.of(Path.of("/usr/sbin"), Path.of("/usr/bin"), Path.of("/sbin"), Path.of("/bin"));

        @Override
        public boolean isRoot() {
            try {
                return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
            } catch (IOException | UnsupportedOperationException e) {
                return "root".equals(System.getProperty("user.name")); // this is not Linux
            }
        }

        @Override
        public boolean has(String name) {
            return path(name).isPresent();
        }

        private static Optional<Path> path(String name) {
            return DIRECTORIES.stream()
                    .map(directory -> directory.resolve(name))
                    .filter(Files::isExecutable)
                    .findFirst();
        }

        @Override
        public Optional<String> run(List<String> command) throws IOException, InterruptedException {
            String named = path(command.get(0)).map(Path::toString).orElse(command.get(0));
            var words = new ArrayList<>(command);
            words.set(0, named);
            ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
            builder.environment().put("LC_ALL", "C");
            Process process = builder.start();
            process.getOutputStream().close();
            var said = new String(process.getInputStream().readNBytes(MESSAGE_BYTES), StandardCharsets.UTF_8);
            if (!process.waitFor(TIMEOUT_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.of(command.get(0) + " does not end");
            }
            return process.exitValue() == 0 ? Optional.empty() : Optional.of(Escape.text(said.strip()));
        }
    }
}
