package io.timeserverd.journal;

import java.util.List;

/**
 * What a part of a segment holds, or several together.
 *
 * @param firstId no record in it has a smaller id
 * @param lastId no record in it has a greater id
 * @param records how many there are, or -1 where that is not known
 * @param leastNs time of the earliest record, nanoseconds since 1970
 * @param greatestNs time of the latest record
 */
record PartStats(long firstId, long lastId, long records, long leastNs, long greatestNs) {
    /** Of something that holds no record. */
    static final PartStats EMPTY = new PartStats(Long.MAX_VALUE, Long.MIN_VALUE, 0, Long.MAX_VALUE, Long.MIN_VALUE);

    static final long UNKNOWN = -1;

    static PartStats of(JournalRecord record) {
        long timeNs = Times.nanos(record.time());
        return new PartStats(record.id(), record.id(), 1, timeNs, timeNs);
    }

    /** What these records are together. */
    static PartStats of(List<JournalRecord> records) {
        return records.stream().map(PartStats::of).reduce(EMPTY, PartStats::union);
    }

    /** One of which only the ids are known. */
    static PartStats ofIds(long firstId, long lastId) {
        return new PartStats(firstId, lastId, UNKNOWN, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    boolean isEmpty() {
        return lastId < firstId;
    }

    /** What both hold. */
    PartStats union(PartStats other) {
        return new PartStats(
                Math.min(firstId, other.firstId),
                Math.max(lastId, other.lastId),
                records < 0 || other.records < 0 ? UNKNOWN : records + other.records,
                Math.min(leastNs, other.leastNs),
                Math.max(greatestNs, other.greatestNs));
    }
}
