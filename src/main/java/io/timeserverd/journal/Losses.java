package io.timeserverd.journal;

import io.timeserverd.clock.Ticker;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Counts lost requests and logs their ids. Failed writes make at most one line every ten seconds. */
final class Losses {
    private static final long BETWEEN_LINES_NS = TimeUnit.SECONDS.toNanos(10);

    private final Ticker ticker;
    private Optional<Loss> unlogged = Optional.empty();
    private long loggedTick;
    private long requests;

    Losses(Ticker ticker) {
        this.ticker = ticker;
        this.loggedTick = ticker.nanos() - BETWEEN_LINES_NS;
    }

    /** How many requests were lost since the start. */
    long requests() {
        return requests;
    }

    /** Adds requests that could not be written. */
    void add(Loss loss, int lostRequests) {
        requests += lostRequests;
        unlogged = Optional.of(unlogged.map(before -> before.extendedBy(loss)).orElse(loss));
    }

    /** Adds records that were written and are lost nevertheless. {@code records} of them count. */
    void addWritten(Loss loss, long records) {
        requests += records;
        loss.log();
    }

    /** Logs what is not logged yet, unless a line was written a few seconds ago. */
    void logSometimes() {
        if (ticker.nanos() - loggedTick >= BETWEEN_LINES_NS) {
            log();
        }
    }

    /** Logs what is not logged yet. */
    void log() {
        if (unlogged.isPresent()) {
            unlogged.get().log();
            unlogged = Optional.empty();
            loggedTick = ticker.nanos();
        }
    }
}
