package io.timeserverd.admin;

import io.timeserverd.log.Escape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Rows of text. For people: under headings, in columns that fit the terminal. For scripts: a tab between two cells and
 * nothing else. Every cell is escaped.
 */
final class Table {
    /** How many rows are held back at first, to find the widths of the columns. */
    private static final int HELD = 200;

    private static final String GAP = " ".repeat(ColumnWidths.GAP);
    private static final String BOLD = "\033[1m";
    private static final String RED = "\033[31m";
    private static final String PLAIN = "\033[0m";

    private record Row(boolean bad, List<String> cells) {}

    private final TableStyle style;
    private final List<TableColumn> columns;

    /** Whether columns keep their first widths, because a person watches the rows as they arrive. */
    private final boolean steady;

    /** The widest cell of each column so far. */
    private final int[] widest;

    private final List<Row> held = new ArrayList<>();
    private int[] widths;
    private boolean begun;

    /** A table whose columns grow with later rows, as far as the terminal has room. */
    Table(TableStyle style, List<TableColumn> columns) {
        this(style, columns, false);
    }

    private Table(TableStyle style, List<TableColumn> columns, boolean steady) {
        this.style = style;
        this.columns = columns;
        this.steady = steady;
        this.widest = columns.stream()
                .mapToInt(each -> Math.max(TextWidth.of(each.heading()), steady ? each.typical() : 0))
                .toArray();
        this.widths = widest;
    }

    /** A table whose columns stay as wide as they are at the first flush: for rows that come one by one. */
    static Table steady(TableStyle style, List<TableColumn> columns) {
        return new Table(style, columns, true);
    }

    /** Adds a row, with one cell for each column. */
    void row(String... cells) {
        row(false, List.of(cells));
    }

    /** Adds a row, in red if it is about something bad. */
    void row(boolean bad, List<String> cells) {
        List<String> escaped =
                cells.stream().map(cell -> Escape.text(cell, Integer.MAX_VALUE)).toList();
        if (style.plain()) {
            style.terminal().out().print(String.join("\t", escaped) + "\n");
            return;
        }
        held.add(new Row(bad, escaped));
        if (held.size() == HELD || begun) {
            flush();
        }
    }

    /** Prints the rows that are held back. */
    void flush() {
        if (held.isEmpty()) {
            return;
        }
        if (!begun || !steady) {
            measure();
        }
        if (!begun) {
            begun = true;
            print(BOLD, columns.stream().map(TableColumn::heading).toList());
        }
        held.forEach(row -> print(row.bad() ? RED : "", row.cells()));
        held.clear();
    }

    private void measure() {
        for (Row row : held) {
            for (int i = 0; i < widest.length; i++) {
                widest[i] = Math.max(widest[i], TextWidth.of(row.cells().get(i)));
            }
        }
        widths = new ColumnWidths(columns, style.columns()).fit(widest);
    }

    private void print(String colour, List<String> cells) {
        int last = columns.size() - 1;
        List<String> wrapped = columns.get(last).fit() == TableColumn.Fit.WRAPPED
                ? WrappedText.lines(cells.get(last), widths[last])
                : List.of(cells.get(last));
        for (int n = 0; n < wrapped.size(); n++) {
            List<String> line =
                    n == 0 ? new ArrayList<>(cells) : new ArrayList<>(Collections.nCopies(columns.size(), ""));
            line.set(last, wrapped.get(n));
            printLine(colour, line);
        }
    }

    private void printLine(String colour, List<String> cells) {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            if (widths[i] != ColumnWidths.LEFT_OUT) {
                line.append(line.isEmpty() ? "" : GAP).append(padded(cells.get(i), i));
            }
        }
        String text = TextWidth.cut(line.toString().stripTrailing(), style.columns());
        Terminal terminal = style.terminal();
        terminal.out().print(terminal.colour() && !colour.isEmpty() ? colour + text + PLAIN : text);
        terminal.out().print('\n');
    }

    private String padded(String cell, int column) {
        boolean isCut = columns.get(column).fit() == TableColumn.Fit.CUT && style.columns() != TableStyle.UNLIMITED;
        String shown = isCut ? TextWidth.cut(cell, widths[column]) : cell;
        String padding = " ".repeat(Math.max(0, widths[column] - TextWidth.of(shown)));
        return columns.get(column).right() ? padding + shown : shown + padding;
    }
}
