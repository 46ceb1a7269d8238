package io.timeserverd.zone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Runs programs whose output a test needs. */
final class Program {
    private Program() {}

    /** Passes every line that {@code command} writes to {@code lines}. Fails if the program is missing or fails. */
    static void run(
            String debianPackage,
            Path directory,
            Map<String, String> env,
            List<String> command,
            Consumer<String> lines) {
        read(
                debianPackage,
                directory,
                env,
                command,
                out -> new BufferedReader(new InputStreamReader(out, StandardCharsets.UTF_8))
                        .lines()
                        .forEach(lines));
    }

    /** Reads the output of a program. */
    interface Reader {
        void read(InputStream out) throws IOException;
    }

    /** Passes the output of {@code command} to {@code reader}. Fails if the program is missing or fails. */
    static void read(
            String debianPackage, Path directory, Map<String, String> env, List<String> command, Reader reader) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().putAll(env);
        builder.environment().put("LC_ALL", "C");
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            try (var out = new BufferedInputStream(process.getInputStream(), 1 << 16)) {
                reader.read(out);
            }
            assertEquals(0, process.waitFor(), () -> String.join(" ", command));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(e);
        } catch (IOException e) {
            throw new UncheckedIOException("install the package " + debianPackage, e);
        }
    }
}
