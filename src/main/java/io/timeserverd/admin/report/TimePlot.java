package io.timeserverd.admin.report;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** A plot over time as SVG. Heights are shares of the plot, 0 at its foot and 1 at its top; the style sheet has the colours. */
final class TimePlot {
    private static final int WIDTH = 960;
    private static final int LEFT = 62;
    private static final int RIGHT = 6;
    private static final int TOP = 8;
    private static final int FOOT = 20;
    private static final int LABEL_GAP = 6;

    /** Even the shortest event is visible. */
    private static final double LEAST_WIDTH = 0.8;

    private final Html svg = new Html();
    private final Instant from;
    private final Instant to;
    private final int height;

    /** @param label describes the plot for screen readers */
    TimePlot(String label, Instant from, Instant to, int height) {
        this.from = from;
        this.to = to;
        this.height = height;
        svg.open(
                "svg",
                "viewBox",
                "0 0 " + WIDTH + " " + (TOP + height + FOOT),
                "role",
                "img",
                "aria-label",
                label,
                "class",
                "plot");
    }

    /** Rounded to a tenth, so that adjacent boxes touch. */
    private double x(Instant instant) {
        double share = (double) Duration.between(from, instant).toMillis()
                / Math.max(1, Duration.between(from, to).toMillis());
        return Math.round(10 * (LEFT + (WIDTH - LEFT - RIGHT) * share)) / 10.0;
    }

    private double y(double share) {
        return TOP + height * (1 - share);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /** A horizontal line with its label. */
    void level(double share, String label) {
        mark(LEFT, y(share), WIDTH - RIGHT, y(share));
        label(LEFT - LABEL_GAP, y(share) + 4, "end", label);
    }

    /** The label of the whole plot, if it has no levels. */
    void name(String name) {
        label(LEFT - LABEL_GAP, y(0.5) + 4, "end", name);
    }

    /** Writes an entry of a plot's legend: a sample of a colour, and what it means. */
    static void key(Html html, String kind, String text) {
        html.open("span", "class", "key")
                .element("i", "", "class", kind)
                .text(text)
                .close();
    }

    /** The axis of time. */
    void times() {
        for (TimeAxis.Mark each : TimeAxis.marks(from, to)) {
            mark(x(each.at()), TOP, x(each.at()), TOP + height);
            label(x(each.at()), TOP + height + FOOT - 5, "middle", each.label());
        }
    }

    private void mark(double x1, double y1, double x2, double y2) {
        svg.open(
                        "path",
                        "class",
                        "mark",
                        "d",
                        "M" + number(x1) + " " + number(y1) + "L" + number(x2) + " " + number(y2))
                .close();
    }

    private void label(double x, double y, String anchor, String text) {
        svg.element("text", text, "x", number(x), "y", number(y), "text-anchor", anchor);
    }

    /** A filled rectangle. */
    void box(String kind, Instant left, Instant right, double low, double high) {
        rectangle(kind, left, right, low, high);
        svg.close();
    }

    /** The text to show while the pointer rests on this time. */
    void tip(Instant left, Instant right, String text) {
        rectangle("tip", left, right, 0, 1);
        svg.element("title", text).close();
    }

    private void rectangle(String kind, Instant left, Instant right, double low, double high) {
        svg.open(
                "rect",
                "class",
                kind,
                "x",
                number(x(left)),
                "y",
                number(y(high)),
                "width",
                number(Math.max(LEAST_WIDTH, x(right) - x(left))),
                "height",
                number(y(low) - y(high)));
    }

    /** A line of horizontal pieces. A piece that begins where the one before ends is joined to it. */
    final class Line {
        private final StringBuilder path = new StringBuilder();
        private Instant end = Instant.MIN;

        void add(Instant left, Instant right, double share) {
            path.append(left.equals(end) ? "V" : "M" + number(x(left)) + " ").append(number(y(share)));
            path.append('H').append(number(x(right)));
            end = right;
        }

        void draw(String kind) {
            svg.open("path", "class", kind, "d", path.toString()).close();
        }
    }

    /** The markup. */
    String end() {
        return svg.close().toString();
    }
}
