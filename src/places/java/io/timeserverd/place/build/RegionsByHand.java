package io.timeserverd.place.build;

import io.timeserverd.place.NameKeys;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Adds tables that are kept by hand to the divisions. These tables identify a division by country and GeoNames' name. */
final class RegionsByHand {
    private final Map<String, Division> divisions;
    private final Map<String, String> ids = new HashMap<>();

    /** The ids of second-level divisions. First-level ones of the same name go before them. */
    private final Map<String, String> districts = new HashMap<>();

    RegionsByHand(Map<String, Division> divisions) {
        this.divisions = divisions;
        divisions.forEach((id, division) -> (Division.isFirstLevel(id) ? ids : districts)
                .put(key(id.substring(0, 2), division.names.iterator().next()), id));
    }

    /** Columns: country, GeoNames' name, codes, more names, abbreviations. */
    void addNames(List<String[]> table) {
        for (String[] row : table) {
            String id = id(row[0], row[1]);
            Division division = divisions.get(id);
            list(row[2]).forEach(code -> division.addCode(id, code));
            division.names.addAll(list(row[3]));
            division.alternates.addAll(list(row[4]));
        }
    }

    /** Columns: country, names, GeoNames' names of its parts. A division that no longer exists goes to {@code former}. */
    void addFormer(List<String[]> table, Map<String, Division> former) {
        for (String[] row : table) {
            List<String> names = list(row[1]);
            Division division = divisions.get(ids.getOrDefault(key(row[0], names.get(0)), ""));
            if (division == null) {
                division = former.computeIfAbsent(row[0] + '.' + NameKeys.of(names.get(0)), id -> new Division());
                division.names.addAll(names);
            }
            for (String part : list(row[2])) {
                boolean isLent = part.startsWith("(");
                String id = id(row[0], isLent ? part.substring(1, part.length() - 1) : part);
                division.parts.add(id);
                if (isLent) {
                    division.lent.add(id);
                }
            }
        }
    }

    private String id(String country, String name) {
        String key = key(country, name);
        String id = ids.getOrDefault(key, districts.get(key));
        if (id == null) {
            throw new IllegalStateException("tables kept by hand: no region " + country + ' ' + name);
        }
        return id;
    }

    private static String key(String country, String name) {
        return country + ' ' + name;
    }

    private static List<String> list(String column) {
        return column.isEmpty() ? List.of() : List.of(column.split("\\|", -1));
    }
}
