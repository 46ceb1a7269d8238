package io.timeserverd.place;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds rows by the name, by its beginning, and by a part of it, in this order, most people first among
 * those found in the same way.
 *
 * <p>The search for a part looks through all keys, a few milliseconds.
 */
final class Search {
    private final Names names;
    private final Finder finder;

    Search(Names names, Finder finder) {
        this.names = names;
        this.finder = finder;
    }

    Collection<Row> find(String text, int most) {
        Map<String, Row> found = new LinkedHashMap<>();
        add(finder.candidates(text), found, most);
        var wanted = Keys.of(text).getBytes(StandardCharsets.UTF_8);
        // A name with qualifiers, and one letter, are no beginnings.
        if (text.indexOf(',') < 0 && wanted.length > 1) {
            add(beginningWith(wanted, most), found, most);
            if (found.size() < most) {
                add(having(wanted, most), found, most);
            }
        }
        return found.values();
    }

    private static void add(List<Row> rows, Map<String, Row> found, int most) {
        for (var row : rows) {
            if (found.size() < most) {
                found.putIfAbsent(row.id(), row);
            }
        }
    }

    private List<Row> beginningWith(byte[] wanted, int most) {
        var shortlist = new Shortlist(names);
        var lines = names.lines();
        for (int line = lines.ceiling(wanted); lines.startsWith(line, wanted); line = lines.next(line)) {
            shortlist.add(line);
        }
        return shortlist.rows(most);
    }

    private List<Row> having(byte[] wanted, int most) {
        var shortlist = new Shortlist(names);
        var lines = names.lines();
        for (int line = lines.having(wanted, lines.first());
                lines.isAt(line);
                line = lines.having(wanted, lines.next(line))) {
            shortlist.add(line);
        }
        return shortlist.rows(most);
    }
}
