package io.timeserverd.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    private static final List<TableColumn> COLUMNS = List.of(
            TableColumn.right("ID"),
            TableColumn.left("KIND").asSpare(),
            TableColumn.text("PLACE").ofTypicalWidth(10),
            TableColumn.text("REQUEST"));

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Terminal terminal = Terminal.piped(out, out);

    private TableStyle style(int width) {
        return new TableStyle(terminal, false, width);
    }

    private void assertPrinted(String... lines) {
        terminal.flush();
        assertEquals(
                List.of(lines), out.toString(StandardCharsets.UTF_8).lines().toList());
    }

    private void printTo(TableStyle style) {
        var table = new Table(style, COLUMNS);
        table.row("7", "text", "Paris, Ile-de-France, France", "the 2nd place");
        table.row("12345", "daytime", "-", "utc");
        table.flush();
    }

    @Test
    void showsCellsInFullWhereTheTerminalIsWideEnough() {
        printTo(style(61));
        assertPrinted(
                "   ID  KIND     PLACE                         REQUEST",
                "    7  text     Paris, Ile-de-France, France  the 2nd place",
                "12345  daytime  -                             utc");
    }

    @Test
    void cutsTheWidestTextUntilTheLineFits() {
        printTo(style(53));
        assertPrinted(
                "   ID  KIND     PLACE                   REQUEST",
                "    7  text     Paris, Ile-de-France,…  the 2nd place",
                "12345  daytime  -                       utc");
    }

    @Test
    void leavesOutASpareColumnBeforeTextIsCutTooShort() {
        printTo(style(38));
        assertPrinted(
                "   ID  PLACE             REQUEST",
                "    7  Paris, Ile-de-F…  the 2nd place",
                "12345  -                 utc");
    }

    @Test
    void cutsTheLineWhereNothingElseHelps() {
        printTo(style(20));
        assertPrinted("   ID  PLACE   REQU…", "    7  Paris…  the …", "12345  -       utc");
    }

    @Test
    void neverCutsWithoutALimit() {
        printTo(style(TableStyle.UNLIMITED));
        assertPrinted(
                "   ID  KIND     PLACE                         REQUEST",
                "    7  text     Paris, Ile-de-France, France  the 2nd place",
                "12345  daytime  -                             utc");
    }

    @Test
    void keepsTheWidthsOfTheFirstRowsWhereRowsComeOneByOne() {
        var table = Table.steady(style(45), COLUMNS);
        table.row("7", "text", "Paris", "paris");
        table.flush();
        table.row("8", "daytime", "Santiago de Compostela", "utc");
        table.row("9", "text", "Rome", "rome");
        assertPrinted(
                "ID  KIND  PLACE       REQUEST",
                " 7  text  Paris       paris",
                " 8  daytime  Santiago …  utc",
                " 9  text  Rome        rome");
    }

    @Test
    void wrapsSentencesUnderTheirHeading() {
        var table = new Table(style(30), List.of(TableColumn.text("WHAT"), TableColumn.prose("FINDING")));
        table.row("record 1", "the reply was not what it should be");
        table.row("record 2", "x".repeat(25));
        table.flush();
        assertPrinted(
                "WHAT      FINDING",
                "record 1  the reply was not",
                "          what it should be",
                "record 2  xxxxxxxxxxxxxxxxxxxx",
                "          xxxxx");
    }

    @Test
    void countsTheCellsThatATerminalShows() {
        var table = new Table(style(60), List.of(TableColumn.text("PLACE"), TableColumn.left("KIND")));
        table.row("東京", "wide");
        table.row("e\u0301te\u0301", "combining");
        table.row("Oslo", "plain");
        table.flush();
        assertPrinted("PLACE  KIND", "東京   wide", "e\u0301te\u0301    combining", "Oslo   plain");
    }
}
