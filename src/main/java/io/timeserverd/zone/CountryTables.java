package io.timeserverd.zone;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The tables of the time-zone database from which {@link Countries} are read. Malformed lines are skipped.
 *
 * @param names {@code iso3166.tab}: code and English name
 * @param zones {@code zone.tab} or {@code zone1970.tab}: codes, coordinates and zone id
 */
record CountryTables(String names, String zones) {
    private static final int MAX_NAME_LENGTH = 100;

    /** The countries, with those of their zones that {@code isZone} accepts. */
    Countries read(Predicate<String> isZone) {
        Map<String, String> nameOf = namesByCode();
        var all = new ArrayList<Countries.Country>();
        zonesByCode(isZone)
                .forEach((code, ids) ->
                        all.add(new Countries.Country(code, nameOf.getOrDefault(code, code), List.copyOf(ids))));
        all.sort(Comparator.comparing(Countries.Country::code));
        return new Countries(all);
    }

    /** The ids in the table of zones that {@code isZone} does not accept. */
    List<String> missing(Predicate<String> isZone) {
        return rows(zones).stream()
                .filter(row -> row.length >= 3 && !isZone.test(row[2]))
                .map(row -> row[2])
                .toList();
    }

    private Map<String, Set<String>> zonesByCode(Predicate<String> isZone) {
        var zonesOf = new LinkedHashMap<String, Set<String>>();
        for (String[] row : rows(zones)) {
            if (row.length >= 3 && isZone.test(row[2])) {
                for (String code : row[0].split(",", -1)) {
                    if (isCode(code)) {
                        zonesOf.computeIfAbsent(code, c -> new LinkedHashSet<>())
                                .add(row[2]);
                    }
                }
            }
        }
        return zonesOf;
    }

    private Map<String, String> namesByCode() {
        var nameOf = new HashMap<String, String>();
        for (String[] row : rows(names)) {
            if (row.length >= 2 && isName(row[1])) {
                nameOf.putIfAbsent(row[0], row[1]);
            }
        }
        return nameOf;
    }

    private static List<String[]> rows(String table) {
        return table.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\t", -1))
                .toList();
    }

    private static boolean isCode(String text) {
        return text.length() == 2 && text.chars().allMatch(c -> c >= 'A' && c <= 'Z');
    }

    /** Names are shown to clients and in logs, so they have no control characters, and are UTF-8. */
    private static boolean isName(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_NAME_LENGTH
                && text.chars().noneMatch(c -> Character.isISOControl(c) || c == '\uFFFD');
    }
}
