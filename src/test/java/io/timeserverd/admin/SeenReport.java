package io.timeserverd.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A report as a reader sees it. */
final class SeenReport {
    private static final Pattern ROW = Pattern.compile("<tr>(.*?)</tr>", Pattern.DOTALL);
    private static final Pattern CELL = Pattern.compile("<t[dh][^>]*>([^<]*)</t[dh]>");

    private final String page;

    SeenReport(String page) {
        this.page = page;
    }

    /** Makes a report by a run of the program on a directory, which must end with this status. */
    static SeenReport of(Path directory, int status, String... options) {
        var run = new Run(directory);
        var words = new ArrayList<>(List.of("report"));
        words.addAll(List.of(options));
        assertEquals(status, run.of(words.toArray(new String[0])), run.err());
        return new SeenReport(run.out());
    }

    String page() {
        return page;
    }

    /** The cells of each row of all tables, in order. */
    List<List<String>> rows() {
        return ROW.matcher(page)
                .results()
                .map(row -> CELL.matcher(row.group(1))
                        .results()
                        .map(cell -> cell.group(1))
                        .toList())
                .toList();
    }

    /** What follows the cell {@code first} in the row that begins with it. */
    List<String> row(String first) {
        return rows().stream()
                .filter(row -> row.get(0).equals(first))
                .map(row -> row.subList(1, row.size()))
                .findFirst()
                .orElse(List.of());
    }

    void assertSays(String text) {
        assertTrue(page.contains(text), () -> text + "\nis not in:\n" + words());
    }

    void assertDoesNotSay(String text) {
        assertFalse(page.contains(text), () -> text + "\nis in:\n" + words());
    }

    private String words() {
        return page.replaceAll("(?s)<(style|svg).*?</\\1>|<[^>]*>", " ").replaceAll("\\s+", " ");
    }
}
