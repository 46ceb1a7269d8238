package io.timeserverd.journal;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A segment on disk.
 *
 * @param file where its records are read from
 * @param state what can be done with it
 * @param firstId first id of the range that it covers
 * @param lastId last id of that range; {@code firstId - 1} when it has no record, or cannot be read
 * @param leastTime time of its earliest record; 1970 without one
 * @param greatestTime time of its latest record; 1970 without one
 * @param bytes size of the file
 */
public record Segment(
        Path file, State state, long firstId, long lastId, Instant leastTime, Instant greatestTime, long bytes) {

    /** What can be done with a segment. */
    public enum State {
        /** A sealed table: it is complete and never changes again. */
        SEALED,
        /** A redo log: it grows, or is waiting to be sealed. */
        ACTIVE,
        /** A segment of release 0.1.0 that is waiting to be converted. */
        OLD,
        /** It, or some of its records, cannot be read. */
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

    /** The same segment, with damage to records that its outline does not show. */
    Segment asDamaged() {
        return new Segment(file, State.DAMAGED, firstId, lastId, leastTime, greatestTime, bytes);
    }

    /** How many ids it covers; not all of them need to have a record. */
    public long records() {
        return lastId - firstId + 1;
    }
}
