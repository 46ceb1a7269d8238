package io.timeserverd.admin.report;

import static io.timeserverd.admin.report.Html.Column.number;
import static io.timeserverd.admin.report.Html.Column.text;
import static io.timeserverd.admin.report.Html.Column.word;

import io.timeserverd.admin.sums.Units;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The part of the report about the running daemon, at the moment when the report was made. */
final class DaemonPart {
    /** The values of the status to show, with their names in the report. */
    private static final Map<String, String> SHOWN = new LinkedHashMap<>();

    static {
        SHOWN.put("version", "release");
        SHOWN.put("uptime", "running for");
        SHOWN.put("clock", "source of the clock");
        SHOWN.put("vouched-by", "vouched for by");
        SHOWN.put("state", "state of the clock");
        SHOWN.put("clock-problem", "problem of the clock");
        SHOWN.put("offset", "offset");
        SHOWN.put("error-bound", "error bound");
        SHOWN.put("stratum", "stratum");
        SHOWN.put("leap", "leap second");
        SHOWN.put("clock-steps", "steps of the clock since the start");
        SHOWN.put("host-steps", "steps of the host's clock since the start");
        SHOWN.put("zones", "zone rules");
        SHOWN.put("places", "place data");
        SHOWN.put("journal", "journal");
        SHOWN.put("answered", "answered since the start");
        SHOWN.put("journalled", "of these journalled");
        SHOWN.put("summarised", "summarised");
        SHOWN.put("lost", "lost");
        SHOWN.put("journal-aside", "files set aside");
        SHOWN.put("journal-deleted-segments", "segments deleted since the start");
        SHOWN.put("journal-deleted-records", "records deleted with them");
    }

    private DaemonPart() {}

    static void write(Html html, ReportHead head, List<DaemonNow> daemons) {
        html.open("section", "id", "daemon").element("h2", "The service now");
        html.element(
                "p",
                "This is the state at " + Units.time(head.made())
                        + ", when the report was made. It says nothing about the period.");
        for (DaemonNow each : daemons) {
            if (daemons.size() > 1) {
                html.element("h3", "Instance " + each.instance());
            }
            if (each.silence().isEmpty()) {
                writeStatus(html, each);
            } else {
                html.element("p", "No daemon answers: " + each.silence() + ".");
            }
        }
        html.close();
    }

    private static void writeStatus(Html html, DaemonNow daemon) {
        var rows = new ArrayList<List<String>>();
        SHOWN.forEach((name, words) -> {
            if (daemon.values().containsKey(name)) {
                rows.add(List.of(words, daemon.values().get(name)));
            }
        });
        html.table(List.of(word("What"), text("Now")), rows);
        if (!daemon.servers().isEmpty()) {
            html.element("h3", "Sources of the clock");
            html.table(
                    daemon.columns().stream()
                            .map(each -> each.number() ? number(each.heading()) : word(each.heading()))
                            .toList(),
                    daemon.servers());
            html.element(
                    "p",
                    "* the best, + combined with it, - right but not needed, x contradicted by the majority, ? not usable;"
                            + " reach is octal, the last 8 questions; times are in milliseconds.",
                    "class",
                    "note");
        }
    }
}
