package io.timeserverd.admin.report;

import static io.timeserverd.admin.report.Html.Column.number;
import static io.timeserverd.admin.report.Html.Column.word;

import io.timeserverd.admin.sums.Totals;
import io.timeserverd.admin.sums.Units;
import io.timeserverd.clock.ClockState;
import io.timeserverd.clock.Durations;
import java.util.ArrayList;
import java.util.List;

/** The part of the report about the clock. */
final class ClockPart {
    private ClockPart() {}

    static void write(Html html, Figures figures) {
        html.open("section", "id", "clock").element("h2", "The clock");
        Totals totals = figures.totals();
        if (totals.clockStates().total() == 0) {
            html.element("p", "There is no answer in this period, so nothing is known of the clock.");
        } else {
            ClockPlot.write(html, figures.timeline());
            html.open("div", "class", "columns");
            writeStates(html, totals);
            writeBounds(html, totals.bounds(), totals.clockStates().total());
            html.close();
        }
        writeEpisodes(html, figures);
        writeSteps(html, figures);
        html.close();
    }

    private static void writeStates(Html html, Totals totals) {
        long answers = totals.clockStates().total();
        var rows = new ArrayList<List<String>>();
        for (ClockState state : ClockState.values()) {
            long its = totals.clockStates().count(state.text());
            rows.add(List.of(state.text(), Units.count(its), Units.share(its, answers)));
        }
        html.open("div").element("h3", "State of the clock");
        html.table(List.of(word("State"), number("Answers"), number("Share")), rows)
                .close();
    }

    private static void writeBounds(Html html, Durations bounds, long answers) {
        html.open("div").element("h3", "Error bound");
        if (bounds.count() == 0) {
            html.element("p", "It was unknown for every answer.").close();
            return;
        }
        var rows = new ArrayList<List<String>>();
        for (int percent : Totals.BOUND_PERCENTILES) {
            rows.add(List.of(percent + " % of them", Units.precise(bounds.withinNs(percent / 100.0))));
        }
        rows.add(List.of("all of them", Units.precise(bounds.longestNs())));
        html.table(List.of(word("Answers"), number("Bound at most")), rows);
        html.element(
                "p",
                "Over the " + Units.count(bounds.count(), "answer") + " with a known bound; it was unknown for "
                        + Units.count(answers - bounds.count())
                        + ". Percentiles are right to a fifth, upwards; the greatest is exact.",
                "class",
                "note");
        html.close();
    }

    private static void writeEpisodes(Html html, Figures figures) {
        html.element("h3", "Times when the clock was not synchronised");
        var rows = new ArrayList<List<String>>();
        long others = 0;
        for (JournalHistory history : figures.histories()) {
            others += history.episodes().episodes().others();
            for (Episodes.Episode each : history.episodes().episodes().kept()) {
                rows.add(List.of(
                        history.instance(),
                        each.state().text(),
                        Units.time(each.first()),
                        Units.time(each.last()),
                        Units.count(each.requests()),
                        Units.precise(each.greatestBoundNs())));
            }
        }
        if (rows.isEmpty()) {
            html.element("p", "None is in the records.");
            return;
        }
        List<Html.Column> columns = List.of(
                word("Instance"),
                word("State"),
                word("First request"),
                word("Last request"),
                number("Requests"),
                number("Greatest bound"));
        Instances.table(html, figures, columns, rows);
        more(html, others);
        html.element(
                "p",
                "Requests of any outcome that came one after the other. The state changed somewhere between the last record of"
                        + " one state and the first of the next.",
                "class",
                "note");
    }

    private static void writeSteps(Html html, Figures figures) {
        html.element("h3", "Steps of the clock", "id", "steps");
        var rows = new ArrayList<List<String>>();
        long others = 0;
        for (JournalHistory history : figures.histories()) {
            others += history.steps().steps().others();
            for (Steps.Step each : history.steps().steps().kept()) {
                rows.add(List.of(
                        history.instance(),
                        Units.time(each.before()),
                        Units.time(each.after()),
                        Units.length(each.back()),
                        Units.count(each.id())));
            }
        }
        if (rows.isEmpty()) {
            html.element("p", "The time never goes back from one record to the next.");
        } else {
            List<Html.Column> columns =
                    List.of(word("Instance"), word("From"), word("Back to"), number("By"), number("Record"));
            Instances.table(html, figures, columns, rows);
            more(html, others);
        }
        html.element(
                "p",
                "A step forward cannot be told from a time without requests: the log of the service has event=clock-step"
                        + " and event=host-step for both.",
                "class",
                "note");
    }

    private static void more(Html html, long others) {
        if (others > 0) {
            html.element("p", "And " + Units.count(others) + " more.", "class", "note");
        }
    }
}
