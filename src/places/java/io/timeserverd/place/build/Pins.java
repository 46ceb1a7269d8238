package io.timeserverd.place.build;

import io.timeserverd.place.NameKeys;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Names that mean one place or region whatever the ranking says. A name pinned by hand draws the names in other scripts and
 * languages after it: where Barcelona in Venezuela is also called Барселона, that is pinned to the city in Spain, too.
 */
final class Pins {
    /** A place of so many people keeps its name. */
    private static final long KNOWN = 15_000;

    private final Map<String, Set<String>> byId = new HashMap<>();

    Pins(Sources sources) {
        for (var pin : sources.handTable("place-pins.tsv")) {
            byId.computeIfAbsent(pin[1], id -> new LinkedHashSet<>()).add(pin[0]);
        }
    }

    /** The names that are pinned to a row. */
    Set<String> of(String id) {
        return byId.getOrDefault(id, Set.of());
    }

    /** Those that are pinned to nothing in the tables. */
    Set<String> unused(Map<String, List<TableRow>> tables) {
        var unused = new HashSet<>(byId.keySet());
        tables.values().forEach(rows -> rows.forEach(row -> unused.remove(row.id())));
        return unused;
    }

    /** Pins what a pinned place and one of the same name are both called elsewhere. */
    void drawAlternates(List<City> cities, Alternates alternates) {
        Map<String, Set<City>> named = new HashMap<>();
        for (var city : cities) {
            city.keys()
                    .forEach(key -> named.computeIfAbsent(key, k -> new LinkedHashSet<>())
                            .add(city));
        }
        for (var city : cities) {
            var drawn = new LinkedHashSet<String>();
            for (var pin : of(city.id)) {
                for (var rival : named.getOrDefault(NameKeys.of(pin), Set.of())) {
                    if (rival != city
                            && city.keys().contains(NameKeys.of(pin))
                            && isSpelledAlike(city, rival, NameKeys.of(pin))) {
                        drawn.addAll(shared(city, rival, alternates, named));
                    }
                }
            }
            if (!drawn.isEmpty()) {
                byId.get(city.id).addAll(drawn);
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
