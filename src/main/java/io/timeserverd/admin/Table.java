package io.timeserverd.admin;

import io.timeserverd.log.Escape;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of text. On a terminal: under headings, in columns as wide as the first rows need, and wider when later ones do.
 * Elsewhere: a tab between two cells and nothing else, for scripts. Every cell is escaped.
 */
final class Table {
    /** Rows that are held back to see how wide they are. */
    private static final int HELD = 200;

    private static final String GAP = "  ";
    private static final String BOLD = "\033[1m";
    private static final String RED = "\033[31m";
    private static final String PLAIN = "\033[0m";

    /** A column. */
    record Column(String heading, boolean right) {
        static Column left(String heading) {
            return new Column(heading, false);
        }

        static Column right(String heading) {
            return new Column(heading, true);
        }
    }

    private record Row(boolean bad, List<String> cells) {}

    private final Terminal terminal;
    private final List<Column> columns;
    private final int[] widths;
    private final List<Row> held = new ArrayList<>();
    private boolean begun;

    Table(Terminal terminal, List<Column> columns) {
        this.terminal = terminal;
        this.columns = columns;
        this.widths = columns.stream().mapToInt(c -> width(c.heading())).toArray();
    }

    /** A row; one cell for each column. */
    void row(String... cells) {
        row(false, List.of(cells));
    }

    /** A row; in red when it is about something bad. */
    void row(boolean bad, List<String> cells) {
        var escaped =
                cells.stream().map(cell -> Escape.text(cell, Integer.MAX_VALUE)).toList();
        if (!terminal.outShown()) {
            terminal.out().print(String.join("\t", escaped) + "\n");
            return;
        }
        held.add(new Row(bad, escaped));
        if (held.size() == HELD || begun) {
            flush();
        }
    }

    /** Prints what is held back. */
    void flush() {
        for (var row : held) {
            for (var i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], width(row.cells().get(i)));
            }
        }
        if (!begun && !held.isEmpty()) {
            begun = true;
            print(BOLD, columns.stream().map(Column::heading).toList());
        }
        held.forEach(row -> print(row.bad() ? RED : "", row.cells()));
        held.clear();
    }

    private void print(String style, List<String> cells) {
        var line = new StringBuilder();
        for (var i = 0; i < widths.length; i++) {
            var cell = cells.get(i);
            var padding = " ".repeat(widths[i] - width(cell));
            line.append(i == 0 ? "" : GAP);
            line.append(columns.get(i).right() ? padding + cell : cell + padding);
        }
        var text = line.toString().stripTrailing();
        terminal.out().print(terminal.colour() && !style.isEmpty() ? style + text + PLAIN : text);
        terminal.out().print('\n');
    }

    /** Cells of a terminal, as far as one can say without knowing its font. */
    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
