package io.timeserverd.admin;

import io.timeserverd.protocol.Output;

/** Records on their way to a receiver, which takes all of them or none. */
final class Batch {
    /** A batch of at least this many bytes is full. A record takes a few thousand at most. */
    private static final int BYTES = 3 << 20;

    private final Output out = new Output();
    private final RecordLines lines = new RecordLines(out::put);
    private final long most;
    private long records;

    /** @param most the greatest number of records in a batch */
    Batch(long most) {
        this.most = most;
    }

    /** The lines into which its records are printed. */
    RecordLines lines() {
        return lines;
    }

    /** Counts a record that was printed. */
    void count() {
        records++;
    }

    boolean isFull() {
        return records >= most || out.length() >= BYTES;
    }

    /** How many records it has. */
    long records() {
        return records;
    }

    /** The whole batch. */
    Output bytes() {
        lines.flush();
        return out;
    }

    void clear() {
        lines.flush();
        out.clear();
        records = 0;
    }
}
