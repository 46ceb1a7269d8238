package io.timeserverd.journal;

import io.timeserverd.journal.JournalOptions.ClientDetail;

/** Writes {@link Frame}s into a byte array. Not safe for use by several threads. */
final class FrameWriter {
    private final RowWriter rows;
    private final FrameChecksum checksum = new FrameChecksum();
    private byte[] out = {};
    private int start;
    private long firstId;
    private long firstNs;
    private long greatestNs;

    /** @param detail how much of a client's address may be stored */
    FrameWriter(ClientDetail detail) {
        rows = new RowWriter(detail);
    }

    /**
     * Begins a frame at {@code at}; the array must have room for every row that is added.
     *
     * @param nextId one more than the id of the last record of the frame before
     * @param timeNs time of the first record of this frame
     */
    void begin(byte[] bytes, int at, long nextId, long timeNs) {
        out = bytes;
        start = at;
        firstId = nextId;
        firstNs = timeNs;
        greatestNs = timeNs;
        rows.begin(bytes, at + Frame.HEADER, nextId, timeNs);
    }

    /** Whether a record of this time may be in the frame. */
    boolean takes(long timeNs) {
        return timeNs >= firstNs;
    }

    void add(long id, Entry entry) {
        rows.add(id, entry);
        greatestNs = Math.max(greatestNs, entry.timeNs);
    }

    /** Where the next row begins. */
    int end() {
        return rows.end();
    }

    /** Ends the frame with its checksum. */
    void finish(long segment, long place) {
        Bytes.putInt(out, start, rows.end() - start - Frame.HEADER);
        Bytes.putLong(out, start + 8, firstId);
        Bytes.putLong(out, start + 16, firstNs);
        Bytes.putLong(out, start + 24, greatestNs);
        Bytes.putLong(out, start + 32, rows.nextId());
        Frame.seal(out, start, segment, place, checksum);
    }
}
