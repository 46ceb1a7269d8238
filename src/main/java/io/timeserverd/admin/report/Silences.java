package io.timeserverd.admin.report;

import io.timeserverd.journal.JournalRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Finds the longest times without a record in the period. */
final class Silences {
    private static final int MAX = 5;

    /** Shorter times are not listed. */
    private static final Duration LEAST = Duration.ofSeconds(1);

    /** A time without a record. */
    record Silence(Instant from, Instant to) {
        Duration length() {
            return Duration.between(from, to);
        }
    }

    private static final Comparator<Silence> BY_LENGTH = Comparator.comparing(Silence::length);

    /** The longest so far, the shortest of them first. */
    private final PriorityQueue<Silence> longest = new PriorityQueue<>(BY_LENGTH);

    private final Instant end;
    private Instant last;

    Silences(Span span) {
        last = span.from();
        end = span.to();
    }

    /** Adds the next record of the period. */
    void add(JournalRecord each) {
        upTo(each.time());
        last = each.lastTime();
    }

    /** To be called after the last record. */
    void end() {
        upTo(end);
    }

    private void upTo(Instant instant) {
        var silence = new Silence(last, instant);
        if (silence.length().compareTo(LEAST) < 0) {
            return;
        }
        if (longest.size() == MAX && BY_LENGTH.compare(silence, longest.peek()) > 0) {
            longest.remove();
        }
        if (longest.size() < MAX) {
            longest.add(silence);
        }
    }

    /** The longest times, the longest first. */
    List<Silence> longest() {
        return longest.stream().sorted(BY_LENGTH.reversed()).toList();
    }
}
