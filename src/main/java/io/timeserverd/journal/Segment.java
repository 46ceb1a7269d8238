package io.timeserverd.journal;

import java.time.Instant;

/**
 * What is on disk of one segment.
 *
 * @param state what can be done with it
 * @param firstId its first record's id
 * @param lastId its last record's id; {@code firstId - 1} when it is empty
 * @param firstTime time of its first record, 1970 when it is empty
 * @param lastTime time of its last record
 * @param bytes size of its files
 */
public record Segment(State state, long firstId, long lastId, Instant firstTime, Instant lastTime, long bytes) {
    /** What can be done with a segment. */
    public enum State {
        /** It is complete and never changes again. */
        SEALED,
        /** It grows, or waits to be sealed. */
        ACTIVE,
        /** It cannot be read, and was set aside or will be. */
        DAMAGED
    }

    public long records() {
        return lastId - firstId + 1;
    }
}
