package io.timeserverd.place.build;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Places for zones in which GeoNames has none, at the coordinates of zone.tab. */
final class ZonePlaces {
    private ZonePlaces() {}

    /** A place for each zone without one in {@code cities}, such as Eucla and Lord Howe. */
    static List<City> missingFrom(List<City> cities, Sources sources, TimeZones zones) {
        Set<String> seen = new HashSet<>();
        cities.forEach(city -> seen.add(city.zone));
        Map<String, Object> english = JsonReader.object(
                sources.json("cldr-dates-full/main/en/timeZoneNames.json"),
                "main",
                "en",
                "dates",
                "timeZoneNames",
                "zone");
        var places = new ArrayList<City>();
        zones.ofCountry.forEach((country, ids) -> {
            for (String id : ids) {
                if (seen.add(id)) {
                    double[] at = zones.coordinates.get(id);
                    var city = new City(id, ownName(id), country, at[0], at[1], "", List.of());
                    city.zone = id;
                    String exemplar = exemplarCity(english, id);
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
        Map<String, Object> here = zoneNames;
        for (String part : id.split("/", -1)) {
            here = JsonReader.object(here.getOrDefault(part, Map.of()));
        }
        return (String) here.get("exemplarCity");
    }
}
