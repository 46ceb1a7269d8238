package io.timeserverd.admin.report;

import io.timeserverd.clock.ClockState;
import io.timeserverd.journal.JournalRecord;
import java.time.Instant;
import java.util.Optional;

/** Finds the times when the clock was not synchronised: consecutive records with the same other state. */
final class Episodes {
    private static final int MAX = 100;

    /**
     * Consecutive records with the same state.
     *
     * @param first the time of the first record
     * @param last the time of the last record
     * @param greatestBoundNs the greatest error bound; -1 if none was known
     */
    record Episode(ClockState state, Instant first, Instant last, long requests, long greatestBoundNs) {
        private static Episode of(JournalRecord each) {
            return new Episode(each.clockState(), each.time(), each.lastTime(), each.count(), each.errorBoundNs());
        }

        private Episode with(JournalRecord each) {
            return new Episode(
                    state,
                    first,
                    each.lastTime(),
                    requests + each.count(),
                    Math.max(greatestBoundNs, each.errorBoundNs()));
        }
    }

    private final Few<Episode> episodes = new Few<>(MAX);
    private Optional<Episode> current = Optional.empty();

    /** Adds the next record. */
    void add(JournalRecord each) {
        if (current.isPresent() && current.get().state() == each.clockState()) {
            current = Optional.of(current.get().with(each));
            return;
        }
        end();
        if (each.clockState() != ClockState.SYNCHRONISED) {
            current = Optional.of(Episode.of(each));
        }
    }

    /** To be called after the last record. */
    void end() {
        current.ifPresent(episodes::add);
        current = Optional.empty();
    }

    Few<Episode> episodes() {
        return episodes;
    }
}
