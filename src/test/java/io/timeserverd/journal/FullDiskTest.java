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
        Map<String, String> logged = run("DROP_OLDEST", sync);
        assertEquals("0", logged.get("lost"));
        assertEquals(logged.get("span"), logged.get("found"));
        assertNotEquals(logged.get("journalled"), logged.get("found"), "nothing was ever deleted");
        assertSound(logged);
    }

    @ParameterizedTest
    @EnumSource(names = {"ALWAYS", "SECOND"})
    void refuseKeepsEverythingOldAndCountsEveryLoss(Sync sync) throws Exception {
        Map<String, String> logged = run("REFUSE", sync);
        assertNotEquals("0", logged.get("first-loss"));
        assertEquals(logged.get("logged-lost"), logged.get("lost"));
        assertEquals(logged.get("journalled"), logged.get("found"));
        assertTrue(Long.parseLong(logged.get("lost-after-room")) <= 300, "did not go on by itself: " + logged);
        assertSound(logged);
    }

    private static void assertSound(Map<String, String> logged) {
        assertEquals("0", logged.get("untrue"));
        assertEquals("[]", logged.get("findings"));
        assertEquals("", logged.get("problem"));
    }

    /** What the process says that runs on a file system of its own, which goes away with it. */
    private Map<String, String> run(String whenFull, Sync sync) throws IOException, InterruptedException {
        assertTrue(Files.isExecutable(Path.of("/usr/bin/unshare")), "install the package util-linux");
        assertTrue(Files.isExecutable(Path.of("/usr/bin/mount")), "install the package mount");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
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
        var logged = new HashMap<String, String>();
        output.lines()
                .forEach(line ->
                        logged.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
        return logged;
    }
}
