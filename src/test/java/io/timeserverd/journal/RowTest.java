package io.timeserverd.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.clock.Reading;
import io.timeserverd.journal.JournalOptions.ClientDetail;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RowTest {
    private static final long FIRST_ID = 7;

    private final byte[] bytes = new byte[Frame.PAGE];
    private final Random random = new Random(2);

    // One each for all rows of a test: nothing of some rows may show among others.
    private final RowReader reader = new RowReader();
    private final RowWriter writer = new RowWriter(ClientDetail.FULL);

    @Test
    void rowsAreReadAsTheyWereWritten() throws Exception {
        var samples = new Samples(9);
        samples.summaries = true;
        for (int round = 0; round < 300; round++) {
            writesAndReads(samples::next, 1 + samples.upTo(60));
        }
    }

    @Test
    void questionsThatComeAgainAreReadAsTheyWereWritten() throws Exception {
        var samples = new Samples(3);
        samples.summaries = true;
        for (int round = 0; round < 1000; round++) {
            writesAndReads(() -> asked(samples), 1 + samples.upTo(60));
        }
    }

    @Test
    void doesNotConfuseLiteralsOfTwoKinds() throws Exception {
        var samples = new Samples(6);
        writesAndReads(() -> alikeInBothKinds(samples), 100);
    }

    @Test
    void keepsGapsBetweenIds() throws Exception {
        var samples = new Samples(5);
        writer.begin(bytes, 0, FIRST_ID, 0);
        var written = new ArrayList<JournalRecord>();
        for (long id : new long[] {9, 10, 5_000_000_000L, 5_000_000_001L}) {
            Entry entry = samples.next();
            writer.add(id, entry);
            written.add(Samples.record(id, entry));
        }
        assertEquals(written, read(writer.end(), 0));
    }

    @Test
    void readsAFullPageOfTheShortestRows() throws Exception {
        var written = new ArrayList<JournalRecord>();
        Entry entry = shortest();
        writer.begin(bytes, 0, FIRST_ID, entry.timeNs);
        while (writer.end() <= bytes.length - Row.MAX) {
            int question = written.size();
            entry.request = new byte[] {(byte) question, (byte) (question >> 8)};
            entry.requestLength = 2;
            writer.add(FIRST_ID + question, entry);
            written.add(Samples.record(FIRST_ID + question, entry));
        }
        assertEquals(written, read(writer.end(), entry.timeNs));
    }

    @Test
    void longestRowFits() {
        Entry entry = new Samples(1).next();
        entry.request = new byte[1000];
        Arrays.fill(entry.request, (byte) 0xFF);
        entry.requestLength = 1000;
        entry.outcome = "o".repeat(1000);
        entry.place = "p".repeat(1000);
        entry.zone = "z".repeat(1000);
        entry.format = "f".repeat(1000);
        entry.zoneRelease = "r".repeat(1000);
        entry.country = "c".repeat(1000);
        entry.placeRelease = "d".repeat(1000);
        entry.timeNs = Long.MAX_VALUE;
        entry.summary = true;
        entry.count = Integer.MAX_VALUE;
        entry.lastNs = Long.MIN_VALUE;
        entry.answeredEpochSecond = Long.MIN_VALUE;
        entry.answeredNano = 999_999_999;
        entry.errorBoundNs = Long.MAX_VALUE;
        writer.begin(bytes, 0, 1, Long.MIN_VALUE);
        writer.add(Long.MAX_VALUE, entry);
        assertTrue(writer.end() <= Row.MAX, "row of " + writer.end());
    }

    @Test
    void cutsLongTextsBetweenCharacters() throws Exception {
        Entry entry = new Samples(1).next();
        entry.place = "x".repeat(Row.MAX_PLACE - 1) + "é";
        assertEquals("x".repeat(Row.MAX_PLACE - 1), read(entry).place());
    }

    @Test
    void keepsTheLongestRequestWhole() throws Exception {
        Entry entry = new Samples(1).next();
        entry.request = new byte[256];
        random.nextBytes(entry.request);
        entry.requestLength = 256;
        assertArrayEquals(entry.request, read(entry).request());
    }

    @Test
    void keepsAnErrorBoundUnknown() throws Exception {
        Entry entry = new Samples(1).next();
        entry.errorBoundNs = Reading.UNKNOWN;
        assertEquals(Reading.UNKNOWN, read(entry).errorBoundNs());
    }

    @Test
    void storesThePortOnlyWithTheWholeAddress() throws Exception {
        Entry entry = new Samples(1).next();
        entry.client = InetAddress.getByName("192.0.2.77");
        entry.port = 40_123;
        assertEquals(40_123, read(entry).port());
        JournalRecord prefix = readBy(new RowWriter(ClientDetail.PREFIX), entry);
        assertEquals(Optional.of(InetAddress.getByName("192.0.2.0")), prefix.client());
        assertEquals(0, prefix.port());
        JournalRecord none = readBy(new RowWriter(ClientDetail.NONE), entry);
        assertEquals(Optional.empty(), none.client());
        assertEquals(0, none.port());
    }

    @Test
    void readsRandomBytesAsRecordsOrAsMalformed() {
        for (int round = 0; round < 20_000; round++) {
            var rows = new byte[1 + random.nextInt(200)];
            random.nextBytes(rows);
            reader.begin(rows, 0, rows.length, 1, 1_790_000_000_000_000_000L);
            try {
                while (reader.hasNext()) {
                    assertTrue(reader.next().id() > 0);
                }
            } catch (MalformedException e) {
                assertFalse(e.getMessage().isEmpty());
            }
        }
    }

    private static Entry shortest() {
        Entry entry = new Samples(1).next();
        entry.client = null;
        entry.port = 0;
        entry.summary = false;
        entry.count = 1;
        entry.lastNs = entry.timeNs;
        entry.outcome = "";
        entry.place = "";
        entry.country = "";
        entry.zone = "";
        entry.format = "";
        entry.errorBoundNs = Reading.UNKNOWN;
        entry.answeredEpochSecond = Math.floorDiv(entry.timeNs, 1_000_000_000L);
        entry.answeredNano = (int) Math.floorMod(entry.timeNs, 1_000_000_000L);
        return entry;
    }

    /** Its question has the same literal as its terms. */
    private static Entry alikeInBothKinds(Samples samples) {
        Entry entry = samples.next();
        entry.outcome = "o" + samples.upTo(2);
        entry.request = entry.outcome.getBytes(StandardCharsets.US_ASCII);
        entry.requestLength = entry.request.length;
        entry.format = "f" + samples.upTo(2);
        entry.place = entry.format;
        entry.country = entry.zoneRelease;
        entry.zone = entry.placeRelease;
        return entry;
    }

    /** A question, half of the time one of few. */
    private static Entry asked(Samples samples) {
        Entry entry = samples.next();
        int question = samples.upTo(samples.upTo(1) == 0 ? 50 : 6000);
        entry.request = String.valueOf(question).getBytes(StandardCharsets.US_ASCII);
        entry.requestLength = entry.request.length;
        entry.zone = "Zone/" + question % 7;
        entry.place = "Place " + question % 11;
        entry.country = question % 2 == 0 ? "FR" : "";
        return entry;
    }

    private void writesAndReads(Supplier<Entry> entries, int count) throws Exception {
        var written = new ArrayList<JournalRecord>();
        long firstNs = random.nextLong();
        writer.begin(bytes, 0, FIRST_ID, firstNs);
        for (int i = 0; i < count; i++) {
            Entry entry = entries.get();
            writer.add(FIRST_ID + i, entry);
            written.add(Samples.record(FIRST_ID + i, entry));
        }
        assertEquals(written, read(writer.end(), firstNs));
    }

    private JournalRecord read(Entry entry) throws Exception {
        return readBy(writer, entry);
    }

    private JournalRecord readBy(RowWriter by, Entry entry) throws Exception {
        by.begin(bytes, 0, FIRST_ID, 0);
        by.add(FIRST_ID, entry);
        return read(by.end(), 0).get(0);
    }

    private List<JournalRecord> read(int end, long firstNs) throws MalformedException {
        var records = new ArrayList<JournalRecord>();
        reader.begin(bytes, 0, end, FIRST_ID, firstNs);
        while (reader.hasNext()) {
            records.add(reader.next());
        }
        return records;
    }
}
