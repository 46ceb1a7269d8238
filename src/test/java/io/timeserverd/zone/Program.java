package io.timeserverd.zone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Programs that a test asks for what they think. */
final class Program {
    private Program() {}

    /** Hands every line that {@code command} writes to {@code lines}; fails if the program is not there or fails. */
    static void run(
            String debianPackage,
            Path directory,
            Map<String, String> env,
            List<String> command,
            Consumer<String> lines) {
        var builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().putAll(env);
        builder.environment().put("LC_ALL", "C");
        try {
            var process = builder.start();
            process.getOutputStream().close();
            try (var reader = process.inputReader()) {
                reader.lines().forEach(lines);
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
