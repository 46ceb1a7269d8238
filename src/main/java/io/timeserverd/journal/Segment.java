package io.timeserverd.journal;

import java.nio.file.Path;
import java.time.Instant;

/**
 * What is on disk of one segment.
 *
 * @param file where its records are read from
 * @param state what can be done with it
 * @param firstId its first record's id
 * @param lastId its last record's id; {@code firstId - 1} when it holds none, or cannot be read
 * @param firstTime time of its first record, 1970 when there is none
 * @param lastTime time of its last record
 * @param bytes size of the file
 */
public record Segment(
        Path file, State state, long firstId, long lastId, Instant firstTime, Instant lastTime, long bytes) {

    /** What can be done with a segment. */
    public enum State {
        /** It is complete and never changes again. */
        SEALED,
        /** It grows, or waits to be sealed. */
        ACTIVE,
        /** It cannot be read. */
        DAMAGED
    }

    static Segment of(Path file, State state, Source.Range range, long bytes) {
        return new Segment(
                file,
                state,
                range.firstId(),
                range.lastId(),
                Times.instant(range.firstNs()),
                Times.instant(range.lastNs()),
                bytes);
    }

    static Segment damaged(Path file, long firstId, long bytes) {
        return new Segment(file, State.DAMAGED, firstId, firstId - 1, Instant.EPOCH, Instant.EPOCH, bytes);
    }

    /** How many ids it spans. */
    public long records() {
        return lastId - firstId + 1;
    }
}
