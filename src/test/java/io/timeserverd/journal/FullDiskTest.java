package io.timeserverd.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.journal.JournalOptions.Sync;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A real file system of a few MB is filled up under load and freed again. */
@Tag("verify")
class FullDiskTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(names = {"ALWAYS", "SECOND"})
    void dropOldestLosesNothingNew(Sync sync) throws Exception {
        var told = run("DROP_OLDEST", sync);
        assertEquals("0", told.get("lost"));
        assertEquals(told.get("span"), told.get("found"));
        assertNotEquals(told.get("journalled"), told.get("found"), "nothing was ever deleted");
        assertSound(told);
    }

    @ParameterizedTest
    @EnumSource(names = {"ALWAYS", "SECOND"})
    void refuseKeepsEverythingOldAndCountsEveryLoss(Sync sync) throws Exception {
        var told = run("REFUSE", sync);
        assertNotEquals("0", told.get("first-loss"));
        assertEquals(told.get("told-lost"), told.get("lost"));
        assertEquals(told.get("journalled"), told.get("found"));
        assertTrue(Long.parseLong(told.get("lost-after-room")) <= 300, "did not go on by itself: " + told);
        assertSound(told);
    }

    private static void assertSound(Map<String, String> told) {
        assertEquals("0", told.get("untrue"));
        assertEquals("[]", told.get("findings"));
        assertEquals("", told.get("problem"));
    }

    /** What the process says that runs on a file system of its own, which goes away with it. */
    private Map<String, String> run(String whenFull, Sync sync) throws IOException, InterruptedException {
        assertTrue(Files.isExecutable(Path.of("/usr/bin/unshare")), "install the package util-linux");
        assertTrue(Files.isExecutable(Path.of("/usr/bin/mount")), "install the package mount");
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(
                        "/usr/bin/unshare",
                        "--mount",
                        "--map-root-user",
                        "/bin/sh",
                        "-c",
                        "mount -t tmpfs -o size=6m small \"$1\" && exec \"$2\" -Xmx64m -cp \"$3\" \"$4\" \"$1\" \"$5\" \"$6\"",
                        "sh",
                        directory.toString(),
                        java,
                        System.getProperty("java.class.path"),
                        FullDiskTarget.class.getName(),
                        whenFull,
                        sync.name())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        var told = new HashMap<String, String>();
        output.lines()
                .forEach(line -> told.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
        return told;
    }
}
