package io.timeserverd.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.journal.JournalOptions.Sync;
import io.timeserverd.log.Capture;
import io.timeserverd.log.Log;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Once a sync has failed, everything written before it counts as lost, whatever later syncs say. */
class FailedSyncTest {
    @TempDir
    Path directory;

    @Test
    void withSecondAFailedSyncLosesRecordsEvenIfTheNextSucceeds() throws Exception {
        var test = new TestJournal(directory);
        test.sync = Sync.SECOND;
        try (TestJournal open = test.open();
                Capture lines = Log.capture()) {
            open.turn(10);
            open.second();
            open.turn(5);
            test.disk.syncsFail = true;
            open.second();
            test.disk.syncsFail = false;
            open.turn(7);
            open.second();
            Journal.Status status = open.journal.status();
            assertEquals(12, status.lost());
            assertEquals(10, status.journalled());
            assertEquals("", status.problem());
            String range = " records=12 first-id=11 last-id=22 from="
                    + test.safe.get(9).time() + " to=" + test.safe.get(21).time() + " ";
            assertEquals(1, lines.lines("journal-records-lost").size());
            String line = lines.lines("journal-records-lost").get(0);
            assertTrue(line.contains(range), () -> line + " has not" + range);
            open.turn(3);
            open.second();
            open.second();
            assertEquals(12, open.journal.status().lost());
            assertEquals(13, open.journal.status().journalled());
            assertEquals(1, lines.lines("journal-records-lost").size());
        }
    }

    @Test
    void withSecondAFailedSyncEndsTheRedoLog() throws Exception {
        var test = new TestJournal(directory);
        test.sync = Sync.SECOND;
        try (TestJournal open = test.open()) {
            open.turn(10);
            test.disk.syncsFail = true;
            open.second();
            test.disk.syncsFail = false;
            for (int second = 0; second < 12; second++) {
                open.second();
            }
            Segment first = open.segments().get(0);
            assertEquals(Segment.State.SEALED, first.state());
            assertEquals(10, first.lastId());
            assertEquals(11, open.segments().get(1).firstId());
            assertEquals(test.safe, test.found());
        }
    }

    @Test
    void withAlwaysAFailedSyncEndsTheFile() throws Exception {
        var test = new TestJournal(directory);
        test.sync = Sync.ALWAYS;
        var steps = new ArrayDeque<Runnable>(); // the file is not sealed before the test has seen it
        test.helper = (onHelper, then) -> steps.add(() -> {
            onHelper.run();
            then.run();
        });
        try (TestJournal open = test.open();
                Capture lines = Log.capture()) {
            open.turn(10);
            test.disk.syncsFail = true;
            assertEquals(4, open.turn(4));
            test.disk.syncsFail = false;
            byte[] file = Files.readAllBytes(FileNames.of(directory, 1, FileNames.REDO));
            open.second(); // a new file begins
            assertEquals(0, open.turn(6));
            assertArrayEquals(file, Files.readAllBytes(FileNames.of(directory, 1, FileNames.REDO)));
            assertEquals(4, open.journal.status().lost());
            assertEquals(16, open.journal.status().journalled());
            assertEquals(1, lines.lines("journal-records-lost").size());
            assertTrue(lines.lines("journal-records-lost").get(0).contains(" first-id=11 last-id=14 "));
            assertEquals(test.safe, test.found());
            assertEquals(
                    List.of(10L, 15L),
                    test.found().stream()
                            .map(JournalRecord::id)
                            .filter(id -> id >= 10 && id <= 15)
                            .toList());
            while (!steps.isEmpty()) {
                steps.remove().run();
            }
        }
        assertEquals(test.safe, test.found());
    }

    @Test
    void statusShowsAWriteThatStalls() throws Exception {
        var test = new TestJournal(directory);
        try (TestJournal open = test.open()) {
            open.turn(10);
            assertEquals(0, open.journal.status().longestWriteNs());
            test.disk.beforeWrite = () -> test.tickNs += 3_000_000_000L;
            assertEquals(0, open.turn(10));
            test.disk.beforeWrite = () -> {};
            assertEquals(0, open.turn(10));
            assertEquals(3_000_000_000L, open.journal.status().longestWriteNs());
            assertEquals(0, open.journal.status().lost());
        }
    }
}
