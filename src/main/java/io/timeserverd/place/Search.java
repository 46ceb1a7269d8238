package io.timeserverd.place;

import io.timeserverd.place.Match.How;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds rows by a code, a name and its beginning, in this order, the heaviest first among those found in the same way. */
final class Search {
    private final Names names;
    private final Finder finder;

    Search(Names names, Finder finder) {
        this.names = names;
        this.finder = finder;
    }

    Collection<Row> find(String text, int most) {
        Map<Integer, Row> found = new LinkedHashMap<>();
        if (text.equals(text.toUpperCase(Locale.ROOT))) {
            add(bearers(text), found, most);
        }
        add(finder.candidates(text), found, most);
        // A name with qualifiers, and one letter, are no beginnings.
        var beginning = Keys.of(text);
        if (QualifiedNames.parts(text).size() == 1 && beginning.length() > 1) {
            add(rows(names.beginningWith(beginning, 2 * most, number -> true)), found, most);
        }
        return found.values();
    }

    /** What has the code, where it stands alone. */
    private List<Row> bearers(String code) {
        return rows(names.coded(code).stream()
                .filter(match -> match.how() != How.QUALIFYING_CODE)
                .toList());
    }

    private static List<Row> rows(List<Match> matches) {
        return matches.stream().map(Match::row).toList();
    }

    private static void add(List<Row> rows, Map<Integer, Row> found, int most) {
        for (var row : rows) {
            if (found.size() < most) {
                found.putIfAbsent(row.number(), row);
            }
        }
    }
}
