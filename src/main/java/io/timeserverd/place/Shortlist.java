package io.timeserverd.place;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows with the most people among many that were found, without reading all of them: what is found is
 * sorted roughly, by the letter for its people, and only the best are read.
 */
final class Shortlist {
    /** How many of one magnitude are kept; a text that finds more of them is hardly a name. */
    private static final int KEPT = 256;

    private static final Comparator<Row> MOST_POPULOUS =
            Comparator.comparingLong(Row::population).reversed().thenComparing(Row::id);

    private final Names names;
    private final int[][] kept = new int[Names.MAGNITUDES][];
    private final int[] sizes = new int[Names.MAGNITUDES];

    Shortlist(Names names) {
        this.names = names;
    }

    /** Adds the rows of a line of the names. */
    void add(int line) {
        for (int reference = names.first(line); reference > 0; reference = names.after(reference)) {
            int magnitude = names.magnitude(reference);
            if (kept[magnitude] == null) {
                kept[magnitude] = new int[KEPT];
            }
            if (sizes[magnitude] < KEPT) {
                kept[magnitude][sizes[magnitude]++] = reference;
            }
        }
    }

    /** At most {@code most} of the rows, most people first. */
    List<Row> rows(int most) {
        Map<String, Row> rows = new LinkedHashMap<>();
        for (int magnitude = Names.MAGNITUDES - 1; magnitude >= 0 && rows.size() < most; magnitude--) {
            if (kept[magnitude] != null) {
                Arrays.stream(kept[magnitude], 0, sizes[magnitude])
                        .mapToObj(names::row)
                        .sorted(MOST_POPULOUS)
                        .forEach(row -> rows.putIfAbsent(row.id(), row));
            }
        }
        return new ArrayList<>(rows.values()).subList(0, Math.min(most, rows.size()));
    }
}
