package io.timeserverd.place;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Names near one that does not exist: at most two letters inserted, left out, changed or swapped with the
 * next; fewest first, and most people first among equals.
 *
 * <p>Only keys that share the first letter are looked at, or begin with the second one for a slip in the
 * first: a bound on the work that one unknown name can cause.
 */
final class Nearest {
    private static final int SHORT = 4;
    private static final int LONGEST = 60;

    private final Names names;

    Nearest(Names names) {
        this.names = names;
    }

    private record Candidate(Row row, int distance) {
        long people() {
            return row.population();
        }
    }

    /** Rows with a key near {@code key}, best first, at most {@code most}. */
    List<Row> find(String key, int most) {
        var wanted = key.codePoints().toArray();
        if (wanted.length < 2 || wanted.length > LONGEST) {
            return List.of();
        }
        var candidates = new ArrayList<Candidate>();
        look(wanted, wanted[0], candidates);
        if (wanted[0] != wanted[1]) {
            look(wanted, wanted[1], candidates);
        }
        candidates.sort(Comparator.comparingInt(Candidate::distance)
                .thenComparing(Comparator.comparingLong(Candidate::people).reversed())
                .thenComparing(candidate -> candidate.row.id()));
        Map<String, Row> rows = new LinkedHashMap<>();
        candidates.forEach(candidate -> rows.putIfAbsent(candidate.row.id(), candidate.row));
        return rows.values().stream().limit(most).toList();
    }

    private void look(int[] wanted, int firstLetter, List<Candidate> candidates) {
        int limit = wanted.length <= SHORT ? 1 : 2;
        int ascii = Outlines.ascii(wanted);
        var distance = new Distance(wanted, limit);
        var outlines = names.outlines(firstLetter);
        for (int i = outlines.next(wanted.length, ascii, limit, 0);
                i >= 0;
                i = outlines.next(wanted.length, ascii, limit, i + 1)) {
            int line = outlines.line(i);
            int found = distance.to(names.lines(), line);
            if (found <= limit) {
                for (var match : names.matches(line)) {
                    if (match.how() != Match.How.CODE) {
                        candidates.add(new Candidate(match.row(), found));
                    }
                }
            }
        }
    }
}
