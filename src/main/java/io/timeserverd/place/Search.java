package io.timeserverd.place;

import io.timeserverd.place.Match.NameType;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds rows by code, then by name, then by the beginning of a name; each time the heaviest first. */
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
            add(coded(text), found, most);
        }
        add(finder.candidates(text), found, most);
        // A name with qualifiers is whole, and too many names begin with one letter.
        String beginning = NameKeys.of(text);
        if (QualifiedNames.parts(text).size() == 1 && beginning.length() > 1) {
            add(rows(names.beginningWith(beginning, 2 * most, number -> true)), found, most);
        }
        return found.values();
    }

    /** Rows with a code that may stand alone. */
    private List<PlaceRow> coded(String code) {
        return rows(names.coded(code).stream()
                .filter(match -> match.nameType() != NameType.QUALIFYING_CODE)
                .toList());
    }

    private static List<PlaceRow> rows(List<Match> matches) {
        return matches.stream().map(Match::row).toList();
    }

    private static void add(List<PlaceRow> rows, Map<Integer, PlaceRow> found, int most) {
        for (PlaceRow row : rows) {
            if (found.size() < most) {
                found.putIfAbsent(row.number(), row);
            }
        }
    }
}
