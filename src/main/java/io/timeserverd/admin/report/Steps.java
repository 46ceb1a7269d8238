package io.timeserverd.admin.report;

import io.timeserverd.journal.JournalRecord;
import java.time.Duration;
import java.time.Instant;

/**
 * Finds the steps of the clock: a record that is earlier than the one before it. Steps forward look like a time without requests,
 * so they cannot be found. Summaries are ignored, since their time is that of the first of many requests.
 */
final class Steps {
    private static final int MAX = 50;

    /**
     * A step back.
     *
     * @param before the time of the record before the step
     * @param id the first record after the step
     * @param after the time of that record
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

    /** @param span a step counts when the record before it or the one after it is in this period */
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

    /** The largest step. */
    Duration largest() {
        return largest;
    }
}
