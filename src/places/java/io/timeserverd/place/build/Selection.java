package io.timeserverd.place.build;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which places are kept. */
final class Selection {
    private static final long LARGE_ENOUGH = 10_000;

    private static final Comparator<City> MOST_POPULOUS =
            Comparator.<City>comparingLong(city -> city.population).reversed().thenComparing(city -> city.id);

    private Selection() {}

    /** Places of 10,000 people, capitals of countries and regions, and the largest place of each zone. */
    static List<City> of(List<City> cities, Sources sources, TimeZones zones) {
        var sorted = new ArrayList<>(cities);
        sorted.sort(MOST_POPULOUS);
        var kept = new ArrayList<City>();
        Set<String> seen = new HashSet<>();
        for (var city : sorted) {
            boolean firstOfZone = seen.add(city.zone);
            if (firstOfZone || city.population >= LARGE_ENOUGH || city.feature.matches("PPLC|PPLA")) {
                kept.add(city);
            }
        }
        kept.addAll(placesOfOtherZones(seen, sources, zones));
        return kept;
    }

    /** A place for every zone in which GeoNames has none: where zone.tab puts it. */
    private static List<City> placesOfOtherZones(Set<String> seen, Sources sources, TimeZones zones) {
        var english = Json.object(
                sources.json("cldr-dates-full/main/en/timeZoneNames.json"),
                "main",
                "en",
                "dates",
                "timeZoneNames",
                "zone");
        var places = new ArrayList<City>();
        zones.ofCountry.forEach((country, ids) -> {
            for (var id : ids) {
                if (seen.add(id)) {
                    var at = zones.coordinates.get(id);
                    var city = new City(id, ownName(id), country, at[0], at[1], "", List.of());
                    city.zone = id;
                    city.region = "";
                    city.district = "";
                    var exemplar = exemplarCity(english, id);
                    if (exemplar != null) {
                        city.rename(exemplar);
                    }
                    places.add(city);
                }
            }
        });
        return places;
    }

    private static String ownName(String id) {
        return id.substring(id.lastIndexOf('/') + 1).replace('_', ' ');
    }

    private static String exemplarCity(Map<String, Object> zoneNames, String id) {
        var here = zoneNames;
        for (var part : id.split("/", -1)) {
            here = Json.object(here.getOrDefault(part, Map.of()));
        }
        return (String) here.get("exemplarCity");
    }
}
