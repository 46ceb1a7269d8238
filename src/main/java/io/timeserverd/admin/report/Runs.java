package io.timeserverd.admin.report;

import io.timeserverd.journal.Chain;
import io.timeserverd.journal.ChainEntry;
import io.timeserverd.journal.ChainEntry.Kind;
import io.timeserverd.journal.JournalRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the times when the daemon ran. Its starts and stops are in the chain. A run without a stop lasted at least
 * until the last sign of it, which is a record or an entry of the chain.
 */
final class Runs {
    /** One run. */
    static final class Run {
        private final Instant start;
        private final String release;
        private Optional<Instant> stop = Optional.empty();
        private Instant lastSign;

        private Run(ChainEntry entry) {
            start = entry.time();
            release = entry.detail();
            lastSign = start;
        }

        private void sign(Instant instant) {
            lastSign = instant.isAfter(lastSign) ? instant : lastSign;
        }

        Instant start() {
            return start;
        }

        /** The release of the daemon. */
        String release() {
            return release;
        }

        /** Whether its stop is in the chain. */
        boolean isStopped() {
            return stop.isPresent();
        }

        /** Its stop, or the last sign of it. */
        Instant end() {
            return stop.orElse(lastSign);
        }
    }

    private final List<Run> runs = new ArrayList<>();
    private int current;

    /** @param chain the chain of the journal; empty if it has none */
    Runs(Optional<Chain> chain) {
        chain.map(Chain::entries).orElse(List.of()).forEach(this::add);
    }

    private void add(ChainEntry entry) {
        if (entry.kind() == Kind.START) {
            runs.add(new Run(entry));
        } else if (!runs.isEmpty() && !runs.get(runs.size() - 1).isStopped()) {
            Run last = runs.get(runs.size() - 1);
            if (entry.kind() == Kind.STOP) {
                last.stop = Optional.of(entry.time());
            } else if (entry.kind() == Kind.RECORDS) {
                last.sign(entry.time());
            }
        }
    }

    /**
     * Adds the next record, which is a sign of the last run that began before it. Ignores a record that is earlier than
     * the current run, because the clock went back.
     */
    void add(JournalRecord each) {
        while (current + 1 < runs.size() && !each.time().isBefore(runs.get(current + 1).start)) {
            current++;
        }
        if (!runs.isEmpty() && !each.time().isBefore(runs.get(current).start)) {
            runs.get(current).sign(each.lastTime());
        }
    }

    /** All runs whose start is in the chain, in order. */
    List<Run> runs() {
        return runs;
    }

    /** How long the daemon ran within a period, as far as there are signs of it. */
    Duration within(Span span) {
        return runs.stream().map(run -> within(run.start, run.end(), span)).reduce(Duration.ZERO, Duration::plus);
    }

    /** How long the daemon was down between its runs, within a period. The true time may be shorter. */
    Duration downWithin(Span span) {
        Duration sum = Duration.ZERO;
        for (int i = 1; i < runs.size(); i++) {
            sum = sum.plus(within(runs.get(i - 1).end(), runs.get(i).start, span));
        }
        return sum;
    }

    /** The last run. */
    Optional<Run> last() {
        return runs.isEmpty() ? Optional.empty() : Optional.of(runs.get(runs.size() - 1));
    }

    /** How long a period goes on after the end of the last run. */
    Duration afterLast(Span span) {
        return last().map(run -> within(run.end(), span.to(), span)).orElse(Duration.ZERO);
    }

    private static Duration within(Instant from, Instant to, Span span) {
        Instant begin = from.isAfter(span.from()) ? from : span.from();
        Instant end = to.isBefore(span.to()) ? to : span.to();
        return begin.isBefore(end) ? Duration.between(begin, end) : Duration.ZERO;
    }

    /** How many runs ended within a period without a stop. The last run does not count: it may still go on. */
    long sudden(Span span) {
        return runs.stream()
                .limit(Math.max(0, runs.size() - 1))
                .filter(run -> !run.isStopped() && span.contains(run.end()))
                .count();
    }
}
