package io.timeserverd.admin.report;

import static io.timeserverd.admin.report.Html.Column.number;
import static io.timeserverd.admin.report.Html.Column.word;

import io.timeserverd.admin.sums.Units;
import java.time.Duration;
import java.util.List;

/** The table of the runs of each daemon, with the pauses between them. */
final class RunsTable {
    private static final int MAX = 100;
    private static final List<Html.Column> COLUMNS = List.of(
            word("Instance"),
            word("Started"),
            word("Ended"),
            word("How"),
            word("Release"),
            number("Until the next start"));

    private RunsTable() {}

    static void write(Html html, Figures figures, List<DaemonNow> daemons) {
        html.element("h3", "Runs of the daemon");
        var rows = new Few<List<String>>(MAX);
        for (int i = 0; i < figures.histories().size(); i++) {
            JournalHistory history = figures.histories().get(i);
            boolean runsOn = daemons.get(i).silence().isEmpty();
            writeSum(html, history, figures);
            addRows(rows, history, figures.span(), runsOn);
        }
        if (rows.total() > 0) {
            Instances.table(html, figures, COLUMNS, rows.kept());
        }
        if (rows.others() > 0) {
            html.element("p", "And " + Units.count(rows.others()) + " more.", "class", "note");
        }
        html.element(
                "p",
                "Starts and stops are in the chain of the journal, to the second. A run without a recorded stop was killed, or lost its"
                        + " power. It lasted at least until its last sign: a record or an entry of the chain. A daemon that ran was"
                        + " not necessarily reachable.",
                "class",
                "note");
    }

    private static void writeSum(Html html, JournalHistory history, Figures figures) {
        Span span = figures.span();
        List<Runs.Run> runs = history.runs().runs();
        String of = figures.histories().size() == 1 ? "" : "Instance " + history.instance() + ": ";
        if (runs.isEmpty()) {
            html.element("p", of + "No start of the daemon is in the chain of the journal.");
            return;
        }
        Duration ran = history.runs().within(span);
        html.element(
                "p",
                of + "The daemon ran for at least " + Units.length(ran) + " of the " + Units.length(span.length())
                        + " of the period ("
                        + Units.share(ran.toMillis(), span.length().toMillis()) + ")."
                        + (runs.get(0).start().isAfter(span.from())
                                ? " The chain has no run before "
                                        + Units.time(runs.get(0).start()) + "."
                                : ""));
    }

    private static void addRows(Few<List<String>> rows, JournalHistory history, Span span, boolean runsOn) {
        List<Runs.Run> runs = history.runs().runs();
        for (int i = 0; i < runs.size(); i++) {
            Runs.Run run = runs.get(i);
            boolean isLast = i + 1 == runs.size();
            boolean mayTouch = run.start().isBefore(span.to())
                    && (isLast || runs.get(i + 1).start().isAfter(span.from()));
            if (mayTouch) {
                boolean goesOn = isLast && runsOn && !run.isStopped();
                rows.add(List.of(
                        history.instance(),
                        Units.second(run.start()),
                        goesOn ? "" : Units.second(run.end()),
                        goesOn ? "runs now" : run.isStopped() ? "stopped" : "last sign",
                        run.release(),
                        isLast ? "" : pause(run, runs.get(i + 1))));
            }
        }
    }

    private static String pause(Runs.Run run, Runs.Run next) {
        var length = Duration.between(run.end(), next.start());
        return length.isNegative() ? "the clock went back" : (run.isStopped() ? "" : "at most ") + Units.length(length);
    }
}
