package io.timeserverd.journal;

import io.timeserverd.log.Log;

/**
 * Records that could not be written, that may not be on the disk, or that can no longer be read.
 *
 * @param firstId id of the first
 * @param lastId id of the last, or {@link #UNKNOWN}
 * @param fromNs none is earlier than this, nanoseconds since 1970: the time of the first, or of the last record before
 *     it that is not lost; {@link Long#MIN_VALUE} where that is not known
 * @param toNs the time of the last, or of the next record that is not lost; {@link Long#MIN_VALUE} where that is not
 *     known
 * @param reason why they are lost
 */
record Loss(long firstId, long lastId, long fromNs, long toNs, String reason) {
    /** The last id where it is not known how many records were lost. */
    static final long UNKNOWN = Long.MAX_VALUE;

    /** How many records with this id or a greater one are known to be lost. */
    long recordsFrom(long id) {
        return lastId == UNKNOWN ? 0 : Math.max(0, lastId - Math.max(firstId, id) + 1);
    }

    /** This loss and a later one as one. */
    Loss extendedBy(Loss later) {
        return new Loss(
                firstId, later.lastId, Math.min(fromNs, later.fromNs), Math.max(toNs, later.toNs), later.reason);
    }

    /** Writes a line to the log. */
    void log() {
        boolean known = lastId != UNKNOWN;
        Log.warn(
                "journal-records-lost",
                "records",
                known ? recordsFrom(firstId) : "unknown",
                "first-id",
                firstId,
                "last-id",
                known ? lastId : "unknown",
                "from",
                time(fromNs),
                "to",
                time(toNs),
                "reason",
                reason);
    }

    private static Object time(long ns) {
        return Times.isExact(ns) ? Times.instant(ns) : "unknown";
    }
}
