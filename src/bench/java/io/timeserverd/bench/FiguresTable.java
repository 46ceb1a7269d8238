package io.timeserverd.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The figures, as text for a terminal and as Markdown: medians, and in brackets the quartiles of the rounds. What has a
 * target or stands beside a peer makes one table, further details make another. A figure whose rounds disagree is refused.
 */
final class FiguresTable {
    private static final List<String> HEAD = List.of("measure", "timeserverd", "beside it", "ratio", "target", "met");

    private static final List<String> DETAIL_HEAD = List.of("detail", "timeserverd", "beside it");

    private final List<List<String>> rows = new ArrayList<>();
    private final List<List<String>> details = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private int refused;

    /** Adds a figure of the daemon alone. */
    void row(String measure, Series ours, Target target) {
        add(measure, figure(ours), "", "", target.words(), ours.isSteady() ? target.verdict(ours.median()) : "");
    }

    /**
     * Adds a figure of both sides, and their quotient in each round, in which everything cancels out that they share.
     */
    void row(String measure, Side us, Side other, Function<Side, Series> figure, Target target) {
        row(measure, figure.apply(us), other.name(), figure.apply(other), target);
    }

    void row(String measure, Series ours, String other, Series theirs, Target target) {
        Series ratio = ours.over(theirs);
        Series judged = target.ofRatio() ? ratio : ours;
        add(
                measure,
                figure(ours),
                other + ": " + figure(theirs),
                figure(ratio),
                target.words(),
                judged.isSteady() ? target.verdict(judged.median()) : "");
    }

    private String figure(Series series) {
        if (series.isSteady()) {
            return series.toString();
        }
        refused++;
        return "disturbed";
    }

    /** How many figures were refused. */
    int refused() {
        return refused;
    }

    /** Adds a detail that explains the figures. */
    void detail(String measure, String ours, String beside) {
        details.add(List.of(measure, ours, beside));
        System.out.println(measure + " | " + ours + " | " + beside); // the whole takes long
    }

    private void add(String... cells) {
        rows.add(List.of(cells));
        System.out.println(String.join(" | ", cells));
    }

    void note(String note) {
        notes.add(note);
        System.out.println(note);
    }

    private static void text(StringBuilder out, List<String> head, List<List<String>> rows) {
        var all = new ArrayList<List<String>>();
        all.add(head);
        all.addAll(rows);
        var widths = new int[head.size()];
        for (List<String> row : all) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : all) {
            for (int i = 0; i < widths.length; i++) {
                out.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
            out.append('\n');
        }
    }

    private static void markdown(StringBuilder out, List<String> head, List<List<String>> rows) {
        markdownRow(out, head);
        out.append("|---".repeat(head.size())).append("|\n");
        rows.forEach(row -> markdownRow(out, row));
    }

    private static void markdownRow(StringBuilder out, List<String> cells) {
        out.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    /** {@code figures.md} for the document about benchmarks, {@code details.md}, and both as {@code figures.txt}. */
    void write(Path directory) throws IOException {
        var main = new StringBuilder();
        notes.forEach(note -> main.append(note).append("\n\n"));
        markdown(main, HEAD, rows);
        Files.writeString(directory.resolve("figures.md"), main);
        var further = new StringBuilder();
        markdown(further, DETAIL_HEAD, details);
        Files.writeString(directory.resolve("details.md"), further);
        var text = new StringBuilder("\n");
        text(text, HEAD, rows);
        text(text.append('\n'), DETAIL_HEAD, details);
        notes.forEach(note -> text.append(note).append('\n'));
        Files.writeString(directory.resolve("figures.txt"), text);
        System.out.print(text);
    }
}
