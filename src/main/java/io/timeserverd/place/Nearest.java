package io.timeserverd.place;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Rows that someone may have meant by a name that means nothing: one slip away, or with more behind it. Those in the country
 * or region that was named come first, then those that only lie elsewhere, then most people.
 */
final class Nearest {
    /** Shorter than that, a beginning says nothing. */
    private static final int BEGINNING = 3;

    private final Names names;
    private final Slips slips;
    private final Rows rows;

    Nearest(Names names, Slips slips, Rows rows) {
        this.names = names;
        this.slips = slips;
        this.rows = rows;
    }

    /** @param group the least is best */
    private record Candidate(Row row, int group) {}

    /** The likeliest ones, best first, each once. */
    List<Row> find(String text, int most) {
        var parts = QualifiedNames.parts(text);
        if (parts.isEmpty()) {
            return List.of();
        }
        var name = parts.get(0);
        var qualifiers = parts.subList(1, parts.size()).stream()
                .map(part -> Qualifier.of(part, names, rows))
                .filter(qualifier -> !qualifier.isEmpty())
                .toList();
        var candidates = new ArrayList<Candidate>();
        var key = Keys.of(name);
        slips.near(key)
                .forEach(cursor -> names.matches(cursor, number -> true)
                        .forEach(match -> add(match.row(), 0, qualifiers, candidates)));
        names.named(name).forEach(match -> add(match.row(), 0, qualifiers, candidates));
        if (key.length() >= BEGINNING) {
            names.beginningWith(key, most, number -> true).forEach(row -> add(row, 1, qualifiers, candidates));
            if (!qualifiers.isEmpty()) {
                names.beginningWith(key, most, number -> admit(qualifiers, number))
                        .forEach(row -> add(row, 1, qualifiers, candidates));
            }
        }
        return candidates.stream()
                .sorted(Comparator.comparingInt(Candidate::group)
                        .thenComparing(Comparator.comparingLong((Candidate each) -> each.row.people())
                                .reversed())
                        .thenComparing(each -> each.row.number()))
                .map(Candidate::row)
                .distinct()
                .limit(most)
                .toList();
    }

    /** Those elsewhere come behind all that lie where the qualifiers say. */
    private static void add(Row row, int group, List<Qualifier> qualifiers, List<Candidate> candidates) {
        if (row.kind() != Kind.AIRPORT && row.kind() != Kind.DISTRICT) {
            candidates.add(new Candidate(row, admit(qualifiers, row.number()) ? group : group + 2));
        }
    }

    private static boolean admit(List<Qualifier> qualifiers, int number) {
        return qualifiers.stream().allMatch(qualifier -> qualifier.admits(number));
    }
}
