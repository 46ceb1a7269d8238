package io.timeserverd.admin;

import io.timeserverd.protocol.Output;

/** Records on their way to a receiver, which takes all of them or none. */
final class Batch {
    /** Longer ones are not begun, in bytes; a record is some thousand at most. */
    private static final int BYTES = 3 << 20;

    private final Output out = new Output();
    private final RecordLines lines = new RecordLines(out::put);
    private final long most;
    private long records;

    /** @param most records of one batch */
    Batch(long most) {
        this.most = most;
    }

    /** Where its records are printed. */
    RecordLines lines() {
        return lines;
    }

    /** A record was printed. */
    void count() {
        records++;
    }

    boolean isFull() {
        return records >= most || out.length() >= BYTES;
    }

    /** How many records there are. */
    long records() {
        return records;
    }

    /** All of it. */
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
