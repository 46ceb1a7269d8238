package io.timeserverd.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Lines over a horizontal axis of equal factors, as SVG. The vertical axis begins at 0. */
final class Plot {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;
    private static final int LEFT = 80;
    private static final int RIGHT = 150;
    private static final int TOP = 40;
    private static final int BOTTOM = 50;
    private static final List<String> COLOURS = List.of("#1b6ca8", "#c8553d", "#4a7c59", "#8f5bb5", "#b8860b");

    private record Point(double x, double y) {}

    private final String title;
    private final String xName;
    private final String yName;
    private final Map<String, List<Point>> lines = new LinkedHashMap<>();

    Plot(String title, String xName, String yName) {
        this.title = title;
        this.xName = xName;
        this.yName = yName;
    }

    void point(String line, double x, double y) {
        lines.computeIfAbsent(line, name -> new ArrayList<>()).add(new Point(x, y));
    }

    void write(Path file) throws IOException {
        var points = lines.values().stream().flatMap(List::stream).toList();
        double least = points.stream().mapToDouble(Point::x).min().orElse(1);
        double most = points.stream().mapToDouble(Point::x).max().orElse(10);
        double top = 1.1 * points.stream().mapToDouble(Point::y).max().orElse(1);
        var out = new StringBuilder(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + WIDTH + ' ' + HEIGHT
                        + "\" font-family=\"sans-serif\" font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        text(out, LEFT, TOP - 18, "start", title);
        text(out, LEFT, TOP - 4, "start", yName);
        text(out, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 12, "middle", xName);
        for (int i = 0; i <= 4; i++) {
            double y = y(top * i / 4, top);
            line(out, LEFT, y, WIDTH - RIGHT, y);
            text(out, LEFT - 6, y + 4, "end", Series.number(top * i / 4));
        }
        points.stream().mapToDouble(Point::x).distinct().forEach(x -> {
            line(out, x(x, least, most), HEIGHT - BOTTOM, x(x, least, most), HEIGHT - BOTTOM + 5);
            text(out, x(x, least, most), HEIGHT - BOTTOM + 18, "middle", String.format(Locale.ROOT, "%,.0f", x));
        });
        int number = 0;
        for (var entry : lines.entrySet()) {
            draw(out, entry.getKey(), entry.getValue(), COLOURS.get(number++ % COLOURS.size()), least, most, top);
        }
        Files.writeString(file, out.append("</svg>\n"));
    }

    private static void draw(
            StringBuilder out, String name, List<Point> points, String colour, double least, double most, double top) {
        out.append("<polyline fill=\"none\" stroke-width=\"2\" stroke=\"")
                .append(colour)
                .append("\" points=\"");
        for (var point : points) {
            out.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(point.x, least, most), y(point.y, top)));
        }
        out.append("\"/>\n");
        double end = y(points.get(points.size() - 1).y, top);
        out.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%.1f\" fill=\"%s\">%s</text>%n",
                WIDTH - RIGHT + 8,
                end + 4,
                colour,
                name));
    }

    private static double x(double value, double least, double most) {
        double part = most == least ? 0.5 : Math.log(value / least) / Math.log(most / least);
        return LEFT + part * (WIDTH - LEFT - RIGHT);
    }

    private static double y(double value, double top) {
        return HEIGHT - BOTTOM - value / top * (HEIGHT - TOP - BOTTOM);
    }

    private static void line(StringBuilder out, double x1, double y1, double x2, double y2) {
        out.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#ccc\"/>%n",
                x1,
                y1,
                x2,
                y2));
    }

    private static void text(StringBuilder out, double x, double y, String anchor, String text) {
        out.append(String.format(
                Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, text));
    }
}
