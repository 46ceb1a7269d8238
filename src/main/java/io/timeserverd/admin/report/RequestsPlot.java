package io.timeserverd.admin.report;

import io.timeserverd.admin.sums.Units;
import java.time.Duration;
import java.util.List;

/** Plots requests over time as bars, with the errors on top. */
final class RequestsPlot {
    private static final int HEIGHT = 130;

    private RequestsPlot() {}

    static void write(Html html, Stretches timeline) {
        List<Stretches.Stretch> stretches = timeline.stretches();
        long top = round(stretches.stream()
                .mapToLong(each -> each.answers() + each.errors())
                .max()
                .orElseThrow());
        var plot = new TimePlot(
                "Requests over time",
                stretches.get(0).from(),
                stretches.get(stretches.size() - 1).to(),
                HEIGHT);
        plot.level(0, "0");
        plot.level(0.5, top % 2 == 0 ? Units.count(top / 2) : "");
        plot.level(1, Units.count(top));
        plot.times();
        for (Stretches.Stretch each : stretches) {
            double answers = (double) each.answers() / top;
            double all = (double) (each.answers() + each.errors()) / top;
            if (each.answers() > 0) {
                plot.box("answers", each.from(), each.to(), 0, answers);
            }
            if (each.errors() > 0) {
                plot.box("errors", each.from(), each.to(), answers, all);
            }
            if (all > 0) {
                plot.tip(
                        each.from(),
                        each.to(),
                        Units.minute(each.from()) + ": " + Units.count(each.answers() + each.errors(), "request") + ", "
                                + Units.count(each.errors(), "error"));
            }
        }
        html.open("figure").markup(plot.end()).open("figcaption");
        html.open("div", "class", "keys");
        TimePlot.key(html, "answers", "without an error");
        TimePlot.key(html, "errors", "errors");
        html.close().text("For each stretch of " + Units.length(Duration.ofSeconds(timeline.seconds())) + ".");
        html.close().close();
    }

    /** Rounds up to a digit followed by zeroes. */
    private static long round(long number) {
        long power = 1;
        while (10 * power <= number && power < Long.MAX_VALUE / 100) {
            power *= 10;
        }
        return (number + power - 1) / power * power;
    }
}
