package io.timeserverd.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that journals is killed again and again: what it said is safe is there. */
@Tag("verify")
class KillTest {
    private static final int KILLS = Integer.getInteger("timeserverd.kills", 100);
    private static final int MOST_TURNS = 3000;

    @TempDir
    Path directory;

    private final Random random = new Random(1);

    @Test
    void everyAcknowledgedRecordSurvives() throws Exception {
        long verified = 0L;
        for (int kill = 1; kill <= KILLS; kill++) {
            long acknowledged = runAndKill(kill);
            long last = verifyFrom(verified);
            assertTrue(
                    last >= acknowledged, "kill " + kill + ": " + acknowledged + " acknowledged, " + last + " found");
            verified = last;
            if (kill % 20 == 0) {
                assertEquals(List.of(), verify(), "kill " + kill);
            }
        }
        assertEquals(List.of(), verify());
        assertTrue(verified > KILLS, "hardly anything was written");
        assertTrue(new TestJournal(directory).segments().size() > 1, "nothing was ever sealed");
    }

    /** Lets a process run for some turns; returns the last id that it acknowledged. */
    private long runAndKill(int seed) throws IOException, InterruptedException {
        Process process = start(directory, seed);
        long acknowledged = 0L;
        try (var safe = new DataInputStream(process.getInputStream())) {
            for (int turns = random.nextInt(MOST_TURNS); turns >= 0; turns--) {
                acknowledged = safe.readLong();
            }
            // What it said until it was dead counts as well, and killing by its handle leaves the pipe open.
            process.toHandle().destroyForcibly();
            while (true) {
                acknowledged = safe.readLong();
            }
        } catch (EOFException e) {
            assertEquals(128 + 9, process.waitFor(), "was not killed, but ended");
            return acknowledged;
        } finally {
            process.destroyForcibly();
        }
    }

    static Process start(Path directory, int seed) throws IOException {
        return start(directory, seed, KillTarget.LARGE);
    }

    static Process start(Path directory, int seed, long maxBytes) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KillTarget.class.getName(),
                        directory.toString(),
                        Integer.toString(seed),
                        Long.toString(maxBytes))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** The last id of the journal. Checks that every record from {@code fromId} on is there once, and right. */
    private long verifyFrom(long fromId) throws Exception {
        var last = new long[] {fromId};
        List<Finding> findings = JournalReader.open(directory).query(Query.all().withFromId(fromId + 1), each -> {
            assertEquals(++last[0], each.id());
            assertTrue(Numbered.isTrue(each), each.toString());
            return true;
        });
        assertEquals(List.of(), findings);
        return last[0];
    }

    private List<Finding> verify() throws Exception {
        var findings = new ArrayList<Finding>();
        JournalReader.open(directory).verify(each -> assertTrue(Numbered.isTrue(each), each.toString()), findings::add);
        return findings;
    }
}
