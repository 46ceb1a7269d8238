package io.timeserverd.admin;

import picocli.CommandLine.Option;

/** The options that say how tables are shown. */
final class TableOptions {
    @Option(
            names = "--wide",
            description = "On a terminal: every column in full, even if lines are longer than the terminal is wide.")
    private boolean wide;

    @Option(
            names = "--no-table",
            description = "On a terminal too: lines with a tab between their fields, without headings.")
    private boolean noTable;

    TableStyle style(Terminal terminal) {
        return new TableStyle(
                terminal, noTable || !terminal.outShown(), wide ? TableStyle.UNLIMITED : terminal.columns());
    }
}
