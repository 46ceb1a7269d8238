package io.timeserverd.journal;

import io.timeserverd.clock.Ticker;

/**
 * The time of records, which never runs backwards: while the clock is behind the last record, time
 * goes on from there as the ticker tells. In nanoseconds since 1970.
 */
final class JournalTime {
    private final Ticker ticker;
    private long lastNs;
    private long committedNs;
    private long committedTick;

    /**
     * Goes on from the last record.
     *
     * @param lastNs its time
     */
    JournalTime(Ticker ticker, long lastNs) {
        this.ticker = ticker;
        this.lastNs = lastNs;
        commit();
    }

    /** The time of the next record, when the clock says {@code clockNs}. */
    long next(long clockNs) {
        if (clockNs < lastNs) {
            lastNs = Math.max(lastNs, committedNs + ticker.nanos() - committedTick);
        } else {
            lastNs = clockNs;
        }
        return lastNs;
    }

    long last() {
        return lastNs;
    }

    /** The records so far are in the journal. */
    void commit() {
        committedNs = lastNs;
        committedTick = ticker.nanos();
    }

    /** The records since the last commit were lost. */
    void abandon() {
        lastNs = committedNs;
    }
}
