package io.timeserverd.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.log.Capture;
import io.timeserverd.log.Log;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mapdb.Serializer;
import org.mapdb.SortedTableMap;
import org.mapdb.volume.FileChannelVol;

/** Sealed tables that are whole, damaged or not what their name says. */
class SealedTableTest {
    private static final int RECORDS = 3000;

    @TempDir
    Path directory;

    private Path file;
    private byte[] bytes;
    private List<JournalRecord> records;

    @BeforeEach
    void seal() throws Exception {
        var test = new TestJournal(directory);
        try (TestJournal open = test.open()) {
            open.turn(RECORDS);
        }
        records = test.safe;
        file = FileNames.ofTable(directory, 1, RECORDS);
        bytes = Files.readAllBytes(file);
    }

    @Test
    void holdsEveryRecord() throws Exception {
        assertEquals(records, found());
        assertEquals(RECORDS, reader().segments().get(0).records());
    }

    @Test
    void stockMapDbReadsIt() {
        var volume = new FileChannelVol(file.toFile(), true, 0, 20, 0);
        try {
            SortedTableMap<Long, JournalRecord> table =
                    SortedTableMap.open(volume, Serializer.LONG_DELTA, JournalRecord.serializer());
            var found = new ArrayList<JournalRecord>();
            table.valueIterator().forEachRemaining(found::add);
            assertEquals(records, found);
            for (JournalRecord each : records) {
                assertEquals(each, table.get(each.id()));
            }
        } finally {
            volume.close();
        }
    }

    @Test
    void takesAtMostThirtyBytesForATypicalRecord() throws Exception {
        var test = new TestJournal(Files.createDirectory(directory.resolve("typical")));
        var traffic = new TypicalTraffic(Times.nanos(test.now), 250_000_000);
        test.segmentBytes = 64 << 20;
        try (TestJournal open = test.open()) {
            for (int n = 0; n < 600_000; n++) {
                open.journal.append(traffic.next());
                open.journal.commit();
            }
            open.pass(Duration.ofDays(2)); // ends the segment; a stop would seal it only if that took less than 3 s
        }
        Segment segment = test.segments().get(0);
        assertEquals(Segment.State.SEALED, segment.state());
        double each = (double) segment.bytes() / segment.records();
        assertTrue(each < 30, each + " bytes a record");
    }

    @Test
    void noticesAnyFlippedBitThatMatters() throws Exception {
        var known = new HashSet<JournalRecord>(records);
        var random = new Random(3);
        int used = Bytes.endOfNonZero(bytes, 0, bytes.length - 400);
        for (int round = 0; round < 1000; round++) {
            byte[] damaged = bytes.clone();
            int at = random.nextInt(round % 10 == 0 ? damaged.length : round % 3 == 0 ? 4096 : used);
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, damaged);
            var found = new ArrayList<JournalRecord>();
            List<Finding> findings = reader().query(Query.all(), found::add);
            assertTrue(known.containsAll(found), "byte " + at);
            assertTrue(found.size() == RECORDS || !findings.isEmpty(), "byte " + at + " hides records");
        }
    }

    @Test
    void noticesATableThatIsCutAnywhere() throws Exception {
        var known = new HashSet<JournalRecord>(records);
        var random = new Random(4);
        for (int round = 0; round < 300; round++) {
            int length = random.nextInt(bytes.length);
            Files.write(file, Arrays.copyOf(bytes, length));
            var found = new ArrayList<JournalRecord>();
            List<Finding> findings = reader().query(Query.all(), found::add);
            assertTrue(known.containsAll(found), "cut at " + length);
            assertFalse(findings.isEmpty(), "cut at " + length);
        }
    }

    @Test
    void readsRecordsWithoutTheFooter() throws Exception {
        bytes[bytes.length - 20] ^= 1;
        Files.write(file, bytes);
        var found = new ArrayList<JournalRecord>();
        assertEquals(1, reader().query(Query.all(), found::add).size());
        assertEquals(records, found);
    }

    @Test
    void aDamagedNodeDoesNotHideOthers() throws Exception {
        bytes[20_000] ^= 1;
        Files.write(file, bytes);
        var found = new ArrayList<JournalRecord>();
        List<Finding> findings = reader().query(Query.all(), found::add);
        assertEquals(RECORDS - RecordSerializer.NODE, found.size());
        assertEquals(1, findings.size());
        assertEquals(file, findings.get(0).file());
    }

    @Test
    void setsAsideWhatIsNotATableAndServesTheRest() throws Exception {
        Files.write(file, new byte[100_000]);
        try (Capture lines = Log.capture();
                TestJournal after = new TestJournal(directory).open()) {
            after.second();
            assertTrue(
                    after.names().contains(file.getFileName() + ".aside"),
                    after.names().toString());
            assertEquals(1, lines.lines("journal-set-aside").size());
            after.turn(1);
            assertEquals(1, after.found().size());
            assertEquals(RECORDS + 1, after.found().get(0).id());
        }
    }

    @Test
    void neverOverwritesAFileThatWasSetAside() throws Exception {
        for (String name : List.of("", ".1", ".2")) {
            Files.write(file, new byte[100]);
            try (TestJournal after = new TestJournal(directory).open()) {
                after.second();
                assertTrue(after.names().contains(file.getFileName() + ".aside" + name));
            }
        }
    }

    @Test
    void setsATableUnderAnotherNameAside() throws Exception {
        Path other = FileNames.ofTable(directory, 7, 9);
        Files.move(file, other);
        try (TestJournal after = new TestJournal(directory).open()) {
            after.second();
            assertTrue(after.names().contains(other.getFileName() + ".aside"));
        }
    }

    @Test
    void idsContinueAfterATableThatWasSetAside() throws Exception {
        Path other = FileNames.ofTable(directory, 1, RECORDS + 20);
        Files.copy(file, other);
        try (TestJournal after = new TestJournal(directory).open()) {
            assertTrue(after.names().contains(other.getFileName() + ".aside"));
            after.turn(1);
            assertEquals(RECORDS + 21, after.safe.get(0).id());
            assertEquals(records, after.found().subList(0, RECORDS));
        }
    }

    @Test
    void deletesTheRedoLogThatATableWasMadeFrom() throws Exception {
        Path redo = FileNames.of(directory, 1, FileNames.REDO);
        Files.write(redo, RedoHeader.write(1, 0));
        try (TestJournal after = new TestJournal(directory).open()) {
            assertFalse(Files.exists(redo));
            assertEquals(records, after.found());
        }
    }

    @Test
    void setsADamagedRedoLogAsideThatATableWasMadeFrom() throws Exception {
        Path redo = FileNames.of(directory, 1, FileNames.REDO);
        byte[] damaged = Arrays.copyOf(RedoHeader.write(1, 0), 2 * Frame.PAGE);
        damaged[5000] = 1;
        damaged[damaged.length - 1] = 1;
        Files.write(redo, damaged);
        try (TestJournal after = new TestJournal(directory).open()) {
            assertTrue(
                    after.names().contains(redo.getFileName() + ".aside"),
                    after.names().toString());
            assertEquals(records, after.found());
        }
    }

    @Test
    void aLargeGapInATableWithoutFooterTakesNoMemory() throws Exception {
        bytes[bytes.length - 20] ^= 1;
        Path other = FileNames.ofTable(directory, 1, 1L << 50);
        Files.delete(file);
        Files.write(other, bytes);
        List<Finding> findings = reader().query(Query.all(), each -> true);
        assertEquals(1, findings.size());
        assertTrue(findings.get(0).what().contains("gap"), findings::toString);
    }

    @Test
    void refusesAFooterThatClaimsMoreThanTheFileHolds() throws Exception {
        for (int claimed : new int[] {-1, 0, 1 << 20, 1 << 28, Integer.MAX_VALUE}) {
            Bytes.putInt(bytes, bytes.length - 8, claimed);
            Files.write(file, bytes);
            var found = new ArrayList<JournalRecord>();
            assertEquals(1, reader().query(Query.all(), found::add).size(), "parts " + claimed);
            assertEquals(records, found, "parts " + claimed);
        }
    }

    @Test
    void keepsTheRedoLogOfADamagedTable() throws Exception {
        Path redo = FileNames.of(directory, 1, FileNames.REDO);
        Files.write(redo, RedoHeader.write(1, 0));
        Files.write(file, new byte[100]);
        try (TestJournal after = new TestJournal(directory).open()) {
            assertTrue(after.names().contains(redo.getFileName().toString()));
        }
    }

    private List<JournalRecord> found() throws Exception {
        var found = new ArrayList<JournalRecord>();
        assertEquals(List.of(), reader().query(Query.all(), found::add));
        return found;
    }

    private JournalReader reader() throws JournalException {
        return JournalReader.open(directory);
    }
}
