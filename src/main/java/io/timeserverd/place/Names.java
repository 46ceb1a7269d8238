package io.timeserverd.place;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All keys with the rows that have them. A line is a key, a tab, and references parted by spaces; a
 * reference is a mark that says how the key names the row, a letter for the row's people (b for two, c
 * for four, and so on), and the row's id.
 */
final class Names {
    /** How many letters for people there are. */
    static final int MAGNITUDES = 26;

    private final SortedLines lines = new SortedLines(Resources.read("names.txt"));

    /** Concurrent, because directories that belong to different threads share it. */
    private final Map<Integer, Outlines> outlines = new ConcurrentHashMap<>();

    private final Rows rows;

    Names(Rows rows) {
        this.rows = rows;
    }

    SortedLines lines() {
        return lines;
    }

    /** The outlines of the keys that begin with a letter. They are kept unless they are few; all that are kept take 2.3 MB. */
    Outlines outlines(int firstLetter) {
        var known = outlines.get(firstLetter);
        if (known != null) {
            return known;
        }
        var made = Outlines.of(lines, firstLetter);
        if (!made.areFew()) { // thousands of letters begin a few keys or none, and clients may send any
            outlines.put(firstLetter, made);
        }
        return made;
    }

    /** Every row that has {@code key}. */
    List<Match> find(String key) {
        var bytes = key.getBytes(StandardCharsets.UTF_8);
        int line = lines.ceiling(bytes);
        return lines.isKey(line, bytes) ? matches(line) : List.of();
    }

    /** The rows that the key of a line leads to. */
    List<Match> matches(int line) {
        var matches = new ArrayList<Match>();
        for (int reference = first(line); reference > 0; reference = after(reference)) {
            matches.add(new Match(row(reference), how(reference)));
        }
        return matches;
    }

    /** Where the first reference of a line is. */
    int first(int line) {
        return line + lines.keyLength(line) + 1;
    }

    /** Where the reference after {@code reference} is, or 0 when there is none. */
    int after(int reference) {
        int end = reference;
        while (lines.byteAt(end) != ' ' && lines.byteAt(end) != '\n') {
            end++;
        }
        return lines.byteAt(end) == ' ' ? end + 1 : 0;
    }

    Match.How how(int reference) {
        return Match.How.of((char) lines.byteAt(reference));
    }

    /** From 0; each step means twice as many people. */
    int magnitude(int reference) {
        return lines.byteAt(reference + 1) - 'a';
    }

    /** Whether the row is a region, whose ids alone have a dot, behind the country's code. */
    boolean isRegion(int reference) {
        int dot = reference + 4;
        return lines.isAt(dot) && lines.byteAt(dot) == '.';
    }

    Row row(int reference) {
        int start = reference + 2;
        int end = start;
        while (lines.byteAt(end) != ' ' && lines.byteAt(end) != '\n') {
            end++;
        }
        return rows.get(lines.text(start, end));
    }
}
