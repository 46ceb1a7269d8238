package io.timeserverd.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.journal.JournalOptions.ClientDetail;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class FrameTest {
    private final byte[] bytes = new byte[Frame.PAGE];
    private final FrameWriter writer = new FrameWriter(ClientDetail.FULL);

    @Test
    void headerHasIdsAndTimes() throws Exception {
        var samples = new Samples(4);
        var written = new ArrayList<JournalRecord>();
        Entry first = samples.next();
        writer.begin(bytes, 5, 7, first.timeNs);
        writer.add(9, first);
        written.add(Samples.record(9, first));
        long greatest = first.timeNs;
        for (int id = 10; id < 50; id++) {
            Entry entry = samples.next();
            if (writer.takes(entry.timeNs)) {
                writer.add(id, entry);
                written.add(Samples.record(id, entry));
                greatest = Math.max(greatest, entry.timeNs);
            }
        }
        writer.finish(7, 5);
        assertTrue(Frame.isIntact(bytes, 5, writer.end(), 7, 5));
        assertEquals(writer.end(), 5 + Frame.length(bytes, 5));
        assertEquals(7, Frame.firstId(bytes, 5));
        assertEquals(written.get(written.size() - 1).id() + 1, Frame.endId(bytes, 5));
        assertEquals(first.timeNs, Frame.leastNs(bytes, 5));
        assertEquals(greatest, Frame.greatestNs(bytes, 5));
        assertEquals(written, RedoSegmentReader.records(bytes, 5));
    }

    @Test
    void doesNotTakeARecordEarlierThanTheFirst() {
        Entry entry = new Samples(1).next();
        writer.begin(bytes, 0, 1, entry.timeNs);
        assertTrue(writer.takes(entry.timeNs));
        assertFalse(writer.takes(entry.timeNs - 1));
    }

    @Test
    void isNotAFrameInAnotherPlace() {
        Entry entry = new Samples(1).next();
        writer.begin(bytes, 0, 1, entry.timeNs);
        writer.add(1, entry);
        writer.finish(1, 0);
        int end = Frame.length(bytes, 0);
        assertTrue(Frame.isIntact(bytes, 0, end, 1, 0));
        assertFalse(Frame.isIntact(bytes, 0, end, 1, 1), "another offset");
        assertFalse(Frame.isIntact(bytes, 0, end, 0, 0), "another segment");
        assertFalse(Frame.isIntact(bytes, 0, end - 1, 1, 0), "cut off");
    }
}
