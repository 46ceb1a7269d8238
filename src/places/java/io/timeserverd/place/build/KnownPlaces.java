package io.timeserverd.place.build;

import io.timeserverd.place.NameKeys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Places so large that people mean them by their names, even if some language calls a country so. */
final class KnownPlaces {
    private static final long KNOWN = 15_000;

    /** A place of so many people keeps its name even from a larger country with that name in a widespread language. */
    private static final long WELL_KNOWN = 100_000;

    private final Map<String, List<City>> byKey = new HashMap<>();
    private final Set<String> accented = new HashSet<>();

    KnownPlaces(List<City> cities) {
        for (City city : cities) {
            if (city.people >= KNOWN || city.isCapital()) {
                city.keys()
                        .forEach(key -> byKey.computeIfAbsent(key, k -> new ArrayList<>())
                                .add(city));
                city.names().forEach(name -> accented.add(NameKeys.accented(name)));
            }
        }
    }

    /** Whether a place has the name with exactly these accents. */
    boolean isSpelledSo(String name) {
        return accented.contains(NameKeys.accented(name));
    }

    /**
     * Whether {@code key} means a place rather than the country. A place in the country itself does not count.
     *
     * @param usual whether that is a usual name of the country in a widespread language
     * @param people the population of the country
     */
    boolean isMeant(String key, String country, boolean usual, long people) {
        List<City> places = byKey.getOrDefault(key, List.of());
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
