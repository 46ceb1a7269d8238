package io.timeserverd.admin.report;

import io.timeserverd.clock.ClockState;
import io.timeserverd.journal.JournalRecord;
import java.time.Instant;
import java.util.Optional;

/** Times in which the clock was in another state than synchronised, as records in a row show it. */
final class Episodes {
    private static final int MAX = 100;

    /**
     * Records in a row with one state.
     *
     * @param first the time of the first
     * @param last the time of the last
     * @param greatestBoundNs of those for which one was known; -1 if it was for none
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

    /** Takes the next record. */
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

    /** There are no more records. */
    void end() {
        current.ifPresent(episodes::add);
        current = Optional.empty();
    }

    Few<Episode> episodes() {
        return episodes;
    }
}
