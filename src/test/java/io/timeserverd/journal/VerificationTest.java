package io.timeserverd.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerificationTest {
    @TempDir
    Path directory;

    private TestJournal test;

    @BeforeEach
    void write() throws Exception {
        test = new TestJournal(directory);
        test.segmentBytes = Frame.PAGE;
        try (TestJournal open = test.open()) {
            while (test.segments().size() < 4) {
                open.turn(40);
                open.second();
            }
            open.turn(40);
            Files.copy(redo(), directory.resolve("copy"));
        }
        // As a killed daemon leaves it, with the end of the newest segment in its redo log.
        Segment last = test.segments().get(test.segments().size() - 1);
        Files.delete(last.file());
        Files.move(directory.resolve("copy"), FileNames.of(directory, last.firstId(), FileNames.REDO));
    }

    @Test
    void findsNothingWrongInAWholeJournal() throws Exception {
        var records = new ArrayList<JournalRecord>();
        assertEquals(List.of(), verify(records));
        assertEquals(test.safe, records);
    }

    @Test
    void aTornEndIsNotAFinding() throws Exception {
        Path redo = redo();
        Files.write(redo, new byte[] {0, 0, 0, 100, 7}, StandardOpenOption.APPEND);
        assertEquals(List.of(), verify(new ArrayList<>()));
        Files.write(redo, new byte[3 * Frame.PAGE], StandardOpenOption.APPEND);
        assertEquals(List.of(), verify(new ArrayList<>()));
        Files.write(redo, new byte[] {7}, StandardOpenOption.APPEND);
        assertEquals(1, verify(new ArrayList<>()).size());
    }

    @Test
    void findsAMissingSegment() throws Exception {
        Segment missing = test.segments().get(1);
        Files.delete(missing.file());
        String ids = "records " + missing.firstId() + " to " + missing.lastId();
        assertEquals(
                List.of(
                        ids + " are missing",
                        "entry 6: " + ids + " are gone, and no entry says that they were deleted"),
                verify(new ArrayList<>()));
    }

    @Test
    void findsAnyDamagedByteOfARecord() throws Exception {
        var random = new Random(1);
        for (int round = 0; round < 200; round++) {
            Path file = test.segments().get(random.nextInt(3)).file();
            byte[] whole = Files.readAllBytes(file);
            byte[] damaged = whole.clone();
            int at = 500 + random.nextInt(whole.length - 500);
            while (whole[at] == 0) { // zeroes fill the pages
                at = 500 + random.nextInt(whole.length - 500);
            }
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, damaged);
            assertTrue(!verify(new ArrayList<>()).isEmpty(), file + " byte " + at);
            Files.write(file, whole);
        }
    }

    @Test
    void reportsFilesThatWereSetAside() throws Exception {
        Files.write(directory.resolve("0000000000000000001.redo.aside"), new byte[10]);
        assertEquals(List.of("was set aside by the daemon, whose log says why"), verify(new ArrayList<>()));
    }

    @Test
    void findsAWrongFooter() throws Exception {
        Path file = directory.resolve("table");
        try (FileChannel channel = new FaultyDisk(directory)
                .open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var writer = new TableWriter(channel);
            writer.add(Samples.record(1, test.samples.next()));
            writer.add(Samples.record(2, test.samples.next()));
            Footer right = writer.finish(1, 2);
            PartStats part = right.parts().get(0);
            var wrong = new PartStats(1, 2, 2, part.leastNs(), part.greatestNs() + 1);
            ByteBuffer bytes = new Footer(1, 2, List.of(wrong)).write();
            channel.write(bytes, channel.size() - bytes.limit());
        }
        for (Segment each : test.segments()) {
            Files.delete(each.file());
        }
        Files.delete(Chain.file(directory));
        Files.move(file, FileNames.ofTable(directory, 1, 2));
        assertEquals(List.of("the footer is wrong about records 1 to 2"), verify(new ArrayList<>()));
    }

    private Path redo() throws Exception {
        return test.segments().get(test.segments().size() - 1).file();
    }

    private List<String> verify(List<JournalRecord> records) throws Exception {
        var findings = new ArrayList<String>();
        JournalReader.open(directory).verify(records::add, finding -> findings.add(finding.what()));
        return findings;
    }
}
