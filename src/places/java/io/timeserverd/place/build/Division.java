package io.timeserverd.place.build;

import io.timeserverd.place.NameKeys;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A division of a country on its way into the tables. Its first name is the one to show. */
final class Division {
    final Set<String> names = new LinkedHashSet<>();
    final Set<String> alternates = new LinkedHashSet<>();
    final Set<String> codes = new LinkedHashSet<>();

    /** Names in the national languages, in Latin letters, without words for kinds of divisions. */
    final Set<String> ofTheCountry = new LinkedHashSet<>();

    /** Ids of other divisions whose places this one admits as a qualifier. */
    final Set<String> parts = new TreeSet<>();

    /** Those of {@link #parts} whose people do not count for this one. */
    final Set<String> lent = new TreeSet<>();

    private final Map<String, Long> peopleByZone = new TreeMap<>();

    static boolean isFirstLevel(String id) {
        return id.indexOf('.') == id.lastIndexOf('.');
    }

    /** Adds the code, without the country, of a first-level division. Leaves out codes of digits, which nobody types. */
    void addCode(String id, String code) {
        if (isFirstLevel(id) && code.matches("[A-Z]{2,3}")) {
            codes.add(code);
        }
    }

    /** Counts the people of a city that lies in it. */
    void count(City city) {
        peopleByZone.merge(city.zone, Math.max(1, city.people), Long::sum);
    }

    boolean isEmpty() {
        return peopleByZone.isEmpty();
    }

    boolean isCalledLike(City city) {
        return Stream.concat(names.stream(), alternates.stream())
                .anyMatch(name -> city.keys().contains(NameKeys.of(DivisionNames.bare(name))));
    }

    /** All zones in it, that of most people first. */
    List<String> zones() {
        return peopleByZone.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private long people() {
        return peopleByZone.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * @param zones its zones; those of the division that it is part of if no place is known in it
     */
    TableRow row(String id, List<String> zones, Set<String> pins) {
        List<String> called = DivisionNames.distinct(names);
        // Half of the counties of the United States share their names with towns: Orange does not mean Orange County.
        List<String> bare = names.stream().map(DivisionNames::bare).toList();
        if (isFirstLevel(id)) {
            called = DivisionNames.distinct(DivisionNames.join(called, bare));
        }
        List<String> all = DivisionNames.join(
                DivisionNames.join(called, alternates),
                DivisionNames.join(
                        bare, alternates.stream().map(DivisionNames::bare).toList()));
        var others = new ArrayList<>(DivisionNames.distinct(all));
        others.removeAll(called);
        return new TableRow(
                id,
                id.substring(0, 2),
                isFirstLevel(id) ? "" : id.substring(0, id.lastIndexOf('.')),
                "",
                zones.get(0),
                people(),
                "",
                0,
                0,
                called,
                others,
                List.copyOf(codes),
                List.copyOf(pins),
                zones,
                String.join(" ", parts));
    }
}
