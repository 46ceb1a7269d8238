package io.timeserverd.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Redo logs of several pages, whole and damaged. */
class RedoReaderTest {
    private static final int PAGES = 5;

    @TempDir
    Path directory;

    private final Random random = new Random(8);
    private Path file;
    private byte[] whole;
    private List<JournalRecord> records;

    @BeforeEach
    void write() throws Exception {
        Path running = Files.createDirectory(directory.resolve("running"));
        try (TestJournal test = new TestJournal(running).open()) {
            Path redo = FileNames.of(running, 1, FileNames.REDO);
            while (Files.size(redo) < PAGES * Frame.PAGE) {
                test.turn(1 + test.samples.upTo(100));
            }
            records = test.safe;
            whole = Files.readAllBytes(redo);
        }
        file = FileNames.of(directory, 1, FileNames.REDO);
        Files.write(file, whole);
    }

    @Test
    void canBeginAtAnyPage() throws Exception {
        try (var reader = new RedoReader(Disk.real().open(file, StandardOpenOption.READ), 1)) {
            for (int page = PAGES - 1; page >= 0; page--) {
                reader.seek(page);
                assertTrue(reader.next());
                long first = Frame.firstId(reader.bytes(), reader.at());
                long time = Frame.leastNs(reader.bytes(), reader.at());
                assertEquals(Times.nanos(records.get((int) first - 1).time()), time);
                assertEquals(page == 0 ? RedoHeader.LENGTH : 0, reader.at());
                assertFalse(reader.damaged());
            }
        }
    }

    @Test
    void damageAnywhereLosesFewRecordsAndInventsNone() throws Exception {
        var known = new HashSet<>(records);
        for (int round = 0; round < 200; round++) {
            byte[] bytes = whole.clone();
            int from = random.nextInt(bytes.length);
            int to = Math.min(bytes.length, from + 1 + random.nextInt(Frame.PAGE));
            if (round % 2 == 0) {
                Arrays.fill(bytes, from, to, (byte) 0);
            } else {
                System.arraycopy(whole, random.nextInt(whole.length - (to - from)), bytes, from, to - from);
            }
            Files.write(file, bytes);
            var found = new ArrayList<JournalRecord>();
            JournalReader.open(directory).query(Query.all(), found::add);
            assertTrue(known.containsAll(found), "damaged from " + from + " to " + to);
            // Frames here are of 101 records at most, and rows of about 40 bytes.
            int lost = records.size() - found.size();
            assertTrue(lost <= 2 * 101 + (to - from) / 35, "lost " + lost + " from " + from + " to " + to);
        }
    }
}
