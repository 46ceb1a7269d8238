package io.timeserverd.journal;

import java.nio.file.Path;
import java.time.Instant;

/**
 * What is on disk of one segment.
 *
 * @param file where its records are read from
 * @param state what can be done with it
 * @param firstId of the range of ids that it covers
 * @param lastId of that range; {@code firstId - 1} when it holds no record, or cannot be read
 * @param leastTime time of its earliest record, 1970 when there is none
 * @param greatestTime time of its latest record
 * @param bytes size of the file
 */
public record Segment(
        Path file, State state, long firstId, long lastId, Instant leastTime, Instant greatestTime, long bytes) {

    /** What can be done with a segment. */
    public enum State {
        /** A sealed table: it is complete and never changes again. */
        SEALED,
        /** A redo log: it grows, or waits to be sealed. */
        ACTIVE,
        /** Of release 0.1.0: it waits to be converted. */
        OLD,
        /** It cannot be read. */
        DAMAGED
    }

    static Segment of(Path file, State state, long firstId, long lastId, PartStats all, long bytes) {
        return new Segment(
                file,
                state,
                firstId,
                lastId,
                all.isEmpty() ? Instant.EPOCH : Times.instant(all.leastNs()),
                all.isEmpty() ? Instant.EPOCH : Times.instant(all.greatestNs()),
                bytes);
    }

    static Segment damaged(SegmentFile file, long bytes) {
        return new Segment(
                file.path(), State.DAMAGED, file.firstId(), file.firstId() - 1, Instant.EPOCH, Instant.EPOCH, bytes);
    }

    /** How many ids it spans. */
    public long records() {
        return lastId - firstId + 1;
    }
}
