package io.timeserverd.place.build;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares the zone of each place with the boundaries of zones. If its coordinates are in another zone of the same country, the
 * boundaries are right, since GeoNames follows changes of law late. If they are in a zone of another country, they are not
 * exact, and the zone stays.
 */
final class ZoneBoundaries {
    private final Map<String, List<String>> zones = new HashMap<>();
    private final TimeZones known;

    ZoneBoundaries(Sources sources, TimeZones known) {
        this.known = known;
        for (String[] row : sources.table("../boundaries.tsv")) {
            zones.put(row[0], Arrays.asList(row[1].split(" ", -1)));
        }
    }

    /** The zones of a place by its coordinates. */
    List<String> zones(City city) {
        return zones.getOrDefault(city.id, List.of()).stream()
                .filter(zone -> known.coordinates.containsKey(zone))
                .toList();
    }

    /** Corrects the zone of a place, and prints what it corrects. */
    void correct(City city) {
        List<String> allowed = known.ofCountry.getOrDefault(city.country, List.of());
        List<String> right = zones(city).stream().filter(allowed::contains).toList();
        if (right.isEmpty() && allowed.size() == 1) {
            right = allowed; // the boundaries may have merged the zone that zone.tab has for the country
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
