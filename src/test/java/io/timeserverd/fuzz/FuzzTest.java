package io.timeserverd.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Jazzer looks for inputs that break something, led by the code that they reach, in a JVM of its own. {@code
 * -Dtimeserverd.fuzz-seconds=N} lets it look for longer, and elsewhere each time; what it finds goes into the corpus, beside the mending.
 */
class FuzzTest {
    private static final int SHORT_SECONDS = 5;

    private static final int SECONDS = Integer.getInteger("timeserverd.fuzz-seconds", SHORT_SECONDS);
    private static final int LONGEST_INPUT = 4096;

    /** To start the JVM and to end it, on a busy machine. */
    private static final int HANG_S = 300;

    private static final Pattern RUNS = Pattern.compile("Done ([0-9]+) runs in");

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("io.timeserverd.fuzz.Harness#all")
    @Tag("verify")
    void findsNothing(Harness harness) throws IOException, InterruptedException {
        Path found = Files.createDirectory(directory.resolve("found"));
        Path log = directory.resolve("log");
        Process fuzzing = new ProcessBuilder(command(harness, found))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .directory(directory.toFile())
                .start();
        try {
            assertTrue(fuzzing.waitFor(SECONDS + HANG_S, TimeUnit.SECONDS), "hangs");
        } finally {
            fuzzing.destroyForcibly();
        }
        String told = Files.readString(log);
        assertEquals(0, fuzzing.exitValue(), told);
        Matcher runs = RUNS.matcher(told);
        assertTrue(runs.find(), told);
        System.out.println("fuzz: " + harness + ": " + runs.group(1) + " runs in " + SECONDS + " s");
    }

    private List<String> command(Harness harness, Path found) {
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Djdk.net.hosts.file=/dev/null",
                "-cp",
                classes,
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + harness.itsClass().getName(),
                "--instrumentation_includes=io.timeserverd.**",
                "--instrumentation_excludes=" + harness.unwatched(),
                "--custom_hook_includes=io.timeserverd.**",
                "--reproducer_path=" + directory,
                "-artifact_prefix=" + directory + "/",
                "-max_total_time=" + SECONDS,
                "-max_len=" + LONGEST_INPUT,
                "-rss_limit_mb=0",
                "-seed=" + (SECONDS == SHORT_SECONDS ? 1 : 0), // 0: another one each time
                found.toString(),
                harness.corpus().toString());
    }
}
