package io.timeserverd.admin.report;

import io.timeserverd.admin.sums.Units;
import io.timeserverd.clock.ClockState;
import io.timeserverd.clock.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Plots the error bound over time on a logarithmic scale, and below it the state of the clock as a band. */
final class ClockPlot {
    private static final int HEIGHT = 180;
    private static final int BAND_HEIGHT = 26;

    /** Share of the height of the band: a state with very few answers is still visible. */
    private static final double LEAST_SHARE = 0.12;

    private ClockPlot() {}

    static void write(Html html, Stretches timeline) {
        List<Stretches.Stretch> stretches = timeline.stretches();
        html.open("figure");
        boolean known = stretches.stream().anyMatch(each -> each.bounds().count() > 0);
        if (known) {
            html.markup(bounds(stretches));
        }
        html.markup(band(stretches, !known));
        html.open("figcaption");
        html.open("div", "class", "keys");
        TimePlot.key(html, "greatest", "greatest error bound");
        TimePlot.key(html, "median", "median error bound");
        for (ClockState state : ClockState.values()) {
            TimePlot.key(html, state.text(), state.text());
        }
        html.close();
        html.text("For each stretch of "
                + Units.length(Duration.ofSeconds(timeline.seconds()))
                + "; where nothing is drawn, no answer was recorded.");
        html.close().close();
    }

    private static String bounds(List<Stretches.Stretch> stretches) {
        List<Durations> known = stretches.stream()
                .map(Stretches.Stretch::bounds)
                .filter(each -> each.count() > 0)
                .toList();
        int low = decade(
                known.stream().mapToLong(each -> each.withinNs(0.5)).min().orElseThrow());
        int high =
                1 + decade(known.stream().mapToLong(Durations::longestNs).max().orElseThrow());
        TimePlot plot = plot("The error bound of the clock over time", stretches, HEIGHT);
        for (int decade = low; decade <= high; decade++) {
            plot.level((double) (decade - low) / (high - low), label(decade));
        }
        plot.times();
        TimePlot.Line greatest = plot.new Line();
        TimePlot.Line median = plot.new Line();
        for (Stretches.Stretch each : stretches) {
            if (each.bounds().count() > 0) {
                double top = share(each.bounds().longestNs(), low, high);
                double middle = share(each.bounds().withinNs(0.5), low, high);
                plot.box("spread", each.from(), each.to(), middle, top);
                greatest.add(each.from(), each.to(), top);
                median.add(each.from(), each.to(), middle);
            }
        }
        greatest.draw("greatest");
        median.draw("median");
        stretches.stream()
                .filter(each -> each.answers() > 0)
                .forEach(each -> plot.tip(each.from(), each.to(), tip(each)));
        return plot.end();
    }

    private static String tip(Stretches.Stretch each) {
        var text = new StringBuilder(Units.minute(each.from()) + ": " + Units.count(each.answers(), "answer"));
        if (each.bounds().count() > 0) {
            text.append(", bound ").append(Units.precise(each.bounds().withinNs(0.5)));
            text.append(" (median), ")
                    .append(Units.precise(each.bounds().longestNs()))
                    .append(" (greatest)");
        }
        for (ClockState state : ClockState.values()) {
            if (each.answers(state) > 0) {
                text.append(", ")
                        .append(state.text())
                        .append(' ')
                        .append(Units.share(each.answers(state), each.answers()));
            }
        }
        return text.toString();
    }

    /** @param alone whether there is no axis of time above it */
    private static String band(List<Stretches.Stretch> stretches, boolean alone) {
        TimePlot plot = plot("The state of the clock over time", stretches, BAND_HEIGHT);
        plot.name("state");
        if (alone) {
            plot.times();
        }
        for (Stretches.Stretch each : stretches) {
            if (each.answers() > 0) {
                bandOf(plot, each);
            }
        }
        return plot.end();
    }

    /** Stacks the states, the worst at the bottom. */
    private static void bandOf(TimePlot plot, Stretches.Stretch stretch) {
        double low = 0;
        for (ClockState state : List.of(ClockState.UNSYNCHRONISED, ClockState.UNKNOWN, ClockState.HOLDOVER)) {
            if (stretch.answers(state) > 0) {
                double share = Math.max(LEAST_SHARE, (double) stretch.answers(state) / stretch.answers());
                double high = Math.min(1, low + share);
                plot.box(state.text(), stretch.from(), stretch.to(), low, high);
                low = high;
            }
        }
        if (stretch.answers(ClockState.SYNCHRONISED) > 0) {
            plot.box(ClockState.SYNCHRONISED.text(), stretch.from(), stretch.to(), low, 1);
        }
    }

    private static TimePlot plot(String label, List<Stretches.Stretch> stretches, int height) {
        return new TimePlot(
                label,
                stretches.get(0).from(),
                stretches.get(stretches.size() - 1).to(),
                height);
    }

    /** The exponent of the power of ten at or below a number of nanoseconds. */
    private static int decade(long ns) {
        return (int) digits(ns);
    }

    private static double digits(long ns) {
        return Math.log10((double) Math.max(1, ns));
    }

    private static double share(long ns, int low, int high) {
        return (digits(ns) - low) / (high - low);
    }

    private static String label(int decade) {
        String unit = List.of("ns", "µs", "ms", "s").get(Math.min(3, decade / 3));
        return String.format(Locale.ROOT, "%.0f %s", Math.pow(10, decade - 3.0 * Math.min(3, decade / 3)), unit);
    }
}
