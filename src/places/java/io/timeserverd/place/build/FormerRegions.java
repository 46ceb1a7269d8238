package io.timeserverd.place.build;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** First-level divisions that are no more: their places lie in others today, and people go on naming them. */
final class FormerRegions {
    private final Map<String, String> then = new HashMap<>();

    /** @param cities as they were when the base data were made */
    FormerRegions(List<City> cities) {
        cities.forEach(city -> then.put(city.id, city.regionId()));
    }

    /**
     * With the divisions of today in which their places lie.
     *
     * @param cities the same as they are today
     * @param names of each, by GeoNames' codes of then
     */
    List<TableRow> rows(List<City> cities, Map<String, Set<String>> names, Regions regions) {
        Map<String, Set<String>> parts = new TreeMap<>();
        Map<String, Division> divisions = new TreeMap<>();
        for (var city : cities) {
            var id = then.getOrDefault(city.id, "");
            if (names.containsKey(id) && regions.has(city.districtId())) {
                parts.computeIfAbsent(id, i -> new TreeSet<>()).add(city.districtId());
                divisions.computeIfAbsent(id, i -> new Division()).count(city);
            }
        }
        var rows = new ArrayList<TableRow>();
        divisions.forEach((id, division) -> {
            division.names.addAll(names.get(id));
            rows.add(division.row(id + "-former", division.zones(), Set.of(), String.join(" ", parts.get(id))));
        });
        return rows;
    }
}
