package io.timeserverd.admin.report;

import static io.timeserverd.admin.report.Html.Column.number;
import static io.timeserverd.admin.report.Html.Column.text;
import static io.timeserverd.admin.report.Html.Column.word;

import io.timeserverd.admin.sums.Tally;
import io.timeserverd.admin.sums.Units;
import java.util.ArrayList;
import java.util.List;

/** The part of the report about the integrity of the journal, and about records that are gone. */
final class JournalPart {
    private JournalPart() {}

    static void write(Html html, Figures figures, Check check) {
        html.open("section", "id", "journal").element("h2", "Integrity of the journal");
        html.element(
                "p",
                "The whole journal was checked when this report was made, not only the period: checksums, ids, and every answer"
                        + " that can be recomputed from its record, as timeserver-admin verify does.");
        writeNumbers(html, check);
        writeWrongs(html, check.wrongs());
        writeGaps(html, figures);
        html.close();
    }

    private static void writeNumbers(Html html, Check check) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("records", Units.count(check.records())));
        rows.add(List.of("recomputed", Units.count(check.recomputed())));
        for (Tally.Count each : check.beyond().most(Long.MAX_VALUE)) {
            rows.add(List.of("not recomputed: " + each.key(), Units.count(each.count())));
        }
        rows.add(List.of("wrong", Units.count(check.wrongs().total())));
        html.table(List.of(text("What verify says"), number("Number")), rows);
    }

    private static void writeWrongs(Html html, Few<Check.Wrong> wrongs) {
        if (wrongs.total() == 0) {
            return;
        }
        html.element("h3", "What is wrong");
        html.table(
                List.of(text("Where"), text("What")),
                wrongs.kept().stream()
                        .map(each -> List.of(each.where(), each.what()))
                        .toList());
        if (wrongs.others() > 0) {
            html.element("p", "And " + Units.count(wrongs.others()) + " more.", "class", "note");
        }
    }

    private static void writeGaps(Html html, Figures figures) {
        html.element("h3", "Records that are gone", "id", "gaps");
        var rows = new ArrayList<List<String>>();
        long others = 0;
        for (JournalHistory history : figures.histories()) {
            Gaps gaps = history.gaps();
            if (gaps.firstId() > 1) {
                rows.add(List.of(
                        history.instance(),
                        "1 to " + Units.count(gaps.firstId() - 1),
                        Units.count(gaps.firstId() - 1),
                        "",
                        Units.time(history.oldest()),
                        history.reasons().of(1, gaps.firstId() - 1)));
            }
            others += gaps.gaps().others();
            for (Gaps.Missing each : gaps.gaps().kept()) {
                rows.add(List.of(
                        history.instance(),
                        Units.count(each.firstId()) + " to " + Units.count(each.lastId()),
                        Units.count(each.ids()),
                        Units.time(each.before()),
                        Units.time(each.after()),
                        history.reasons().of(each.firstId(), each.lastId())));
            }
        }
        if (rows.isEmpty()) {
            html.element("p", "None: every id from 1 on has a record.");
            return;
        }
        List<Html.Column> columns =
                List.of(word("Instance"), number("Ids"), number("Number"), word("After"), word("Before"), text("Why"));
        Instances.table(html, figures, columns, rows);
        if (others > 0) {
            html.element("p", "And " + Units.count(others) + " more gaps.", "class", "note");
        }
        html.element(
                "p",
                "The chain has what retention and prune deleted: by age, by size (no room within journal.max-size), or because"
                        + " the disk was full. Of what is not in the chain the log of the service has the reason:"
                        + " event=journal-records-lost for requests that could not be written or read, event=journal-set-aside"
                        + " for files, which are above, under what is wrong.",
                "class",
                "note");
    }
}
