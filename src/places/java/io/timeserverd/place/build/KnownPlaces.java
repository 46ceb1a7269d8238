package io.timeserverd.place.build;

import io.timeserverd.place.NameKeys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Places so large that many people mean them: their names are not given up for what some language calls a country. */
final class KnownPlaces {
    private static final long KNOWN = 15_000;

    /** So many people mean one as large that even a larger country of the name in a widespread language gives way. */
    private static final long WELL_KNOWN = 100_000;

    private final Map<String, List<City>> byKey = new HashMap<>();
    private final Set<String> accented = new HashSet<>();

    KnownPlaces(List<City> cities) {
        for (var city : cities) {
            if (city.people >= KNOWN || city.isCapital()) {
                city.keys()
                        .forEach(key -> byKey.computeIfAbsent(key, k -> new ArrayList<>())
                                .add(city));
                city.names().forEach(name -> accented.add(NameKeys.accented(name)));
            }
        }
    }

    /** Whether a place has the name with just these accents. */
    boolean isSpelledSo(String name) {
        return accented.contains(NameKeys.accented(name));
    }

    /**
     * Whether {@code key} means a place rather than the country. One in the country itself does no harm.
     *
     * @param usual whether a widespread language calls the country so
     * @param people of the country
     */
    boolean isMeant(String key, String country, boolean usual, long people) {
        var places = byKey.getOrDefault(key, List.of());
        if (places.isEmpty() || places.stream().anyMatch(city -> city.country.equals(country))) {
            return false;
        }
        long most = places.stream()
                .mapToLong(city -> city.isCapital() ? Math.max(WELL_KNOWN, city.people) : city.people)
                .max()
                .getAsLong();
        return !usual || most >= WELL_KNOWN || most >= people;
    }
}
