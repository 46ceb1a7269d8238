package io.timeserverd.journal;

import java.util.List;

/**
 * Statistics about a part of a segment, or about several parts together.
 *
 * @param firstId no record has a smaller id
 * @param lastId no record has a greater id
 * @param records how many records there are, or {@link #UNKNOWN}
 * @param leastNs time of the earliest record, nanoseconds since 1970
 * @param greatestNs time of the latest record
 */
record PartStats(long firstId, long lastId, long records, long leastNs, long greatestNs) {
    /** Statistics about no record. */
    static final PartStats EMPTY = new PartStats(Long.MAX_VALUE, Long.MIN_VALUE, 0, Long.MAX_VALUE, Long.MIN_VALUE);

    static final long UNKNOWN = -1;

    static PartStats of(JournalRecord record) {
        long timeNs = Times.nanos(record.time());
        return new PartStats(record.id(), record.id(), 1, timeNs, timeNs);
    }

    /** Statistics about these records. */
    static PartStats of(List<JournalRecord> records) {
        return records.stream().map(PartStats::of).reduce(EMPTY, PartStats::union);
    }

    /** Statistics about records of which only the ids are known. */
    static PartStats ofIds(long firstId, long lastId) {
        return new PartStats(firstId, lastId, UNKNOWN, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    boolean isEmpty() {
        return lastId < firstId;
    }

    /** Statistics about both together. */
    PartStats union(PartStats other) {
        return new PartStats(
                Math.min(firstId, other.firstId),
                Math.max(lastId, other.lastId),
                records < 0 || other.records < 0 ? UNKNOWN : records + other.records,
                Math.min(leastNs, other.leastNs),
                Math.max(greatestNs, other.greatestNs));
    }
}
