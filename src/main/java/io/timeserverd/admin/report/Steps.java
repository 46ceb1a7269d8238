package io.timeserverd.admin.report;

import io.timeserverd.journal.JournalRecord;
import java.time.Duration;
import java.time.Instant;

/**
 * Where the clock went back between two records. A step forward cannot be told from a time without requests. Summaries are left
 * out: their time is that of the first of many requests.
 */
final class Steps {
    private static final int MAX = 50;

    /**
     * The clock went back.
     *
     * @param before the time of the record before the step
     * @param id the first record behind it
     * @param after its time
     */
    record Step(Instant before, long id, Instant after) {
        Duration back() {
            return Duration.between(after, before);
        }
    }

    private final Span span;
    private final Few<Step> steps = new Few<>(MAX);
    private Instant last = Instant.MIN;
    private Duration largest = Duration.ZERO;

    /** @param span either side of a step must be in it */
    Steps(Span span) {
        this.span = span;
    }

    void add(JournalRecord each) {
        if (each.summary()) {
            return;
        }
        if (each.time().isBefore(last) && (span.contains(last) || span.contains(each.time()))) {
            var step = new Step(last, each.id(), each.time());
            steps.add(step);
            largest = step.back().compareTo(largest) > 0 ? step.back() : largest;
        }
        last = each.time();
    }

    Few<Step> steps() {
        return steps;
    }

    /** By how much the clock went back at most. */
    Duration largest() {
        return largest;
    }
}
