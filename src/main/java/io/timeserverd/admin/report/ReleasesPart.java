package io.timeserverd.admin.report;

import static io.timeserverd.admin.report.Html.Column.number;
import static io.timeserverd.admin.report.Html.Column.text;
import static io.timeserverd.admin.report.Html.Column.word;

import io.timeserverd.admin.sums.Units;
import java.util.ArrayList;
import java.util.List;

/** The part of the report about the releases of zone rules and place data. */
final class ReleasesPart {
    private ReleasesPart() {}

    static void write(Html html, Figures figures) {
        html.open("section", "id", "releases").element("h2", "Zone rules and place data in force");
        if (figures.totals().records() == 0) {
            html.element("p", "There is no record in this period.").close();
            return;
        }
        write(html, "Time-zone rules", figures.zoneReleases());
        write(html, "Place data", figures.placeReleases());
        html.element(
                "p",
                "First and last are the earliest and the latest request that a release has answered. A place release with"
                        + " +extra- and a checksum had the operator's own names.",
                "class",
                "note");
        html.close();
    }

    private static void write(Html html, String what, Releases releases) {
        var rows = new ArrayList<List<String>>();
        releases.uses().forEach((release, use) -> rows.add(row(release, use)));
        if (releases.others().requests() > 0) {
            rows.add(row("all others", releases.others()));
        }
        html.table(List.of(text(what), word("First"), word("Last"), number("Requests")), rows);
    }

    private static List<String> row(String release, Releases.Use use) {
        return List.of(release, Units.time(use.first()), Units.time(use.last()), Units.count(use.requests()));
    }
}
