package io.timeserverd.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Lines over a horizontal axis of equal factors, as SVG. */
final class Plot {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 380;
    private static final int LEFT = 70;
    private static final int RIGHT = 190;
    private static final int TOP = 60;
    private static final int BOTTOM = 55;
    private static final List<String> COLOURS = List.of("#1b6ca8", "#c8553d", "#4a7c59", "#8f5bb5");
    private static final List<String> DASHES = List.of("none", "7 4", "2 3");

    private record Point(double x, double y) {}

    private final String title;
    private final String xName;
    private final String yName;
    private final boolean factors;
    private final int linesOfColour;
    private final Map<String, List<Point>> lines = new LinkedHashMap<>();
    private final StringBuilder out = new StringBuilder();
    private Axis across;
    private Axis up;

    private Plot(String title, String xName, String yName, boolean factors, int linesOfColour) {
        this.title = title;
        this.xName = xName;
        this.yName = yName;
        this.factors = factors;
        this.linesOfColour = linesOfColour;
    }

    /** Its vertical axis begins at 0. */
    static Plot ofAmounts(String title, String xName, String yName) {
        return new Plot(title, xName, yName, false, 1);
    }

    /** Its vertical axis has equal factors, too; so many lines in a row have one colour. */
    static Plot ofFactors(String title, String xName, String yName, int linesOfColour) {
        return new Plot(title, xName, yName, true, linesOfColour);
    }

    void point(String line, double x, double y) {
        lines.computeIfAbsent(line, name -> new ArrayList<>()).add(new Point(x, y));
    }

    void write(Path file) throws IOException {
        List<Point> points = lines.values().stream().flatMap(List::stream).toList();
        across = Axis.ofFactors(points.stream().mapToDouble(Point::x).toArray());
        double[] heights = points.stream().mapToDouble(Point::y).toArray();
        up = factors ? Axis.ofFactors(heights) : Axis.ofAmounts(heights);
        append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"13\"><rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>",
                WIDTH, HEIGHT);
        frame();
        int number = 0;
        for (Map.Entry<String, List<Point>> line : lines.entrySet()) {
            draw(number++, line.getKey(), line.getValue());
        }
        append("</svg>");
        Files.writeString(file, out);
    }

    private void frame() {
        append("<text x=\"%d\" y=\"22\" font-size=\"16\" font-weight=\"bold\">%s</text>", LEFT, title);
        text(LEFT, TOP - 14, "start", yName);
        text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 12, "middle", xName);
        for (double tick : up.ticks()) {
            append(
                    "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>",
                    LEFT, WIDTH - RIGHT, y(tick), y(tick));
            text(LEFT - 8, y(tick) + 4, "end", Axis.label(tick));
        }
        append(
                "<line x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\" stroke=\"#888\"/>",
                LEFT, WIDTH - RIGHT, HEIGHT - BOTTOM, HEIGHT - BOTTOM);
        for (double tick : across.ticks()) {
            append(
                    "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"#888\"/>",
                    x(tick), x(tick), HEIGHT - BOTTOM, HEIGHT - BOTTOM + 5);
            text(x(tick), HEIGHT - BOTTOM + 20, "middle", Axis.label(tick));
        }
    }

    private void draw(int number, String name, List<Point> points) {
        var style = String.format(
                "fill=\"none\" stroke-width=\"2\" stroke=\"%s\" stroke-dasharray=\"%s\"",
                COLOURS.get(number / linesOfColour % COLOURS.size()),
                DASHES.get(number % linesOfColour % DASHES.size()));
        var path = new StringBuilder();
        for (Point point : points) {
            path.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(point.x), y(point.y)));
            append("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"#555\"/>", x(point.x), y(point.y));
        }
        append("<polyline %s points=\"%s\"/>", style, path.toString().trim());
        int legend = TOP + 20 * number;
        append(
                "<line %s x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>",
                style, WIDTH - RIGHT + 15, WIDTH - RIGHT + 45, legend, legend);
        text(WIDTH - RIGHT + 52, legend + 4, "start", name);
    }

    private double x(double value) {
        return LEFT + across.part(value) * (WIDTH - LEFT - RIGHT);
    }

    private double y(double value) {
        return HEIGHT - BOTTOM - up.part(value) * (HEIGHT - TOP - BOTTOM);
    }

    private void text(double x, double y, String anchor, String text) {
        append("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor, text);
    }

    private void append(String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
