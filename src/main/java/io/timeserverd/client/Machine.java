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
 * What the program finds around it.
 *
 * @param clock the local clock
 * @param pause what passes between two looks at it
 * @param programs those that can change it: a program has no other way in Java
 */
record Machine(Clock clock, Pause pause, Programs programs) {
    /** What passes between two looks. */
    @FunctionalInterface
    interface Pause {
        void pass(long ms) throws InterruptedException;
    }

    /** Other programs. */
    interface Programs {
        boolean isRoot();

        /** Whether there is one of this name. */
        boolean has(String name);

        /** Runs one to its end; empty when it did what it should, else what it complained of. */
        Optional<String> run(List<String> command) throws IOException, InterruptedException;
    }

    static Machine ofProcess() {
        return new Machine(Clock.systemUTC(), Thread::sleep, new OfProcess());
    }

    private static final class OfProcess implements Programs {
        private static final long PATIENCE_S = 10;
        private static final int COMPLAINT_BYTES = 1024;

        /** Where root's programs are, which is not always on the path. */
        private static final List<Path> DIRECTORIES =
                List.of(Path.of("/usr/sbin"), Path.of("/usr/bin"), Path.of("/sbin"), Path.of("/bin"));

        @Override
        public boolean isRoot() {
            try {
                return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
            } catch (IOException | UnsupportedOperationException e) {
                return "root".equals(System.getProperty("user.name")); // no Linux
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
            var named = path(command.get(0)).map(Path::toString).orElse(command.get(0));
            var words = new ArrayList<>(command);
            words.set(0, named);
            var builder = new ProcessBuilder(words).redirectErrorStream(true);
            builder.environment().put("LC_ALL", "C");
            var process = builder.start();
            process.getOutputStream().close();
            var said = new String(process.getInputStream().readNBytes(COMPLAINT_BYTES), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.of(command.get(0) + " does not end");
            }
            return process.exitValue() == 0 ? Optional.empty() : Optional.of(Escape.text(said.strip()));
        }
    }
}
