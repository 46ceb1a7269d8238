package io.timeserverd.place.build;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All keys, with references to the rows that have them: most people first. */
final class NameTable {
    private static final int MOST = 25;

    private final Map<String, List<Reference>> references = new TreeMap<>();

    private record Reference(char mark, long population, String id) {
        @Override
        public String toString() {
            int magnitude = 63 - Long.numberOfLeadingZeros(Math.max(1, population));
            return "" + mark + (char) ('a' + Math.min(MOST, magnitude)) + id;
        }
    }

    void add(Row row) {
        for (var key : row.keys()) {
            char last = key.charAt(key.length() - 1);
            boolean marked = last == '!' || last == '=';
            add(marked ? key.substring(0, key.length() - 1) : key, marked ? last : '-', row);
        }
        row.alternates().forEach(key -> add(key, '~', row));
    }

    private void add(String key, char mark, Row row) {
        references.computeIfAbsent(key, k -> new ArrayList<>()).add(new Reference(mark, row.population(), row.id()));
    }

    List<String> lines() {
        var lines = new ArrayList<String>();
        references.forEach((key, rows) -> {
            rows.sort(Comparator.comparingLong(Reference::population).reversed().thenComparing(Reference::id));
            lines.add(key
                    + '\t'
                    + String.join(" ", rows.stream().map(Reference::toString).toList()));
        });
        return lines;
    }
}
