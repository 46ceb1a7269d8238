package io.timeserverd.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The figures, as text for a terminal and as Markdown. */
final class Table {
    private static final List<String> HEAD = List.of("measure", "who", "median (least to most)", "ratio", "target");

    private final List<List<String>> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    void row(String measure, String who, String value, String ratio, String target) {
        rows.add(List.of(measure, who, value, ratio, target));
    }

    void note(String note) {
        notes.add(note);
    }

    String text() {
        var widths = new int[HEAD.size()];
        var all = new ArrayList<List<String>>();
        all.add(HEAD);
        all.addAll(rows);
        all.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        var out = new StringBuilder();
        for (var row : all) {
            for (int i = 0; i < widths.length; i++) {
                out.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
            out.append('\n');
        }
        notes.forEach(note -> out.append(note).append('\n'));
        return out.toString();
    }

    private String markdown() {
        var out = new StringBuilder();
        markdownRow(out, HEAD);
        out.append("|---".repeat(HEAD.size())).append("|\n");
        rows.forEach(row -> markdownRow(out, row));
        notes.forEach(note -> out.append('\n').append(note).append('\n'));
        return out.toString();
    }

    private static void markdownRow(StringBuilder out, List<String> cells) {
        out.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    void write(Path directory) throws IOException {
        Files.writeString(directory.resolve("figures.txt"), text());
        Files.writeString(directory.resolve("figures.md"), markdown());
    }
}
