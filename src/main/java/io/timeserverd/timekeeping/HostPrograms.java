package io.timeserverd.timekeeping;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs programs of the host and reads their output. It may block, so a helper thread runs it. */
final class HostPrograms {
    private static final int MOST_BYTES = 64 * 1024;
    private static final long TIMEOUT_SECONDS = 3;

    private HostPrograms() {}

    /** The output of {@code command}; empty if it is not installed, fails, or takes more than 3 s. */
    static Optional<String> output(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("SYSTEMD_COLORS", "0");
        builder.environment().put("SYSTEMD_PAGER", "");
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            // The output is far smaller than a pipe's buffer, so the program never waits for a reader.
            boolean ended = process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly();
                return Optional.empty();
            }
            try (InputStream in = process.getInputStream()) {
                var printed = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
                return process.exitValue() == 0 ? Optional.of(printed) : Optional.empty();
            }
        } catch (IOException e) { // not installed
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
