package io.timeserverd.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The figures, as text for a terminal and as Markdown: medians, and in brackets the least and the largest of the rounds. */
final class Table {
    private static final List<String> HEAD = List.of("measure", "timeserverd", "beside it", "ratio", "target", "met");

    private final List<List<String>> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** A figure of the daemon alone. */
    void row(String measure, Series ours, Target target) {
        add(measure, ours.toString(), "", "", target.words(), target.verdict(ours.median()));
    }

    /** A figure of both, and the quotient of each round: what both sides of a round share cancels out. */
    void row(String measure, Side us, Side other, Function<Side, Series> figure, Target target) {
        row(measure, figure.apply(us), other.name(), figure.apply(other), target);
    }

    void row(String measure, Series ours, String other, Series theirs, Target target) {
        var ratio = ours.over(theirs);
        add(
                measure,
                ours.toString(),
                other + ": " + theirs,
                ratio.toString(),
                target.words(),
                target.verdict(target.ofRatio() ? ratio.median() : ours.median()));
    }

    void words(String measure, String ours, String beside) {
        add(measure, ours, beside, "", "", "");
    }

    private void add(String... cells) {
        rows.add(List.of(cells));
        System.out.println(String.join(" | ", cells)); // the whole takes long
    }

    void note(String note) {
        notes.add(note);
        System.out.println(note);
    }

    private String text() {
        var all = new ArrayList<List<String>>();
        all.add(HEAD);
        all.addAll(rows);
        var widths = new int[HEAD.size()];
        for (var row : all) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
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
        System.out.print("\n" + text());
    }
}
