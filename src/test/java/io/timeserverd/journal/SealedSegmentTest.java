package io.timeserverd.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.log.Log;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sealed segments that are whole, damaged or not what their name says. */
class SealedSegmentTest {
    private static final int RECORDS = 3000;

    @TempDir
    Path directory;

    private Path file;
    private byte[] bytes;
    private List<JournalRecord> records;

    /** One sealed segment of a few blocks, and an empty active one. */
    @BeforeEach
    void seal() throws Exception {
        var test = new TestJournal(directory);
        try (var open = test.open()) {
            open.turn(RECORDS);
        }
        test.segmentBytes = 1;
        try (var open = test.open()) {
            open.second();
        }
        records = test.safe;
        file = Names.of(directory, 1, Names.SEALED);
        bytes = Files.readAllBytes(file);
    }

    @Test
    void holdsEveryRecord() throws Exception {
        assertEquals(records, found());
        assertEquals(RECORDS, reader().segments().get(0).records());
    }

    @Test
    void takesAtMostSixtyBytesForATypicalRecord() throws Exception {
        var test = new TestJournal(Files.createDirectory(directory.resolve("typical")));
        var traffic = new TypicalTraffic(Times.nanos(test.now), 250_000_000);
        test.segmentBytes = 4 << 20;
        try (var open = test.open()) {
            while (test.segments().size() < 2) {
                open.journal.append(traffic.next());
                open.journal.commit();
            }
            open.second();
            var segment = test.segments().get(0);
            assertEquals(Segment.State.SEALED, segment.state());
            var each = (double) segment.bytes() / segment.records();
            assertTrue(each < 60, each + " bytes a record");
        }
    }

    @Test
    void withAnyBitFlippedItTellsNoUntruth() throws Exception {
        var known = new HashSet<>(records);
        var random = new Random(3);
        for (var round = 0; round < 2000; round++) {
            var damaged = bytes.clone();
            var at = random.nextInt(damaged.length);
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, damaged);
            var found = new ArrayList<JournalRecord>();
            var findings = reader().query(Query.all(), found::add);
            assertTrue(known.containsAll(found), "byte " + at);
            assertTrue(found.size() == RECORDS || !findings.isEmpty(), "byte " + at + " hides records");
        }
    }

    @Test
    void cutAnywhereItTellsNoUntruth() throws Exception {
        var known = new HashSet<>(records);
        var random = new Random(4);
        for (var round = 0; round < 300; round++) {
            var length = random.nextInt(bytes.length);
            Files.write(file, Arrays.copyOf(bytes, length));
            var found = new ArrayList<JournalRecord>();
            var findings = reader().query(Query.all(), found::add);
            assertTrue(known.containsAll(found), "cut at " + length);
            assertTrue(found.size() == RECORDS || !findings.isEmpty(), "cut at " + length);
        }
    }

    @Test
    void oneDamagedBlockCostsNoOther() throws Exception {
        var damaged = bytes.clone();
        // Far behind the table's directory, in the rows of the first blocks.
        damaged[10_000] ^= 1;
        Files.write(file, damaged);
        var found = new ArrayList<JournalRecord>();
        var findings = reader().query(Query.all(), found::add);
        assertTrue(found.size() < RECORDS && found.size() >= RECORDS - Index.RECORDS, () -> found.size() + " left");
        assertEquals(1, findings.size());
        assertEquals(file, findings.get(0).file());
    }

    @Test
    void whatIsNoSegmentIsSetAsideAtTheStartAndTheRestIsServed() throws Exception {
        Files.write(file, new byte[100_000]);
        try (var lines = Log.capture();
                var after = new TestJournal(directory).open()) {
            after.second();
            assertTrue(after.names().contains("0000000000000000001.mapdb.aside"));
            assertEquals(1, lines.lines("journal-set-aside").size());
            after.turn(1);
            assertEquals(1, after.found().size());
            assertEquals(RECORDS + 1, after.found().get(0).id());
        }
    }

    @Test
    void whatWasSetAsideIsNeverOverwritten() throws Exception {
        for (var name : List.of("", ".1", ".2")) {
            Files.write(file, new byte[100]);
            try (var after = new TestJournal(directory).open()) {
                after.second();
                assertTrue(after.names().contains("0000000000000000001.mapdb.aside" + name));
            }
        }
    }

    @Test
    void aSegmentOfALaterVersionIsSetAside() throws Exception {
        var summary = new Index.Summary(1, 1, List.of(new Index.Group(1, 1, 0, 0)));
        var value = Index.writeSummary(1, summary);
        value[11]++;
        Frame.putInt(value, 0, Index.checksum(value, 1, Index.SUMMARY));
        var reason = new ArrayList<String>();
        try {
            Index.readSummary(1, value);
        } catch (MalformedException e) {
            reason.add(e.getMessage());
        }
        assertEquals(List.of("version " + (Index.VERSION + 1) + " is not " + Index.VERSION), reason);
    }

    @Test
    void aSegmentUnderAnotherIdIsSetAside() throws Exception {
        Files.move(file, Names.of(directory, 7, Names.SEALED));
        try (var after = new TestJournal(directory).open()) {
            after.second();
            assertTrue(after.names().contains("0000000000000000007.mapdb.aside"));
        }
    }

    @Test
    void afterADamagedLastSegmentNoIdIsGivenTwice() throws Exception {
        for (var name : new TestJournal(directory).names()) {
            if (!name.endsWith(Names.SEALED)) {
                Files.delete(directory.resolve(name));
            }
        }
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
        try (var after = new TestJournal(directory).open()) {
            after.second();
            after.turn(1);
            assertTrue(after.found().get(0).id() > RECORDS);
        }
    }

    @Test
    void aRedoFileLeftBesideItIsDeleted() throws Exception {
        Files.write(Names.of(directory, 1, Names.REDO), RedoHeader.write(1, 0));
        try (var after = new TestJournal(directory).open()) {
            after.second();
            assertEquals(records, after.found());
            assertEquals(false, after.names().contains("0000000000000000001.redo"));
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
