package io.timeserverd.place.build;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds the zone of each place against the boundaries of zones. Where they have another zone of the same country for its
 * coordinates the boundaries are right: GeoNames' zones lag behind the laws. A zone of another country tells only that the
 * coordinates are not exact.
 */
final class Referee {
    private final Map<String, List<String>> zones = new HashMap<>();
    private final TimeZones known;

    Referee(Sources sources, TimeZones known) {
        this.known = known;
        for (var row : sources.table("../referee.tsv")) {
            zones.put(row[0], Arrays.asList(row[1].split(" ", -1)));
        }
    }

    /** The zones of a place by its coordinates. */
    List<String> zones(City city) {
        return zones.getOrDefault(city.id, List.of()).stream()
                .filter(zone -> known.coordinates.containsKey(zone))
                .toList();
    }

    /** Corrects the zone, and says so. */
    void judge(City city) {
        var allowed = known.ofCountry.getOrDefault(city.country, List.of());
        var right = zones(city).stream().filter(allowed::contains).toList();
        if (right.isEmpty() && allowed.size() == 1) {
            right = allowed; // whatever the boundaries of a merged zone: zone.tab has one for the country
        }
        if (right.isEmpty() || right.contains(city.zone)) {
            return;
        }
        System.out.printf(
                "%s %s, %s (%,d people): %s, not %s%n",
                city.id, city.name(), city.country, city.people, right.get(0), city.zone);
        city.zone = right.get(0);
    }
}
