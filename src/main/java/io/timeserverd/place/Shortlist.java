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

    /** Who is only also called so counts for a sixteenth of its people, a region for a quarter. */
    private static final int ALTERNATE_STEPS = 4;

    private static final int REGION_STEPS = 2;

    private static final Comparator<Candidate> LIKELIEST =
            Comparator.comparingLong(Candidate::people).reversed().thenComparing(each -> each.row.id());

    private final Names names;
    private final int[][] kept = new int[Names.MAGNITUDES][];
    private final int[] sizes = new int[Names.MAGNITUDES];

    private record Candidate(Row row, long people) {}

    Shortlist(Names names) {
        this.names = names;
    }

    /** Adds the rows of a line of the names. */
    void add(int line) {
        for (int reference = names.first(line); reference > 0; reference = names.after(reference)) {
            int magnitude = Math.max(0, names.magnitude(reference) - steps(reference));
            if (kept[magnitude] == null) {
                kept[magnitude] = new int[KEPT];
            }
            if (sizes[magnitude] < KEPT) {
                kept[magnitude][sizes[magnitude]++] = reference;
            }
        }
    }

    private int steps(int reference) {
        return (names.how(reference) == Match.How.ALTERNATE ? ALTERNATE_STEPS : 0)
                + (names.isRegion(reference) ? REGION_STEPS : 0);
    }

    private Candidate candidate(int reference) {
        var row = names.row(reference);
        return new Candidate(row, row.population() >> steps(reference));
    }

    /** At most {@code most} of the rows, most people first. */
    List<Row> rows(int most) {
        Map<String, Row> rows = new LinkedHashMap<>();
        for (int magnitude = Names.MAGNITUDES - 1; magnitude >= 0 && rows.size() < most; magnitude--) {
            if (kept[magnitude] != null) {
                Arrays.stream(kept[magnitude], 0, sizes[magnitude])
                        .mapToObj(this::candidate)
                        .sorted(LIKELIEST)
                        .forEach(each -> rows.putIfAbsent(each.row.id(), each.row));
            }
        }
        return new ArrayList<>(rows.values()).subList(0, Math.min(most, rows.size()));
    }
}
