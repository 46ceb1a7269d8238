package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The processors that this process may use: one for what is measured, one for everything else in a test. If there is
 * only one, it serves both.
 *
 * @param allowed as taskset writes it, {@code 0-1,4}
 */
record Processors(String allowed) {
    static Processors ofThisProcess() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("Cpus_allowed_list:"))
                .map(line ->
                        new Processors(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst()
                .orElseThrow();
    }

    /** For what is measured. */
    String first() {
        return allowed.replaceFirst("[-,].*", "");
    }

    /** For all else. */
    String last() {
        return allowed.replaceFirst(".*[-,]", "");
    }

    /** A command that becomes {@code command}, on one processor. */
    static List<String> on(String processor, List<String> command) {
        var all = new ArrayList<>(List.of("taskset", "-c", processor));
        all.addAll(command);
        return all;
    }

    /** Moves the calling thread, and it alone. */
    static void moveThisThread(String processors) throws IOException, InterruptedException {
        String thread = Files.readSymbolicLink(Path.of("/proc/thread-self"))
                .getFileName()
                .toString();
        var command = List.of("taskset", "-c", "-p", processors, thread);
        Programs.Result result = Programs.run("util-linux", command, "", Programs.Stdin.ENDS);
        assertEquals(0, result.status(), result::toString);
        assertTrue(result.out().contains(thread), result::toString);
    }
}
