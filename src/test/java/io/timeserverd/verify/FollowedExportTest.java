package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.verify.Programs.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Exports that follow a daemon under load, while both are interrupted and killed: none of them skips or repeats a record. */
class FollowedExportTest {
    /** Each segment has a few thousand records, so that segments are sealed and merged all the time. */
    private static final String SMALL_SEGMENTS = "journal.segment=256KiB";

    private static final String ADDRESS = ",\"host\":\"h\",\"instance\":\"\"}";

    @TempDir
    Path directory;

    private final Random random = new Random(1);
    private final List<String> counted = new ArrayList<>();
    private final List<String> kept = new ArrayList<>();

    private DaemonProcess daemon;

    /** The test keeps the last id of this export, so that it can be killed. */
    private Export byId;

    /** This export keeps its own position, and is interrupted. */
    private Export byState;

    /** How the daemon and the exports are interrupted. */
    private enum Interruption {
        EXPORT_KILLED,
        DAEMON_KILLED,
        DAEMON_RESTARTED_AND_EXPORT_KILLED,
        EXPORTS_STOPPED
    }

    @Test
    @Tag("verify")
    void exportsEveryRecordOnce() throws Exception {
        follow(List.of(Interruption.values()));
    }

    @Test
    @Tag("long")
    @Timeout(600)
    void exportsEveryRecordOnceOverTwentyInterruptions() throws Exception {
        var many = new ArrayList<Interruption>();
        for (int n = 0; n < 20; n++) {
            many.add(Interruption.values()[random.nextInt(Interruption.values().length)]);
        }
        follow(many);
    }

    private void follow(List<Interruption> interruptions) throws Exception {
        daemon = DaemonProcess.start(directory, SMALL_SEGMENTS);
        try {
            interruptUnderLoad(interruptions);
            daemon.stop();
            List<String> expected = expected();
            byId.awaitId(expected.size());
            byState.awaitId(expected.size());
            stopById();
            stopByState();
            assertEquals(expected.size(), Export.id(expected.get(expected.size() - 1)));
            assertEquals(expected, counted);
            assertEquals(expected, kept);
            System.out.println(expected.size() + " records over " + interruptions.size() + " interruptions");
        } finally {
            daemon.close();
            byId.close();
            byState.close();
        }
    }

    private void interruptUnderLoad(List<Interruption> interruptions) throws Exception {
        startById();
        startByState();
        try (var load = new Load(() -> daemon.port())) {
            for (Interruption each : interruptions) {
                byId.awaitMore(1000 + random.nextInt(5000));
                interrupt(each);
            }
            byId.awaitMore(1);
            assertTrue(load.isAsking());
        }
    }

    private void interrupt(Interruption what) throws Exception {
        switch (what) {
            case EXPORT_KILLED -> killById();
            case DAEMON_KILLED -> {
                daemon.signal("KILL");
                daemon.awaitExit();
                daemon = DaemonProcess.start(directory, SMALL_SEGMENTS);
            }
            case DAEMON_RESTARTED_AND_EXPORT_KILLED -> {
                assertEquals(0, daemon.stop());
                killById();
                daemon = DaemonProcess.start(directory, SMALL_SEGMENTS);
            }
            case EXPORTS_STOPPED -> {
                stopById();
                stopByState();
                startById();
                startByState();
            }
        }
    }

    private void startById() {
        long last = counted.isEmpty() ? 0 : Export.id(counted.get(counted.size() - 1));
        byId = new Export(command("--after", Long.toString(last)));
    }

    private void killById() throws InterruptedException {
        byId.kill();
        counted.addAll(byId.lines());
        startById();
    }

    private void stopById() throws InterruptedException {
        assertEquals(0, byId.stop(), byId.errors());
        assertEquals("", byId.errors());
        counted.addAll(byId.lines());
    }

    private void startByState() {
        byState = new Export(command("--state", directory.resolve("state").toString()));
    }

    private void stopByState() throws InterruptedException {
        assertEquals(0, byState.stop(), byState.errors());
        assertEquals("", byState.errors());
        kept.addAll(byState.lines());
    }

    private List<String> command(String... options) {
        var words = new ArrayList<>(List.of("export", "--follow", "--format", "jsonl", "--host", "h"));
        words.addAll(List.of(options));
        return Programs.admin(directory, words.toArray(new String[0]));
    }

    /** The lines of a complete export after the daemon has stopped. */
    private List<String> expected() throws IOException, InterruptedException {
        Result whole = Programs.runAdmin(directory, "export", "--format", "jsonl", "--host", "h");
        assertEquals(0, whole.status(), whole::toString);
        List<String> lines = whole.out().lines().toList();
        assertTrue(lines.get(0).endsWith(ADDRESS), lines.get(0));
        try (Stream<Path> files = Files.list(directory.resolve("journal"))) {
            assertTrue(files.filter(file -> file.toString().endsWith(".mapdb")).count() > 1, "nothing was rotated");
        }
        return lines;
    }
}
