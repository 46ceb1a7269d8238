package io.timeserverd.place.build;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** First-level divisions that no longer exist. Their places are in others today, but people still use their names. */
final class FormerRegions {
    /** The places of each division, by GeoNames' codes at the time of the base data. */
    private final Map<String, List<City>> places;

    /** @param cities as in the base data; the methods below see them after they were updated */
    FormerRegions(List<City> cities) {
        places = cities.stream().collect(Collectors.groupingBy(City::regionId, TreeMap::new, Collectors.toList()));
    }

    /** Whether most people of a division live in other divisions today. */
    boolean isGone(String id) {
        long stayed = 0;
        long all = 0;
        for (City city : places.getOrDefault(id, List.of())) {
            long people = Math.max(1, city.people);
            stayed += city.regionId().equals(id) ? people : 0;
            all += people;
        }
        return 2 * stayed < all;
    }

    /**
     * The rows, with the present divisions in which the places lie.
     *
     * @param former by former ids; the parts of one without parts are the districts in which its places lie now
     */
    List<TableRow> rows(Map<String, Division> former, Regions regions) {
        return former.entrySet().stream()
                .flatMap(entry -> row(entry.getKey(), entry.getValue(), regions).stream())
                .toList();
    }

    private Optional<TableRow> row(String id, Division division, Regions regions) {
        if (division.parts.isEmpty()) {
            for (City city : places.getOrDefault(id, List.of())) {
                if (regions.has(city.districtId())) {
                    division.parts.add(city.districtId());
                    division.count(city);
                }
            }
        } else {
            var counted = new HashSet<>(division.parts);
            counted.removeAll(division.lent);
            places.values()
                    .forEach(some -> some.stream()
                            .filter(city -> counted.contains(city.regionId()) || counted.contains(city.districtId()))
                            .forEach(division::count));
        }
        return division.isEmpty()
                ? Optional.empty()
                : Optional.of(division.row(id + "-former", division.zones(), Set.of()));
    }
}
