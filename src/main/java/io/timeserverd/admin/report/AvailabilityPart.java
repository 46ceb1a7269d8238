package io.timeserverd.admin.report;

import static io.timeserverd.admin.report.Html.Column.number;
import static io.timeserverd.admin.report.Html.Column.word;

import io.timeserverd.admin.sums.Totals;
import io.timeserverd.admin.sums.Units;
import io.timeserverd.protocol.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The part of the report about when the service was available, as far as the journal shows it. */
final class AvailabilityPart {
    /** Errors that neither the request nor its client caused. */
    private static final List<ErrorCode> OF_THE_SERVICE = List.of(
            ErrorCode.BUSY,
            ErrorCode.UNSYNCHRONISED,
            ErrorCode.JOURNAL_UNAVAILABLE,
            ErrorCode.SHUTTING_DOWN,
            ErrorCode.INTERNAL);

    private AvailabilityPart() {}

    static void write(Html html, Figures figures, List<DaemonNow> daemons) {
        html.open("section", "id", "availability").element("h2", "Availability");
        RunsTable.write(html, figures, daemons);
        html.element("h3", "What the records show");
        html.element(
                "p",
                "The journal has a record of every request that was answered, and none of a time without requests. A record"
                        + " proves that the service was there at that moment. A time without a record proves nothing: the service"
                        + " may have been down, unreachable, or not asked.");
        writeStretches(html, figures.timeline());
        writeJournals(html, figures);
        writeRefused(html, figures.totals());
        writeSilences(html, figures);
        html.close();
    }

    private static void writeStretches(Html html, Stretches timeline) {
        long all = timeline.stretches().size();
        long served =
                timeline.stretches().stream().filter(each -> each.answers() > 0).count();
        html.element(
                "p",
                "In " + Units.count(served) + " of " + Units.count(all) + " stretches of "
                        + Units.length(Duration.ofSeconds(timeline.seconds())) + " (" + Units.share(served, all)
                        + ") at least one request was answered without an error.");
    }

    private static void writeJournals(Html html, Figures figures) {
        var rows = new ArrayList<List<String>>();
        for (JournalHistory each : figures.histories()) {
            boolean empty = each.kept() == 0;
            rows.add(List.of(
                    each.instance(),
                    Units.count(each.kept()),
                    empty
                            ? ""
                            : Units.count(each.gaps().firstId()) + " to "
                                    + Units.count(each.gaps().lastId()),
                    empty ? "" : Units.time(each.oldest()),
                    Units.count(each.records()),
                    Units.count(each.requests())));
        }
        List<Html.Column> columns = List.of(
                word("Instance"),
                number("Records kept"),
                number("Ids"),
                word("Oldest"),
                number("In the period"),
                number("Requests"));
        Instances.table(html, figures, columns, rows);
        if (figures.histories().stream().anyMatch(each -> beginsLate(each, figures.span()))) {
            html.element(
                    "p",
                    "Part of the period is before the oldest record that is kept, and older ones were removed, by retention or"
                            + " by hand.");
        }
    }

    /** Whether older records of the period may have been removed. */
    static boolean beginsLate(JournalHistory history, Span span) {
        return history.gaps().firstId() > 1 && history.oldest().isAfter(span.from());
    }

    /** How many requests the service could not serve for reasons of its own. */
    static long refused(Totals totals) {
        return OF_THE_SERVICE.stream()
                .mapToLong(each -> totals.outcomes().count(each.text()))
                .sum();
    }

    private static void writeRefused(Html html, Totals totals) {
        html.element("h3", "Requests that could not be served");
        long refused = refused(totals);
        html.element(
                "p",
                Units.count(refused, "request") + " of " + Units.count(totals.requests()) + " ("
                        + Units.share(refused, totals.requests()) + ") ended with an error for a reason of the service"
                        + (refused == 0 ? "." : ":"));
        if (refused > 0) {
            html.table(
                    List.of(word("Outcome"), number("Requests"), number("Share")),
                    OF_THE_SERVICE.stream()
                            .filter(each -> totals.outcomes().count(each.text()) > 0)
                            .map(each -> List.of(
                                    each.text(),
                                    Units.count(totals.outcomes().count(each.text())),
                                    Units.share(totals.outcomes().count(each.text()), totals.requests())))
                            .toList());
        }
        html.element(
                "p",
                "Connections that were refused before a request could be read have no record; the service counts them"
                        + " in its status and its metrics.",
                "class",
                "note");
    }

    private static void writeSilences(Html html, Figures figures) {
        html.element("h3", "The longest times without a record");
        var rows = new ArrayList<List<String>>();
        for (JournalHistory history : figures.histories()) {
            for (Silences.Silence each : history.silences().longest()) {
                rows.add(List.of(
                        history.instance(),
                        Units.time(each.from()),
                        Units.time(each.to()),
                        Units.length(each.length())));
            }
        }
        if (rows.isEmpty()) {
            html.element("p", "None lasted for a second.");
            return;
        }
        List<Html.Column> columns = List.of(word("Instance"), word("From"), word("To"), number("Length"));
        Instances.table(html, figures, columns, rows);
    }
}
