package io.timeserverd.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.journal.JournalOptions.Sync;
import io.timeserverd.journal.JournalOptions.WhenFull;
import io.timeserverd.log.Capture;
import io.timeserverd.log.Log;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a disk that is full, broken or read-only, every loss is counted, and nothing else is lost. */
class BadDiskTest {
    private static final long RETRY_NS = 100_000_000;

    @TempDir
    Path directory;

    @Test
    void aFullDiskLosesTheOldestRecordsAndNoNewOnes() throws Exception {
        var test = new TestJournal(directory);
        test.segmentBytes = 2 * Frame.PAGE;
        test.disk.capacity = 8 * Frame.PAGE;
        try (TestJournal open = test.open()) {
            for (int turn = 0; turn < 600; turn++) {
                assertEquals(0, open.turn(30), "turn " + turn);
                if (turn % 5 == 0) {
                    open.second();
                }
            }
            assertEquals(newest(test), test.found());
            assertTrue(test.found().size() < test.safe.size(), "the disk was never full");
            assertEquals("", open.journal.status().problem());
        }
    }

    /** During a flood many steps follow one tick, while the loop uses up the reserve. */
    @Test
    void aFullDiskIsNoticedBetweenTicks() throws Exception {
        var test = new TestJournal(directory);
        var steps = new ArrayDeque<Runnable>();
        test.helper = (onHelper, then) -> steps.add(() -> {
            onHelper.run();
            then.run();
        });
        try (TestJournal open = test.open()) {
            while (open.segments().size() < 4) {
                open.turn(300);
                open.second();
                runAll(steps);
            }
            int before = open.segments().size();
            while (open.segments().size() == before) {
                open.turn(300);
            }
            open.second();
            steps.remove().run(); // the next segment begins
            steps.remove().run(); // the tick
            long used = 0L;
            for (Path file : Disk.real().list(directory)) {
                used += Files.size(file);
            }
            test.disk.capacity = used;
            int turns = 0;
            for (; !steps.isEmpty(); turns++) {
                assertEquals(0, open.turn(600), "turn " + turns);
                steps.remove().run();
            }
            assertTrue(turns > 3, "steps after the tick: " + turns);
        }
    }

    private static void runAll(Queue<Runnable> steps) {
        while (!steps.isEmpty()) {
            steps.remove().run();
        }
    }

    @Test
    void aFullDiskWithoutOldSegmentsCountsEveryLoss() throws Exception {
        var test = new TestJournal(directory);
        test.disk.capacity = 100_000;
        try (TestJournal open = test.open();
                Capture lines = Log.capture()) {
            for (int turn = 0; turn < 100; turn++) {
                if (open.turn(30) > 0) {
                    test.disk.capacity = 0; // no small turn fits into what is left
                }
                test.tickNs += RETRY_NS;
            }
            Journal.Status status = open.journal.status();
            assertTrue(status.lost() > 0 && status.lost() < 3000, status.toString());
            assertEquals(open.lost(), status.lost());
            assertEquals(3000, status.lost() + status.journalled());
            assertEquals(test.safe, test.found());
            assertEquals("No space left on device", status.problem());
            // Once, and once more whenever a turn in between was small enough for what was left.
            assertEquals(
                    1 + lines.lines("journal-recovered").size(),
                    lines.lines("journal-write-failed").size());
        }
    }

    @Test
    void writesAgainOnceThereIsRoom() throws Exception {
        var test = new TestJournal(directory);
        test.whenFull = WhenFull.REFUSE;
        test.disk.capacity = 20_000;
        try (TestJournal open = test.open();
                Capture lines = Log.capture()) {
            while (open.turn(10) == 0) {
                assertTrue(test.safe.size() < 10_000, "the disk is never full");
            }
            test.disk.capacity = Long.MAX_VALUE;
            assertEquals(10, open.turn(10), "tried again at once");
            test.tickNs += RETRY_NS;
            assertEquals(0, open.turn(10));
            assertEquals("", open.journal.status().problem());
            assertEquals(20, open.journal.status().lost());
            assertEquals(1, lines.lines("journal-recovered").size());
            assertEquals(test.safe, test.found());
        }
    }

    @Test
    void whenFullRefuseDeletesNothing() throws Exception {
        var test = new TestJournal(directory);
        test.whenFull = WhenFull.REFUSE;
        test.segmentBytes = 2 * Frame.PAGE;
        test.disk.capacity = 16 * Frame.PAGE;
        try (TestJournal open = test.open()) {
            for (int turn = 0; turn < 1000; turn++) {
                open.turn(30);
                open.second();
            }
            assertNotEquals(0, open.lost());
            assertEquals(open.lost(), open.journal.status().lost());
            assertEquals(test.safe, test.found());
        }
    }

    @Test
    void takesBackAHalfWrittenTurn() throws Exception {
        try (TestJournal test = new TestJournal(directory).open()) {
            test.turn(3);
            test.disk.writesFail = true;
            assertEquals(200, test.turn(200));
            test.disk.writesFail = false;
            test.tickNs += RETRY_NS;
            assertEquals(0, test.turn(3));
            assertEquals(test.safe, test.found());
            assertEquals(
                    List.of(1L, 2L, 3L, 204L, 205L, 206L),
                    test.found().stream().map(JournalRecord::id).toList());
        }
    }

    @Test
    void takesBackAllFramesOfATurn() throws Exception {
        var test = new TestJournal(directory);
        test.whenFull = WhenFull.REFUSE;
        try (TestJournal open = test.open()) {
            open.turn(3);
            test.disk.capacity = 300_000;
            assertEquals(9000, open.turn(9000));
            assertEquals(test.safe, test.found());
        }
    }

    @Test
    void recordsThatCouldNotBeTakenBackDoNotCount() throws Exception {
        try (TestJournal test = new TestJournal(directory).open()) {
            test.turn(3);
            test.disk.writesFail = true;
            test.disk.truncatesFail = true;
            // Half of it are whole frames, in their place, with ids that grow.
            test.turn(9000);
            test.disk.writesFail = false;
            test.tickNs += RETRY_NS;
            test.second();
            assertEquals(0, test.turn(3));
            assertEquals(test.safe, test.found());
            test.second();
            assertEquals(test.safe, test.found());
        }
    }

    @Test
    void aReadOnlyDiskOnlyCausesCountedLosses() throws Exception {
        try (TestJournal test = new TestJournal(directory).open()) {
            test.turn(3);
            test.disk.readOnly = true;
            for (int turn = 0; turn < 20; turn++) {
                assertEquals(3, test.turn(3));
                test.second();
            }
            assertEquals(60, test.journal.status().lost());
            assertTrue(
                    test.journal.status().problem().contains("Read-only"),
                    test.journal.status().problem());
            test.disk.readOnly = false;
            test.second();
            assertEquals(0, test.turn(3));
            assertEquals(test.safe, test.found());
        }
    }

    @Test
    void continuesTheOldFileWhenNoNewOneCanBeMade() throws Exception {
        var test = new TestJournal(directory);
        test.segmentBytes = Frame.PAGE;
        try (TestJournal open = test.open();
                Capture lines = Log.capture()) {
            test.disk.createsFail = true;
            for (int turn = 0; turn < 50; turn++) {
                assertEquals(0, open.turn(40));
                open.second();
            }
            assertEquals(1, test.segments().size());
            assertEquals(1, lines.lines("journal-segment-not-begun").size());
            assertTrue(open.journal.status().problem().contains("Permission denied"));
            test.disk.createsFail = false;
            for (int pause = 0; pause < 12; pause++) {
                open.second();
            }
            open.turn(1);
            assertEquals(2, test.segments().size());
            assertEquals("", open.journal.status().problem());
            assertEquals(test.safe, test.found());
        }
    }

    @Test
    void maxSizeHoldsWhenNoNewFileCanBeMade() throws Exception {
        var test = new TestJournal(directory);
        test.segmentBytes = Frame.PAGE;
        test.maxBytes = 3 * Frame.PAGE;
        try (TestJournal open = test.open()) {
            test.disk.createsFail = true;
            for (int turn = 0; turn < 100; turn++) {
                open.turn(40);
                open.second();
            }
            assertNotEquals(0, open.lost());
            assertTrue(open.journal.status().bytes() < 4 * Frame.PAGE);
        }
    }

    @Test
    void withAlwaysAFailedSyncCountsAsALoss() throws Exception {
        var test = new TestJournal(directory);
        test.sync = Sync.ALWAYS;
        try (TestJournal open = test.open()) {
            open.turn(2);
            test.disk.syncsFail = true;
            assertEquals(2, open.turn(2));
            test.disk.syncsFail = false;
            open.second(); // a new file begins
            assertEquals(0, open.turn(2));
            assertEquals(test.safe, test.found());
        }
    }

    @Test
    void writesTheWholeSegmentAgainAfterAFailedSync() throws Exception {
        var test = new TestJournal(directory);
        test.sync = Sync.SECOND;
        try (TestJournal open = test.open()) {
            open.turn(2);
            test.disk.syncsFail = true;
            open.second();
            assertTrue(open.journal.status().problem().contains("Input/output error"));
            open.second();
            open.second();
            assertEquals(2, test.segments().size(), "a new file every second");
            test.disk.syncsFail = false;
            for (int pause = 0; pause < 12; pause++) {
                open.second();
            }
            assertEquals(Segment.State.SEALED, test.segments().get(0).state());
            assertEquals("", open.journal.status().problem());
            assertEquals(test.safe, test.found());
        }
    }

    @Test
    void aDiskThatCannotSyncIsNotFilledWithEmptyFiles() throws Exception {
        for (Sync sync : List.of(Sync.SECOND, Sync.ALWAYS)) {
            var test = new TestJournal(Files.createDirectory(directory.resolve(sync.name())));
            test.sync = sync;
            try (TestJournal open = test.open()) {
                test.disk.syncsFail = true;
                for (int second = 0; second < 30; second++) {
                    open.turn(sync == Sync.ALWAYS ? 1 : 0);
                    open.second();
                }
                assertTrue(test.names().size() <= 4, () -> names(test));
            }
        }
    }

    /** Otherwise retention would never see the table again. */
    @Test
    void examinesATableAgainThatCouldNotBeReadAtTheStart() throws Exception {
        var test = new TestJournal(directory);
        try (TestJournal open = test.open()) {
            open.turn(100);
        }
        try (TestJournal open = test.open()) {
            test.disk.failing.put(FaultyDisk.Operation.READ, 1.0);
            open.second();
            assertTrue(open.journal.status().problem().contains("Input/output error"));
            test.disk.heal();
            open.second();
            assertEquals("", open.journal.status().problem());
            assertEquals(1, open.journal.status().firstId());
            assertEquals(2, open.journal.status().segments());
        }
    }

    @Test
    void countsTheRecordsOfARedoLogThatIsDeletedForRoom() throws Exception {
        var test = new TestJournal(directory);
        test.segmentBytes = Frame.PAGE;
        var steps = new ArrayDeque<Runnable>();
        test.helper = (onHelper, then) -> steps.add(() -> {
            onHelper.run();
            then.run();
        });
        try (TestJournal open = test.open();
                Capture lines = Log.capture()) {
            while (open.segments().size() < 3) {
                open.turn(40);
            }
            test.disk.capacity = test.bytes();
            open.second();
            while (lines.lines("journal-segment-deleted").isEmpty()) {
                steps.remove().run();
            }
            List<JournalRecord> found = test.found();
            long first = found.get(0).id();
            assertTrue(first > 1, "nothing was deleted");
            assertEquals(first - 1, open.journal.status().deletedRecords());
            String line = lines.lines("journal-segment-deleted").get(0);
            assertTrue(line.contains("first-id=1 last-id=" + (first - 1) + " "), line);
            test.disk.heal();
        }
    }

    @Test
    void aMergedTableCountsEvenIfItsSourcesCannotBeDeleted() throws Exception {
        var test = new TestJournal(directory);
        test.segmentBytes = 16 << 20;
        for (int records : List.of(2000, 3000)) { // the merged table may be merged with the younger one again
            try (TestJournal open = test.open()) {
                open.turn(records);
            }
        }
        try (TestJournal open = test.open()) {
            test.disk.deletesFail = true;
            for (int second = 0; second < 30; second++) {
                open.second();
            }
            test.disk.deletesFail = false;
            for (int second = 0; second < 30; second++) {
                open.second();
            }
            assertEquals(test.safe, test.found());
        }
        assertEquals(test.safe, test.found());
    }

    private static String names(TestJournal test) {
        try {
            return test.names().toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void deletingTheRedoLogLosesNoRecord() throws Exception {
        var test = new TestJournal(directory);
        try (TestJournal open = test.open()) {
            open.turn(100);
            Files.delete(FileNames.of(directory, 1, FileNames.REDO));
            open.turn(100);
            open.second();
            assertEquals(0, open.turn(100));
            open.second();
            open.second();
            assertEquals(test.safe, test.found());
            assertEquals(0, open.journal.status().lost());
        }
    }

    @Test
    void deletingTheDirectoryLosesNoRecordOfTheActiveSegment() throws Exception {
        var test = new TestJournal(directory);
        try (TestJournal open = test.open()) {
            open.turn(100);
            open.second();
            for (Path file : Disk.real().list(directory)) {
                Files.delete(file);
            }
            Files.delete(directory);
            open.turn(100);
            open.second();
            open.second();
            open.turn(100);
            for (int pause = 0; pause < 12; pause++) {
                open.second();
            }
            assertEquals(test.safe, test.found());
            assertEquals("", open.journal.status().problem());
        }
    }

    @Test
    void segmentsThatSomeoneElseDeletesAreLoggedAndCounted() throws Exception {
        var test = new TestJournal(directory);
        try (TestJournal open = test.open();
                Capture lines = Log.capture()) {
            for (int day = 0; day < 3; day++) { // tables of different days are not merged
                open.turn(40);
                open.pass(Duration.ofDays(2));
                open.second();
                open.second();
            }
            assertEquals(4, test.segments().size());
            long kept = test.segments().get(1).firstId();
            Segment deleted = test.segments().get(0);
            Files.delete(deleted.file());
            open.second();
            assertEquals(3, open.journal.status().segments());
            assertEquals(kept, open.journal.status().firstId());
            assertEquals(1, open.journal.status().deletedSegments());
            assertEquals(40, open.journal.status().deletedRecords());
            List<String> logged = lines.lines("journal-segment-deleted");
            assertEquals(1, logged.size());
            String expected = " first-id=1 last-id=40 from=" + deleted.leastTime() + " to=" + deleted.greatestTime()
                    + " reason=\"not by the daemon\"";
            assertTrue(logged.get(0).contains(expected), logged::toString);
        }
    }

    private static List<JournalRecord> newest(TestJournal test) throws Exception {
        return test.safe.subList(test.safe.size() - test.found().size(), test.safe.size());
    }
}
