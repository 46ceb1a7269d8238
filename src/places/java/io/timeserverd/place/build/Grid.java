package io.timeserverd.place.build;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The places of each country by their coordinates. */
final class Grid {
    /** Width and height of a cell in degrees. */
    static final double CELL = 0.1;

    private static final int FARTHEST_CELLS = 20;

    private final Map<String, List<City>> cells = new HashMap<>();

    Grid(Collection<City> cities) {
        cities.forEach(
                city -> cells.computeIfAbsent(cell(city.country, row(city), column(city)), c -> new ArrayList<>())
                        .add(city));
    }

    /**
     * The places of the same country within {@code degrees} of latitude and of longitude.
     *
     * @param degrees at most {@link #CELL}
     */
    Stream<City> around(City city, double degrees) {
        return cells(city.country, row(city), column(city), 1).filter(other -> other.near(city, degrees));
    }

    /** The nearest place of a country within two degrees. */
    Optional<City> nearest(String country, double latitude, double longitude) {
        for (int distance = 1; distance <= FARTHEST_CELLS; distance++) {
            Optional<City> nearest = cells(country, Math.round(latitude / CELL), Math.round(longitude / CELL), distance)
                    .min((a, b) -> Double.compare(squared(a, latitude, longitude), squared(b, latitude, longitude)));
            if (nearest.isPresent()) {
                return nearest;
            }
        }
        return Optional.empty();
    }

    /** In squared degrees of latitude. */
    static double squared(City city, double latitude, double longitude) {
        double north = city.latitude - latitude;
        double east = (city.longitude - longitude) * Math.cos(Math.toRadians(latitude));
        return north * north + east * east;
    }

    private Stream<City> cells(String country, long row, long column, int distance) {
        var found = new ArrayList<City>();
        for (long y = row - distance; y <= row + distance; y++) {
            for (long x = column - distance; x <= column + distance; x++) {
                found.addAll(cells.getOrDefault(cell(country, y, x), List.of()));
            }
        }
        return found.stream();
    }

    private static long row(City city) {
        return Math.round(city.latitude / CELL);
    }

    private static long column(City city) {
        return Math.round(city.longitude / CELL);
    }

    private static String cell(String country, long row, long column) {
        return country + ' ' + row + ' ' + column;
    }
}
