package io.timeserverd.journal;

import io.timeserverd.log.Log;

/**
 * Records that could not be written, that may not be on the disk itself, or that cannot be read any more.
 *
 * @param firstId the first of their ids
 * @param lastId the last, or {@link #UNKNOWN}
 * @param fromNs no earlier than this, nanoseconds since 1970: the time of the first, or of the last one before that is not lost;
 *     {@link Long#MIN_VALUE} where that is not known
 * @param toNs the time of the last, or of the next one that is not lost; {@link Long#MIN_VALUE} where that is not known
 * @param reason why they are lost
 */
record Loss(long firstId, long lastId, long fromNs, long toNs, String reason) {
    /** The last id of records of which nobody knows how many there were. */
    static final long UNKNOWN = Long.MAX_VALUE;

    /** How many records with this id or a greater one are lost for sure. */
    long recordsFrom(long id) {
        return lastId == UNKNOWN ? 0 : Math.max(0, lastId - Math.max(firstId, id) + 1);
    }

    /** With a later one. */
    Loss extendedBy(Loss later) {
        return new Loss(
                firstId, later.lastId, Math.min(fromNs, later.fromNs), Math.max(toNs, later.toNs), later.reason);
    }

    /** Writes one line to the log. */
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
