package io.timeserverd.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mapdb.Serializer;
import org.mapdb.SortedTableMap;
import org.mapdb.volume.FileChannelVol;

/** A table takes the room that its records need, however few they are, and a full journal has room to merge tables. */
class TableSizeTest {
    private static final int ONE_SEGMENT = 20_000;

    // Of a journal of release 0.1.0.
    private static final int SEGMENTS = 15;
    private static final int RECORDS_PER_SEGMENT = 50_000;

    @TempDir
    Path directory;

    @Test
    void aTableOfAFewRecordsIsSmall() throws Exception {
        var test = new TestJournal(directory);
        try (TestJournal open = test.open()) {
            open.turn(10);
        }
        assertTrue(test.segments().get(0).bytes() < 16 << 10, test.segments()::toString);
        assertEquals(test.safe, test.found());
    }

    /** The last page is short; it has one node, and several. */
    @ParameterizedTest
    @ValueSource(ints = {40_000, 65_000, 90_000})
    void tableOfSeveralPagesEndsBehindItsLastNode(int records) throws Exception {
        var test = new TestJournal(directory);
        test.segmentBytes = 64 << 20;
        try (TestJournal open = test.open()) {
            open.turn(records);
        }
        Segment segment = test.segments().get(0);
        long used = 0;
        var reading = new ArrayList<JournalRecord>();
        var volume = new FileChannelVol(segment.file().toFile(), true, 0, 20, 0);
        try {
            SortedTableMap<Long, JournalRecord> table =
                    SortedTableMap.open(volume, Serializer.LONG_DELTA, JournalRecord.serializer());
            table.valueIterator().forEachRemaining(reading::add);
            used = table.getPageCount() * ChannelVolume.PAGE;
        } finally {
            volume.close();
        }
        assertEquals(test.safe, reading);
        assertEquals(test.safe, test.found());
        assertTrue(used >= ChannelVolume.PAGE, "one page");
        long lastPage = segment.bytes() - used;
        assertTrue(lastPage < ChannelVolume.PAGE / 10 * 9, "last page " + lastPage);
    }

    /** Each restart seals a table of a few records. */
    @Test
    void aFullJournalMergesSmallTablesWithoutDeletingOthers() throws Exception {
        var test = new TestJournal(directory);
        test.maxBytes = 16 << 20;
        try (TestJournal open = test.open()) {
            while (open.journal.status().deletedSegments() == 0) {
                assertEquals(0, open.turn(ONE_SEGMENT / 20));
                open.second();
            }
        }
        test.maxBytes = 12 << 20;
        try (TestJournal open = test.open()) {
            while (open.journal.status().deletedSegments() == 0 || open.tickNs < 60_000_000_000L) {
                open.second();
            }
        }
        int full = test.segments().size();
        long firstId = test.found().get(0).id();
        for (int restart = 0; restart < 60; restart++) {
            try (TestJournal open = test.open()) {
                assertEquals(0, open.turn(10));
                for (int second = 0; second < 3; second++) {
                    open.second();
                }
            }
        }
        assertTrue(test.segments().size() < full + 15, () -> full + " became " + segments(test));
        List<JournalRecord> found = test.found();
        assertTrue(
                found.get(0).id() <= firstId + 2 * ONE_SEGMENT,
                "first record is now " + found.get(0).id());
        assertEquals(test.safe.get(test.safe.size() - 1), found.get(found.size() - 1));
    }

    @Test
    void journalOfRelease010IsConvertedWithoutDeletingWhatFits() throws Exception {
        var test = new TestJournal(directory);
        test.maxBytes = 16 << 20;
        var old = new Format3Writer(directory, Times.nanos(test.now.minus(Duration.ofDays(1))));
        for (int segment = 0; segment < SEGMENTS; segment++) {
            old.segment(RECORDS_PER_SEGMENT);
        }
        long before = test.bytes();
        assertTrue(before > 5 << 20, before + " bytes");
        try (TestJournal open = test.open()) {
            while (open.journal.status().toConvert() > 0 || open.tickNs < 30_000_000_000L) {
                open.second();
                assertTrue(open.bytes() <= test.maxBytes, () -> "grew");
            }
            assertEquals(0, open.journal.status().deletedRecords());
        }
        assertTrue(test.bytes() < 1.25 * before, before + " bytes became " + test.bytes());
        var ids = new ArrayList<Long>();
        JournalReader.open(directory).query(Query.all(), each -> ids.add(each.id()));
        assertEquals(SEGMENTS * RECORDS_PER_SEGMENT, ids.size());
    }

    private static String segments(TestJournal test) {
        try {
            return test.segments().toString();
        } catch (Exception e) {
            return e.toString();
        }
    }
}
