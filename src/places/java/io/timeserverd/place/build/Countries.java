package io.timeserverd.place.build;

import io.timeserverd.place.Keys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Countries: their codes, their names in every language of the CLDR, their zones and capitals. */
final class Countries {
    /** GeoNames and the CLDR know it; ISO 3166 and zone.tab do not. */
    private static final String KOSOVO = "XK";

    /** A place that many people mean is not given up for what some language calls a country. */
    private static final long KNOWN_PLACE = 50_000;

    private final Sources sources;
    private final TimeZones zones;
    private final Map<String, Object> codeMappings;
    private final Map<String, City> capitals = new HashMap<>();
    private final Map<String, Set<String>> foreign = new TreeMap<>();
    private final Map<String, String> english = new HashMap<>();
    private final Map<String, Set<String>> own = new HashMap<>();
    private final Map<String, String> defaults = new HashMap<>();

    Countries(Sources sources, TimeZones zones, List<City> cities) {
        this.sources = sources;
        this.zones = zones;
        codeMappings =
                Json.object(sources.json("cldr-core/supplemental/codeMappings.json"), "supplemental", "codeMappings");
        cities.stream().filter(city -> city.capital).forEach(city -> capitals.put(city.country, city));
        readNames();
        readHandTable();
        dropWhatPlacesAreKnownBy(cities);
        dropCodes();
    }

    private Set<String> codes() {
        var codes = new TreeSet<>(zones.ofCountry.keySet());
        codes.add(KOSOVO);
        return codes;
    }

    String name(String country) {
        return english.get(country);
    }

    private void readNames() {
        for (var locale : sources.list("cldr-localenames-full/main")) {
            var file = "cldr-localenames-full/main/" + locale + "/territories.json";
            if (!sources.exists(file)) {
                continue;
            }
            var names = Json.object(sources.json(file), "main", locale, "localeDisplayNames", "territories");
            for (var code : codes()) {
                var all = names(names, code);
                foreign.computeIfAbsent(code, c -> new LinkedHashSet<>()).addAll(all);
                if (locale.equals("en")) {
                    english.put(code, Objects.toString(names.get(code)));
                    own.computeIfAbsent(code, c -> new LinkedHashSet<>()).addAll(all);
                }
            }
        }
    }

    /** What one language calls a country: "Myanmar (Burma)" counts with and without the brackets. */
    private static Set<String> names(Map<String, Object> territories, String code) {
        var keys = new LinkedHashSet<String>();
        for (var suffix : List.of("", "-alt-short", "-alt-variant")) {
            var name = (String) territories.get(code + suffix);
            if (name != null && !name.equals(code)) {
                keys.add(Keys.of(name));
                keys.add(Keys.of(name.replaceAll("[(（].*?[)）]", "")));
            }
        }
        keys.removeIf(key -> key.isEmpty() || (key.length() == 1 && key.charAt(0) < 0x80));
        return keys;
    }

    /** Columns: code, name to show or nothing, more names, zone or nothing. */
    private void readHandTable() {
        for (var row : sources.handTable("countries.tsv")) {
            if (!row[1].isEmpty()) {
                english.put(row[0], row[1]);
                own.get(row[0]).add(Keys.of(row[1]));
            }
            for (var name : row[2].split("\\|", -1)) {
                own.get(row[0]).add(Keys.of(name));
            }
            if (!row[3].isEmpty()) {
                defaults.put(row[0], row[3]);
            }
        }
    }

    /** Grenada is Granada in Spanish, but who says Granada means the city. */
    private void dropWhatPlacesAreKnownBy(List<City> cities) {
        Map<String, Set<String>> countriesOf = new HashMap<>();
        for (var city : cities) {
            if (city.population >= KNOWN_PLACE || city.capital) {
                city.keys()
                        .forEach(key -> countriesOf
                                .computeIfAbsent(key, k -> new HashSet<>())
                                .add(city.country));
            }
        }
        foreign.forEach((code, keys) -> keys.removeIf(key -> {
            var others = new HashSet<>(countriesOf.getOrDefault(key, Set.of()));
            return !own.get(code).contains(key) && !others.isEmpty() && !others.contains(code);
        }));
    }

    /** What some language calls a country may be the code of another one, or an abbreviation: CAT, for Chad. */
    private void dropCodes() {
        var codes = new HashSet<String>();
        sources.handTable("abbreviations.tsv").forEach(row -> codes.add(Keys.of(row[0])));
        for (var code : codes()) {
            codes.add(Keys.of(code));
            codes.add(Keys.of(alpha3(code)));
        }
        foreign.values().forEach(keys -> keys.removeAll(codes));
    }

    private String alpha3(String code) {
        return (String) Json.object(codeMappings, code).get("_alpha3");
    }

    /** The rows; their detail is the country's zones. */
    List<Row> rows() {
        var rows = new ArrayList<Row>();
        for (var code : codes()) {
            var keys = new LinkedHashSet<String>();
            keys.add(Keys.of(code));
            keys.add(Keys.of(alpha3(code)));
            keys.addAll(own.get(code));
            rows.add(new Row(
                    code,
                    code,
                    "",
                    zone(code),
                    0,
                    String.join(" ", zones.ofCountry.getOrDefault(code, List.of(zone(code)))),
                    List.of(english.get(code)),
                    keys,
                    foreign.get(code)));
        }
        return rows;
    }

    /** The capital's zone; without a capital, the one given by hand, or the first that zone.tab has. */
    private String zone(String code) {
        var capital = capitals.get(code);
        return capital != null
                ? capital.zone
                : defaults.getOrDefault(
                        code, zones.ofCountry.getOrDefault(code, List.of("")).get(0));
    }
}
