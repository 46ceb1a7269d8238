package io.timeserverd.admin.report;

import io.timeserverd.admin.sums.Rate;
import io.timeserverd.admin.sums.Totals;
import io.timeserverd.clock.ClockState;
import io.timeserverd.clock.Durations;
import io.timeserverd.clock.Reading;
import io.timeserverd.journal.JournalRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts requests, and the states and error bounds of the clock, for stretches of time of equal length. A stretch begins at a
 * multiple of its length in UTC.
 */
final class Stretches {
    /** As many as a plot can show side by side. */
    private static final int MAX = 400;

    /** What happened in one stretch. */
    static final class Stretch {
        private final Instant from;
        private final Instant to;
        private final long[] states = new long[ClockState.values().length];
        private final Durations bounds = new Durations();
        private long answers;
        private long errors;

        private Stretch(Instant from, Instant to) {
            this.from = from;
            this.to = to;
        }

        private void add(JournalRecord each) {
            if (Totals.isError(each)) {
                errors += each.count();
                return;
            }
            answers += each.count();
            states[each.clockState().ordinal()] += each.count();
            if (each.errorBoundNs() != Reading.UNKNOWN) {
                bounds.add(each.errorBoundNs(), each.count());
            }
        }

        Instant from() {
            return from;
        }

        Instant to() {
            return to;
        }

        /** Requests that ended without an error. */
        long answers() {
            return answers;
        }

        long errors() {
            return errors;
        }

        /** How many of the answers were given in this state of the clock. */
        long answers(ClockState state) {
            return states[state.ordinal()];
        }

        /** The error bounds of the answers, where they were known. */
        Durations bounds() {
            return bounds;
        }
    }

    private final long seconds;
    private final long first;
    private final List<Stretch> stretches = new ArrayList<>();

    Stretches(Span span) {
        long start = span.from().getEpochSecond();
        long end = span.to().minusNanos(1).getEpochSecond();
        seconds = Rate.length(end - start, MAX);
        first = Math.floorDiv(start, seconds);
        for (long i = first; i <= Math.floorDiv(end, seconds); i++) {
            stretches.add(new Stretch(Instant.ofEpochSecond(i * seconds), Instant.ofEpochSecond((i + 1) * seconds)));
        }
    }

    /** Adds a record of the period. */
    void add(JournalRecord each) {
        stretches
                .get((int) (Math.floorDiv(each.time().getEpochSecond(), seconds) - first))
                .add(each);
    }

    /** The length of a stretch in seconds. */
    long seconds() {
        return seconds;
    }

    List<Stretch> stretches() {
        return stretches;
    }
}
