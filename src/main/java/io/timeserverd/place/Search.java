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

    Collection<PlaceRow> find(String text, int most) {
        Map<Integer, PlaceRow> found = new LinkedHashMap<>();
        if (text.equals(text.toUpperCase(Locale.ROOT))) {
            add(bearers(text), found, most);
        }
        add(finder.candidates(text), found, most);
        // A name with qualifiers, and one letter, are no beginnings.
        var beginning = NameKeys.of(text);
        if (QualifiedNames.parts(text).size() == 1 && beginning.length() > 1) {
            add(rows(names.beginningWith(beginning, 2 * most, number -> true)), found, most);
        }
        return found.values();
    }

    /** What has the code, where it stands alone. */
    private List<PlaceRow> bearers(String code) {
        return rows(names.coded(code).stream()
                .filter(match -> match.how() != How.QUALIFYING_CODE)
                .toList());
    }

    private static List<PlaceRow> rows(List<Match> matches) {
        return matches.stream().map(Match::row).toList();
    }

    private static void add(List<PlaceRow> rows, Map<Integer, PlaceRow> found, int most) {
        for (var row : rows) {
            if (found.size() < most) {
                found.putIfAbsent(row.number(), row);
            }
        }
    }
}
