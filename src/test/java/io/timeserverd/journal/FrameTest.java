package io.timeserverd.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.clock.Reading;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FrameTest {
    private final byte[] bytes = new byte[Frame.PAGE];
    private final Random random = new Random(2);

    /** One for all frames of a test: nothing of a frame may show in another. */
    private final FrameReader reader = new FrameReader();

    @Test
    void rowsAreReadAsTheyWereWritten() throws Exception {
        var writer = new FrameWriter(UnaryOperator.identity());
        var samples = new Samples(9);
        for (var round = 0; round < 300; round++) {
            var written = frame(writer, Stream.generate(samples::next).limit(1 + samples.upTo(60)));
            assertTrue(Frame.intact(bytes, 5, writer.end(), 7, 5));
            assertEquals(written, read(5));
        }
    }

    @Test
    void questionsThatComeAgainAreReadAsTheyWereWritten() throws Exception {
        var writer = new FrameWriter(UnaryOperator.identity());
        var samples = new Samples(3);
        for (var round = 0; round < 1000; round++) {
            var written = frame(writer, Stream.generate(() -> asked(samples)).limit(1 + samples.upTo(60)));
            assertEquals(written, read(5));
        }
    }

    /** As a segment is sealed. */
    @Test
    void rowsThatWereReadCanBeWrittenAgain() throws Exception {
        var writer = new FrameWriter(UnaryOperator.identity());
        var second = new FrameWriter(UnaryOperator.identity());
        var samples = new Samples(4);
        var copy = new byte[Frame.PAGE];
        var entry = new Entry();
        for (var round = 0; round < 1000; round++) {
            var written = frame(writer, Stream.generate(() -> asked(samples)).limit(1 + samples.upTo(60)));
            second.begin(copy, 5, 7, Frame.firstTimeNs(bytes, 5));
            reader.begin(bytes, 5);
            while (reader.next(entry)) {
                second.add(entry, reader.timeNs());
            }
            second.finish(7, 5);
            System.arraycopy(copy, 0, bytes, 0, second.end());
            assertEquals(written, read(5));
        }
    }

    @Test
    void literalsOfTwoKindsAreNotTakenForEachOther() throws Exception {
        var writer = new FrameWriter(UnaryOperator.identity());
        var samples = new Samples(6);
        var written =
                frame(writer, Stream.generate(() -> alikeInBothKinds(samples)).limit(100));
        assertEquals(written, read(5));
    }

    @Test
    void fullFrameOfTheShortestRowsIsReadAsItWasWritten() throws Exception {
        var writer = new FrameWriter(UnaryOperator.identity());
        var written = new ArrayList<JournalRecord>();
        var entry = new Samples(1).next();
        entry.client = null;
        entry.outcome = "";
        entry.place = "";
        entry.country = "";
        entry.zone = "";
        entry.format = "";
        entry.errorBoundNs = Reading.UNKNOWN;
        var timeNs = Times.nanos(entry.epochSecond, entry.nano);
        entry.answeredEpochSecond = entry.epochSecond;
        entry.answeredNano = entry.nano;
        writer.begin(bytes, 0, 1, timeNs);
        while (writer.end() <= bytes.length - Frame.MAX_ROW) {
            int question = written.size();
            entry.request = new byte[] {(byte) question, (byte) (question >> 8)};
            entry.requestLength = 2;
            writer.add(entry, timeNs);
            written.add(JournalRecord.of(1 + question, entry));
        }
        writer.finish(1, 0);
        assertEquals(written, read(0));
    }

    @Test
    void theLongestRowFits() throws Exception {
        var entry = new Samples(1).next();
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
        entry.answeredEpochSecond = Long.MIN_VALUE;
        entry.answeredNano = 999_999_999;
        entry.errorBoundNs = Long.MAX_VALUE;
        var writer = new FrameWriter(UnaryOperator.identity());
        writer.begin(bytes, 0, 1, Long.MIN_VALUE);
        writer.add(entry, Long.MAX_VALUE);
        assertTrue(writer.end() <= Frame.HEADER + Frame.MAX_ROW, "row of " + writer.end());
    }

    @Test
    void longTextsAreCutBetweenCharacters() throws Exception {
        var entry = new Samples(1).next();
        entry.place = "x".repeat(255) + "é";
        frame(entry);
        assertEquals("x".repeat(255), read(0).get(0).place());
    }

    @Test
    void theLongestRequestIsKeptWhole() throws Exception {
        var entry = new Samples(1).next();
        entry.request = new byte[256];
        random.nextBytes(entry.request);
        entry.requestLength = 256;
        frame(entry);
        assertTrue(Arrays.equals(entry.request, read(0).get(0).request()));
    }

    @Test
    void anUnknownErrorBoundStaysUnknown() throws Exception {
        var entry = new Samples(1).next();
        entry.errorBoundNs = Reading.UNKNOWN;
        frame(entry);
        assertEquals(Reading.UNKNOWN, read(0).get(0).errorBoundNs());
    }

    @Test
    void elsewhereItIsNoFrame() {
        frame(new Samples(1).next());
        var end = Frame.length(bytes, 0);
        assertTrue(Frame.intact(bytes, 0, end, 1, 0));
        assertFalse(Frame.intact(bytes, 0, end, 1, 1), "another offset");
        assertFalse(Frame.intact(bytes, 0, end, 0, 0), "another segment");
        assertFalse(Frame.intact(bytes, 0, end - 1, 1, 0), "cut off");
    }

    @Test
    void randomRowsAreMalformedOrRecordsButNothingWorse() {
        for (var round = 0; round < 20_000; round++) {
            var length = 1 + random.nextInt(200);
            var rows = new byte[300];
            random.nextBytes(rows);
            System.arraycopy(rows, 0, bytes, 0, rows.length);
            Frame.putInt(bytes, 0, length);
            Frame.putInt(bytes, 24, 1 + random.nextInt(5));
            try {
                read(0);
            } catch (MalformedException e) {
                assertFalse(e.getMessage().isEmpty());
            }
        }
    }

    /** Its question has the same literal as its terms. */
    private static Entry alikeInBothKinds(Samples samples) {
        var entry = samples.next();
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
        var entry = samples.next();
        int question = samples.upTo(samples.upTo(1) == 0 ? 50 : 6000);
        entry.request = String.valueOf(question).getBytes(StandardCharsets.US_ASCII);
        entry.requestLength = entry.request.length;
        entry.zone = "Zone/" + question % 7;
        entry.place = "Place " + question % 11;
        entry.country = question % 2 == 0 ? "FR" : "";
        return entry;
    }

    /** Writes a frame of segment 7 at 5, its first row being 7 too; returns what is to be read from it. */
    private List<JournalRecord> frame(FrameWriter writer, Stream<Entry> entries) {
        var written = new ArrayList<JournalRecord>();
        entries.forEach(entry -> {
            var timeNs = Times.nanos(entry.epochSecond, entry.nano);
            if (written.isEmpty()) {
                writer.begin(bytes, 5, 7, timeNs);
            }
            writer.add(entry, timeNs);
            written.add(JournalRecord.of(7 + written.size(), entry));
        });
        writer.finish(7, 5);
        return written;
    }

    private void frame(Entry entry) {
        var writer = new FrameWriter(UnaryOperator.identity());
        var timeNs = Times.nanos(entry.epochSecond, entry.nano);
        writer.begin(bytes, 0, 1, timeNs);
        writer.add(entry, timeNs);
        writer.finish(1, 0);
    }

    private List<JournalRecord> read(int at) throws MalformedException {
        var entry = new Entry();
        var records = new ArrayList<JournalRecord>();
        reader.begin(bytes, at);
        while (reader.next(entry)) {
            records.add(JournalRecord.of(reader.id(), entry));
        }
        return records;
    }
}
