package io.timeserverd.place.build;

import io.timeserverd.place.NameKeys;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Names that mean one place or region whatever the ranking says. If a name is pinned by hand, names in other scripts and
 * languages that its namesakes have, too, are pinned as well: Барселона to the city in Spain, not in Venezuela.
 */
final class Pins {
    /** A place of so many people keeps its name. */
    private static final long KNOWN = 15_000;

    private final Map<String, Set<String>> byId = new HashMap<>();

    Pins(Sources sources) {
        for (String[] pin : sources.handTable("place-pins.tsv")) {
            byId.computeIfAbsent(pin[1], id -> new LinkedHashSet<>()).add(pin[0]);
        }
    }

    /** The names that are pinned to the row with an id. */
    Set<String> of(String id) {
        return byId.getOrDefault(id, Set.of());
    }

    /** The ids with pins that are not in the tables. */
    Set<String> unused(Map<String, List<TableRow>> tables) {
        var unused = new HashSet<>(byId.keySet());
        tables.values().forEach(rows -> rows.forEach(row -> unused.remove(row.id())));
        return unused;
    }

    /** Pins the alternative names that a place shares with its namesakes, if its name is pinned. */
    void pinAlternates(List<City> cities, Alternates alternates) {
        Map<String, Set<City>> named = new HashMap<>();
        for (City city : cities) {
            city.keys()
                    .forEach(key -> named.computeIfAbsent(key, k -> new LinkedHashSet<>())
                            .add(city));
        }
        for (City city : cities) {
            var pinned = new LinkedHashSet<String>();
            for (String pin : of(city.id)) {
                for (City rival : named.getOrDefault(NameKeys.of(pin), Set.of())) {
                    if (rival != city
                            && city.keys().contains(NameKeys.of(pin))
                            && isSpelledAlike(city, rival, NameKeys.of(pin))) {
                        pinned.addAll(shared(city, rival, alternates, named));
                    }
                }
            }
            if (!pinned.isEmpty()) {
                byId.get(city.id).addAll(pinned);
            }
        }
    }

    /** Whether the name has the same accents for both: San José is pinned to Costa Rica, but San Jose is in California. */
    private static boolean isSpelledAlike(City city, City rival, String key) {
        return rival.names().stream()
                .filter(name -> NameKeys.of(name).equals(key))
                .anyMatch(name -> city.names().stream()
                        .anyMatch(other -> NameKeys.accented(other).equals(NameKeys.accented(name))));
    }

    private static List<String> shared(City city, City rival, Alternates alternates, Map<String, Set<City>> named) {
        var keys = new HashSet<String>();
        alternates.of(rival).forEach(name -> keys.add(NameKeys.of(name)));
        return alternates.of(city).stream()
                .filter(name -> keys.contains(NameKeys.of(name)))
                .filter(name -> named.getOrDefault(NameKeys.of(name), Set.of()).stream()
                        .allMatch(other -> other == city || other.people < KNOWN))
                .toList();
    }
}
