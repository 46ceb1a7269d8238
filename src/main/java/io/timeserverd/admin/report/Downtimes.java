package io.timeserverd.admin.report;

import io.timeserverd.admin.sums.Units;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Says for how long of the period each daemon did not run, by its chain. */
final class Downtimes {
    /** Starts and stops are in the chain to the second. */
    private static final Duration LEAST = Duration.ofSeconds(1);

    private Downtimes() {}

    /**
     * One or two sentences for each daemon that was down.
     *
     * @param made when the report was made: nothing is known of what comes after it
     */
    static List<String> sentences(Instant made, Figures figures, List<DaemonNow> daemons) {
        var sentences = new ArrayList<String>();
        Span span = figures.span();
        var past = new Span(span.from(), made.isBefore(span.to()) ? made : span.to());
        for (int i = 0; i < figures.histories().size(); i++) {
            JournalHistory history = figures.histories().get(i);
            String of = history.instance().isEmpty() ? "The daemon" : "Instance " + history.instance();
            addBetween(sentences, of, history.runs(), span);
            boolean runsNow = daemons.get(i).silence().isEmpty();
            addAfterLast(sentences, of, history.runs(), past, runsNow);
        }
        return sentences;
    }

    private static void addBetween(List<String> sentences, String of, Runs runs, Span span) {
        Duration down = runs.downWithin(span);
        long sudden = runs.sudden(span);
        if (!down.isZero() || sudden > 0) {
            String ends = sudden == 0 ? "" : ", and ended " + Units.times(sudden) + " without a stop";
            sentences.add(of + " was down for " + Units.length(down) + " at most between its runs" + ends + ".");
        }
    }

    private static void addAfterLast(List<String> sentences, String of, Runs runs, Span past, boolean runsNow) {
        Duration after = runs.afterLast(past);
        if (after.compareTo(LEAST) < 0) {
            return;
        }
        Runs.Run last = runs.last().orElseThrow();
        if (last.isStopped()) {
            sentences.add(of + " was down for " + Units.length(after) + " after its last stop, at "
                    + Units.second(last.end()) + ".");
        } else if (!runsNow) {
            sentences.add(of + " left no sign for " + Units.length(after) + " after its last one, at "
                    + Units.second(last.end()) + ".");
        }
    }
}
