package io.timeserverd.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.log.Capture;
import io.timeserverd.log.Log;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A segment leaves room for the others within the largest size of the journal, whatever is configured. */
class FittingSegmentsTest {
    @TempDir
    Path directory;

    private TestJournal test;

    @BeforeEach
    void smallJournal() {
        test = new TestJournal(directory);
        test.maxBytes = 16 << 20;
    }

    @Test
    void lowersTooLargeSegmentsWithAWarning() throws Exception {
        test.segmentBytes = 64 << 20;
        try (Capture lines = Log.capture();
                TestJournal open = test.open()) {
            List<String> lowered = lines.lines("journal-segment-lowered");
            assertEquals(1, lowered.size());
            assertTrue(lowered.get(0).contains(" from=67108864 to=3145728 "), lowered::toString);
            writeUntilASegmentEnds(open);
        }
    }

    @Test
    void theSmallestJournalHasRoomToSealItsSegments() throws Exception {
        test.segmentBytes = 64 << 20;
        test.maxBytes = 8 << 20;
        try (TestJournal open = test.open()) {
            while (open.journal.status().deletedSegments() < 3) {
                assertEquals(0, open.turn(1000));
                open.second();
                assertTrue(open.bytes() <= test.maxBytes, "grew to " + open.bytes());
            }
            long sealed = open.segments().stream()
                    .filter(each -> each.state() == Segment.State.SEALED)
                    .count();
            assertTrue(sealed >= 2, open.segments()::toString);
        }
    }

    @Test
    void keepsASegmentSizeThatFits() throws Exception {
        test.segmentBytes = 3 << 20;
        try (Capture lines = Log.capture();
                TestJournal open = test.open()) {
            writeUntilASegmentEnds(open);
            assertEquals(List.of(), lines.lines("journal-segment-lowered"));
        }
    }

    @Test
    void countsAndLogsAllRecordsOfARedoLogThatIsDeletedForRoom() throws Exception {
        test.segmentBytes = 1 << 20;
        test.maxBytes = 3 << 20; // no room to seal it
        try (Capture lines = Log.capture();
                TestJournal open = test.open()) {
            while (open.journal.status().deletedSegments() == 0) {
                assertEquals(0, open.turn(1000));
                open.second();
            }
            Journal.Status status = open.journal.status();
            assertEquals(
                    open.safe.size(), status.deletedRecords() + open.found().size());
            String deleted = lines.lines("journal-segment-deleted").get(0);
            assertTrue(deleted.contains(" last-id=" + status.deletedRecords() + " "), deleted);
        }
    }

    private static void writeUntilASegmentEnds(TestJournal open) {
        while (open.journal.status().segments() < 2) {
            assertEquals(0, open.turn(1000));
            open.second();
            assertTrue(open.safe.size() < 100_000, "the first segment never ends");
        }
    }
}
