package io.timeserverd.journal;

import io.timeserverd.log.Log;

/**
 * Records that could not be written, or that may not be on the disk itself.
 *
 * @param firstId the first of their ids
 * @param lastId the last
 * @param fromNs no earlier than this, nanoseconds since 1970: the time of the first, or of the last one before that is not lost
 * @param toNs the time of the last
 */
record Loss(long firstId, long lastId, long fromNs, long toNs) {
    long records() {
        return lastId - firstId + 1;
    }

    /** With a later one. */
    Loss extendedBy(Loss later) {
        return new Loss(firstId, later.lastId, Math.min(fromNs, later.fromNs), Math.max(toNs, later.toNs));
    }

    /** Writes one line to the log. */
    void log(String reason) {
        Log.warn(
                "journal-records-lost",
                "records",
                records(),
                "first-id",
                firstId,
                "last-id",
                lastId,
                "from",
                Times.instant(fromNs),
                "to",
                Times.instant(toNs),
                "reason",
                reason);
    }
}
