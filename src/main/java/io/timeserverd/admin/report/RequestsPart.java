package io.timeserverd.admin.report;

import static io.timeserverd.admin.report.Html.Column.number;
import static io.timeserverd.admin.report.Html.Column.text;
import static io.timeserverd.admin.report.Html.Column.word;

import io.timeserverd.admin.sums.Tally;
import io.timeserverd.admin.sums.Totals;
import io.timeserverd.admin.sums.Units;
import io.timeserverd.journal.Entry;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Requests: their clients, places and outcomes. */
final class RequestsPart {
    /** Outcomes with a column of their own in the calendar. */
    private static final int MAX_ERRORS = 5;

    private static final int TOP = 10;

    /** How many characters of a date such as {@code 2026-11-22} name its day, month or year. */
    private static final Map<String, Integer> LENGTH_OF = Map.of("day", 10, "month", 7, "year", 4);

    private RequestsPart() {}

    static void write(Html html, Figures figures) {
        html.open("section", "id", "requests").element("h2", "Requests");
        Totals totals = figures.totals();
        if (totals.records() == 0) {
            html.element("p", "There is no record in this period.").close();
            return;
        }
        html.element(
                "p",
                Units.count(totals.requests(), "request") + " from " + Units.time(totals.first()) + " to "
                        + Units.time(totals.last()) + " in " + Units.count(totals.records(), "record") + "."
                        + summaries(figures));
        RequestsPlot.write(html, figures.timeline());
        writeCalendar(html, figures);
        html.open("div", "class", "columns");
        writeOutcomes(html, totals);
        writeListeners(html, figures);
        html.close().open("div", "class", "columns");
        writeMost(html, "Clients", totals.clients(), totals.requests());
        writeMost(html, "Zones", figures.zones(), totals.requests());
        html.close();
        writeMost(html, "Places", figures.places(), totals.requests());
        html.close();
    }

    private static String summaries(Figures figures) {
        long summaries = figures.histories().stream()
                .mapToLong(JournalHistory::summaries)
                .sum();
        long summarised = figures.histories().stream()
                .mapToLong(JournalHistory::summarised)
                .sum();
        return summaries == 0
                ? ""
                : " " + Units.count(summaries, "record") + " of them are summaries, which stand for "
                        + Units.count(summarised, "request") + " of clients that had filled their part of the journal.";
    }

    private static void writeCalendar(Html html, Figures figures) {
        Calendar calendar = figures.calendar();
        List<String> errors = figures.totals().outcomes().most(Long.MAX_VALUE).stream()
                .map(Tally.Count::key)
                .filter(outcome -> !outcome.equals(Entry.OK))
                .toList();
        List<String> shown = errors.subList(0, Math.min(MAX_ERRORS, errors.size()));
        var columns = new ArrayList<>(List.of(word(capital(calendar.unit())), number("Requests"), number(Entry.OK)));
        shown.forEach(outcome -> columns.add(number(outcome)));
        boolean others = shown.size() < errors.size();
        if (others) {
            columns.add(number("other errors"));
        }
        var rows = new ArrayList<List<String>>();
        for (Map.Entry<LocalDate, Tally> each : calendar.rows().entrySet()) {
            rows.add(row(calendar.unit(), each.getKey(), each.getValue(), shown, others));
        }
        html.element("h3", "By " + calendar.unit()).table(columns, rows);
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private static List<String> row(String unit, LocalDate date, Tally outcomes, List<String> shown, boolean others) {
        var row = new ArrayList<>(List.of(
                date.toString().substring(0, LENGTH_OF.get(unit)),
                Units.count(outcomes.total()),
                Units.count(outcomes.count(Entry.OK))));
        long rest = outcomes.total() - outcomes.count(Entry.OK);
        for (String outcome : shown) {
            row.add(Units.count(outcomes.count(outcome)));
            rest -= outcomes.count(outcome);
        }
        if (others) {
            row.add(Units.count(rest));
        }
        return row;
    }

    private static void writeOutcomes(Html html, Totals totals) {
        html.open("div").element("h3", "By outcome");
        html.table(
                List.of(word("Outcome"), number("Requests"), number("Share")),
                totals.outcomes().most(Long.MAX_VALUE).stream()
                        .map(each -> List.of(
                                each.key(), Units.count(each.count()), Units.share(each.count(), totals.requests())))
                        .toList());
        html.close();
    }

    private static void writeListeners(Html html, Figures figures) {
        html.open("div").element("h3", "By listener");
        html.table(
                List.of(word("Listener"), number("Requests"), number("Errors")),
                figures.listeners().entrySet().stream()
                        .map(each -> List.of(
                                each.getKey().text(),
                                Units.count(each.getValue().requests()),
                                Units.count(each.getValue().errors())))
                        .toList());
        html.close();
    }

    /** The words before the number of keys of a tally, which may have forgotten some keys. */
    static String atLeast(Tally tally) {
        return tally.doubt() > 0 ? "more than " : "";
    }

    private static void writeMost(Html html, String what, Tally tally, long requests) {
        html.open("div").element("h3", what);
        html.table(
                List.of(
                        text("The most frequent of " + atLeast(tally) + Units.count(tally.keys())),
                        number("Requests"),
                        number("Share")),
                tally.most(TOP).stream()
                        .map(each ->
                                List.of(each.key(), Units.count(each.count()), Units.share(each.count(), requests)))
                        .toList());
        if (tally.doubt() > 0) {
            html.element(
                    "p", "Each may be counted too low by up to " + Units.count(tally.doubt()) + ".", "class", "note");
        }
        html.close();
    }
}
