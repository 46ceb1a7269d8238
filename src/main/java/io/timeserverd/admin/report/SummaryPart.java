package io.timeserverd.admin.report;

import io.timeserverd.admin.sums.Totals;
import io.timeserverd.admin.sums.Units;
import io.timeserverd.clock.ClockState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The first part of the report: the most important numbers, and what deserves a look. */
final class SummaryPart {
    private static final String NONE = "–";

    private SummaryPart() {}

    /** Something that deserves a look, and the part of the report that has the details. */
    private record Remark(String text, String part) {}

    static void write(Html html, ReportHead head, Figures figures, Check check, List<DaemonNow> daemons) {
        Totals totals = figures.totals();
        html.open("section", "id", "summary", "class", "summary").element("h2", "In short");
        html.open("div", "class", "cards");
        card(html, "requests", Units.count(totals.requests()), "by " + clients(totals));
        card(
                html,
                "answered without an error",
                Units.share(totals.requests() - totals.errors(), totals.requests()),
                Units.count(totals.errors(), "error"));
        long answers = totals.clockStates().total();
        long synchronised = totals.clockStates().count(ClockState.SYNCHRONISED.text());
        card(
                html,
                "by a synchronised clock",
                Units.share(synchronised, answers),
                Units.count(answers - synchronised, "answer") + " in another state");
        boolean known = totals.bounds().count() > 0;
        card(
                html,
                "greatest error bound",
                known ? Units.precise(totals.bounds().longestNs()) : NONE,
                known
                        ? "half of the answers within "
                                + Units.precise(totals.bounds().withinNs(0.5))
                        : "it was never known");
        card(
                html,
                "findings of verify",
                Units.count(check.wrongs().total()),
                "in " + Units.count(check.records(), "record") + " that are kept");
        html.close();
        List<Remark> remarks = remarks(head, figures, check, daemons);
        if (remarks.isEmpty()) {
            html.element(
                    "p",
                    "The clock was synchronised for every answer and never went back, every answer that can be recomputed is"
                            + " right, and no record is missing between those that are kept.",
                    "class",
                    "good");
        } else {
            html.element("h3", "What deserves a look").open("ul");
            remarks.forEach(each -> html.open("li")
                    .element("a", each.text(), "href", "#" + each.part())
                    .close());
            html.close();
        }
        html.close();
    }

    private static String clients(Totals totals) {
        return totals.clients().total() == 0 && totals.requests() > 0
                ? "clients that are not recorded"
                : RequestsPart.atLeast(totals.clients())
                        + Units.count(totals.clients().keys(), "client");
    }

    private static void card(Html html, String name, String value, String more) {
        html.open("div", "class", "card").element("p", value, "class", "value");
        html.element("p", name).element("p", more, "class", "more").close();
    }

    private static List<Remark> remarks(ReportHead head, Figures figures, Check check, List<DaemonNow> daemons) {
        var remarks = new ArrayList<Remark>();
        Totals totals = figures.totals();
        if (totals.records() == 0) {
            remarks.add(new Remark("There is no record in this period.", "availability"));
        }
        long answers = totals.clockStates().total();
        for (ClockState state : ClockState.values()) {
            long its = totals.clockStates().count(state.text());
            if (state != ClockState.SYNCHRONISED && its > 0) {
                remarks.add(new Remark(
                        Units.share(its, answers) + " of the answers were given while the clock was "
                                + (state == ClockState.UNKNOWN ? "in an unknown state" : adjective(state)) + ".",
                        "clock"));
            }
        }
        long steps = figures.histories().stream()
                .mapToLong(each -> each.steps().steps().total())
                .sum();
        if (steps > 0) {
            Duration largest = figures.histories().stream()
                    .map(each -> each.steps().largest())
                    .reduce(Duration.ZERO, (a, b) -> a.compareTo(b) > 0 ? a : b);
            remarks.add(new Remark(
                    "The clock went back " + Units.times(steps) + ", by " + Units.length(largest)
                            + (steps == 1 ? "." : " at most."),
                    "steps"));
        }
        Downtimes.sentences(head.made(), figures, daemons)
                .forEach(text -> remarks.add(new Remark(text, "availability")));
        long refused = AvailabilityPart.refused(totals);
        if (refused > 0) {
            remarks.add(new Remark(
                    Units.count(refused, "request") + " could not be served for reasons of the service.",
                    "availability"));
        }
        long missing = figures.histories().stream()
                .mapToLong(each -> each.gaps().missing())
                .sum();
        if (missing > 0) {
            remarks.add(new Remark(
                    Units.count(missing, "id") + " between the first and the last record "
                            + (missing == 1 ? "has" : "have") + " no record.",
                    "gaps"));
        }
        if (check.wrongs().total() > 0) {
            remarks.add(new Remark("verify has " + Units.count(check.wrongs().total(), "finding") + ".", "journal"));
        }
        if (figures.histories().stream().anyMatch(each -> AvailabilityPart.beginsLate(each, figures.span()))) {
            remarks.add(new Remark("Records from the beginning of the period were removed.", "availability"));
        }
        return remarks;
    }

    private static String adjective(ClockState state) {
        return state == ClockState.HOLDOVER ? "in holdover" : state.text();
    }
}
