package io.timeserverd.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordHashTest {
    @TempDir
    Path directory;

    /** The encoding as timeserver-journal(5) describes it. */
    private static byte[] encoding(JournalRecord record) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(1);
            out.writeLong(record.id());
            out.writeLong(nanos(record.time()));
            out.writeBoolean(record.summary());
            out.writeInt(record.count());
            out.writeLong(nanos(record.lastTime()));
            Instant answered = record.answered();
            out.writeLong(answered.getEpochSecond());
            out.writeInt(answered.getNano());
            byte[] client = record.client().map(InetAddress::getAddress).orElse(new byte[0]);
            out.writeByte(client.length);
            out.write(client);
            out.writeShort(record.port());
            out.writeByte(List.of(Listener.TEXT, Listener.DAYTIME, Listener.TIME, Listener.HTTP)
                    .indexOf(record.listener()));
            out.writeByte(List.of("SYNCHRONISED", "HOLDOVER", "UNSYNCHRONISED", "UNKNOWN")
                    .indexOf(record.clockState().name()));
            out.writeLong(record.errorBoundNs());
            out.writeInt(record.replyCrc());
            out.writeShort(record.request().length);
            out.write(record.request());
            for (String text : List.of(
                    record.outcome(),
                    record.place(),
                    record.country(),
                    record.zone(),
                    record.format(),
                    record.zoneRelease(),
                    record.placeRelease())) {
                byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
                out.writeShort(encoded.length);
                out.write(encoded);
            }
        }
        return bytes.toByteArray();
    }

    private static long nanos(Instant time) {
        return time.getEpochSecond() * 1_000_000_000 + time.getNano();
    }

    @Test
    void isTheSha256OfTheEncodingInTheManual() throws Exception {
        var samples = new Samples(3);
        samples.summaries = true;
        var hash = new RecordHash();
        for (int id = 1; id <= 2000; id++) {
            JournalRecord record = Samples.record(id, samples.next());
            byte[] expected = encoding(record);
            assertArrayEquals(expected, hash.encoded(record));
            assertArrayEquals(MessageDigest.getInstance("SHA-256").digest(expected), hash.of(record));
        }
    }

    /** So that it is the same for ever. */
    @Test
    void neverChanges() throws Exception {
        JournalRecord record = Samples.record(1, new Samples(7).next());
        assertEquals(
                "189adc8a6f04b545eec73e6bc560189ec9ee5c316ef85a9d0c8afe12443b146c",
                HexFormat.of().formatHex(new RecordHash().of(record)));
    }

    @Test
    void isTheSameInARedoLogAndInATable() throws Exception {
        var hash = new RecordHash();
        var hashes = new HashSet<String>();
        var test = new TestJournal(directory);
        test.samples.summaries = true;
        try (TestJournal open = test.open()) {
            open.turn(3000);
            test.found().forEach(each -> hashes.add(HexFormat.of().formatHex(hash.of(each))));
        }
        Set<String> sealed = new HashSet<>();
        test.found().forEach(each -> sealed.add(HexFormat.of().formatHex(hash.of(each))));
        assertEquals(3000, sealed.size());
        assertEquals(hashes, sealed);
    }

    @Test
    void everyFieldMatters() {
        var samples = new Samples(5);
        JournalRecord record = Samples.record(1, samples.next());
        var hash = new RecordHash();
        String before = HexFormat.of().formatHex(hash.of(record));
        var entry = new Entry();
        for (int field = 0; field < FIELDS.size(); field++) {
            entry.set(record);
            FIELDS.get(field).change(entry);
            String after = HexFormat.of().formatHex(hash.of(Samples.record(1, entry)));
            assertNotEquals(before, after, "field " + field);
        }
        assertNotEquals(before, HexFormat.of().formatHex(hash.of(Forgery.like(record, 2, record.port()))));
    }

    private interface Change {
        void change(Entry entry);
    }

    private static final List<Change> FIELDS = List.of(
            entry -> entry.timeNs++,
            entry -> entry.lastNs++,
            entry -> entry.summary = !entry.summary,
            entry -> entry.count++,
            entry -> entry.answeredEpochSecond++,
            entry -> entry.answeredNano++,
            entry -> entry.client = null,
            entry -> entry.port ^= 1,
            entry -> entry.listener = Listener.HTTP,
            entry -> entry.request[0]++,
            entry -> entry.requestLength--,
            entry -> entry.outcome += "x",
            entry -> entry.place += "x",
            entry -> entry.country += "x",
            entry -> entry.zone += "x",
            entry -> entry.format += "x",
            entry -> entry.zoneRelease += "x",
            entry -> entry.placeRelease += "x",
            entry -> entry.clockState = io.timeserverd.clock.ClockState.UNKNOWN,
            entry -> entry.errorBoundNs ^= 1,
            entry -> entry.replyCrc++);
}
