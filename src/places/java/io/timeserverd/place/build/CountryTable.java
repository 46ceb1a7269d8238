package io.timeserverd.place.build;

import io.timeserverd.place.NameKeys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Countries: their codes, their names in every language of the CLDR, their zones and capitals. */
final class CountryTable {
    /** Countries that zone.tab lacks: Kosovo, which ISO 3166 lacks, too, and two islands without people. */
    private static final List<String> WITHOUT_ZONES = List.of("BV", "HM", "XK");

    /** Names that are left out because they look like codes: some languages write RJ for the United Kingdom. */
    private static final Pattern SHORT = Pattern.compile("[A-Z.]{1,4}|\\p{ASCII}");

    private final Sources sources;
    private final TimeZones zones;
    private final Map<String, Object> codeMappings;
    private final Languages languages;
    private final Map<String, City> capitals = new HashMap<>();

    /** By country, another country that people count it to: Hong Kong, China. */
    private final Map<String, String> owners = new HashMap<>();

    /** By country and key, the names in all languages. */
    private final Map<String, Map<String, String>> foreign = new TreeMap<>();

    /** By country, the keys of its usual names in widespread languages. */
    private final Map<String, Set<String>> usual = new HashMap<>();

    /** By country and key, its names in its own official languages. */
    private final Map<String, Map<String, String>> ofItsLanguages = new TreeMap<>();

    /** By country and key, its English names and those given by hand, the one to show first. */
    private final Map<String, Map<String, String>> own = new HashMap<>();

    /** By country, the zone if it has no capital. */
    private final Map<String, String> defaults = new HashMap<>();

    /** By country, its initials in other languages, such as EUA and RDC. They are no names: an island is called ʻEua. */
    private final Map<String, String> initials = new HashMap<>();

    CountryTable(Sources sources, TimeZones zones, List<City> cities, Regions regions) {
        this.sources = sources;
        this.zones = zones;
        codeMappings = JsonReader.object(
                sources.json("cldr-core/supplemental/codeMappings.json"), "supplemental", "codeMappings");
        languages = new Languages(sources);
        cities.stream().filter(City::isCapital).forEach(city -> capitals.put(city.country, city));
        readNames();
        readMoreNames();
        ofItsLanguages.forEach((code, names) -> names.forEach(own.get(code)::putIfAbsent));
        readHandTable();
        dropNamesOfOthers(regions);
        dropNamesOfKnownPlaces(new KnownPlaces(cities));
    }

    private Set<String> codes() {
        var codes = new TreeSet<>(zones.ofCountry.keySet());
        codes.addAll(WITHOUT_ZONES);
        return codes;
    }

    private void readNames() {
        for (String locale : sources.list("cldr-localenames-full/main")) {
            String file = "cldr-localenames-full/main/" + locale + "/territories.json";
            if (!sources.exists(file)) {
                continue;
            }
            Map<String, Object> names =
                    JsonReader.object(sources.json(file), "main", locale, "localeDisplayNames", "territories");
            for (String code : codes()) {
                Map<String, String> all = names(names, code);
                foreign.computeIfAbsent(code, c -> new LinkedHashMap<>()).putAll(all);
                if (Languages.isWidespread(locale)) {
                    usual.computeIfAbsent(code, c -> new HashSet<>()).addAll(all.keySet());
                }
                if (locale.equals("en")) {
                    own.put(code, new LinkedHashMap<>(all));
                } else if (languages.isOfficial(locale, code)) {
                    ofItsLanguages
                            .computeIfAbsent(code, c -> new LinkedHashMap<>())
                            .putAll(all);
                }
            }
        }
    }

    /** Adds names in 78 languages, official names among them. */
    private void readMoreNames() {
        for (String file : sources.list("i18n-iso-countries/langs")) {
            Map<String, Object> names =
                    JsonReader.object(sources.json("i18n-iso-countries/langs/" + file), "countries");
            for (String code : codes()) {
                Object its = names.get(code);
                for (Object name : its instanceof List<?> several ? several : its == null ? List.of() : List.of(its)) {
                    foreign.get(code).putAll(names(Map.of(code, name), code));
                }
            }
        }
    }

    /** The names of a country in one language, by key. "Myanmar (Burma)" counts with and without the part in parentheses. */
    private static Map<String, String> names(Map<String, Object> territories, String code) {
        var names = new LinkedHashMap<String, String>();
        for (String suffix : List.of("", "-alt-short", "-alt-variant")) {
            var name = (String) territories.get(code + suffix);
            if (name != null && !name.equals(code)) {
                put(names, name);
                put(names, name.replaceAll("[(（].*?[)）]", "").strip());
            }
        }
        names.values().removeIf(SHORT.asMatchPredicate());
        return names;
    }

    /** A name of one letter counts only with its accents: Ý is Italy in Vietnamese, Y is nothing. */
    private static void put(Map<String, String> names, String name) {
        String key = NameKeys.of(name);
        if (key.length() == 1 && key.charAt(0) < 0x80) {
            names.put('^' + key, '^' + name);
        } else if (!key.isEmpty()) {
            names.put(key, name);
        }
    }

    /** Columns: code, name to show, more names, zone, country that it is counted to, initials. All but the code may be empty. */
    private void readHandTable() {
        for (String[] row : sources.handTable("countries.tsv")) {
            var names = new LinkedHashMap<String, String>();
            if (!row[1].isEmpty()) {
                names.put(NameKeys.of(row[1]), row[1]);
            }
            names.putAll(own.get(row[0]));
            for (String name : row[2].split("\\|", -1)) {
                names.putIfAbsent(NameKeys.of(name), name);
            }
            names.remove("");
            own.put(row[0], names);
            if (!row[3].isEmpty()) {
                defaults.put(row[0], row[3]);
            }
            if (!row[4].isEmpty()) {
                owners.put(row[0], row[4]);
            }
            initials.put(row[0], row[5]);
        }
    }

    /**
     * Drops names that are the usual ones of another country in a widespread language: one list has the Persian name of Latvia for
     * Lithuania. Drops the names of regions elsewhere, too: some languages say Papua for Papua New Guinea.
     */
    private void dropNamesOfOthers(Regions regions) {
        foreign.forEach((code, names) -> names.keySet()
                .removeIf(key -> !isUsual(code, key)
                        && (regions.isElsewhere(key, code)
                                || usual.keySet().stream().anyMatch(other -> isUsual(other, key)))));
    }

    private boolean isUsual(String code, String key) {
        return usual.getOrDefault(code, Set.of()).contains(key) || own.get(code).containsKey(key);
    }

    /**
     * Drops names that mean a place to most people: Grenada is Granada in Spanish, but Granada is a city. Lebanon keeps Líbano,
     * although a town has that name. If only the accents differ, the name counts with its accents only, which a caret marks:
     * França is the country in Portuguese, Franca a city.
     */
    private void dropNamesOfKnownPlaces(KnownPlaces places) {
        foreign.forEach((code, names) -> {
            for (String key : List.copyOf(names.keySet())) {
                if (!own.get(code).containsKey(key)
                        && places.isMeant(key, code, isUsual(code, key), languages.people(code))) {
                    String name = names.remove(key);
                    if (!places.isSpelledSo(name) && !name.chars().allMatch(c -> c < 0x80)) {
                        names.put('^' + key, '^' + name);
                    }
                }
            }
        });
    }

    /** The codes of ISO 3166, alpha-2 and alpha-3, and initials: UK, USA, DRC. */
    private List<String> codes(String code) {
        return Stream.of(
                        Stream.of(code, alpha3(code)),
                        own.get(code).values().stream().filter(name -> name.matches("[A-Z]{2,4}")),
                        Stream.of(initials.getOrDefault(code, "").split("\\|", -1))
                                .filter(name -> !name.isEmpty()))
                .flatMap(some -> some)
                .distinct()
                .toList();
    }

    private String alpha3(String code) {
        return (String) JsonReader.object(codeMappings, code).get("_alpha3");
    }

    List<TableRow> rows() {
        var rows = new ArrayList<TableRow>();
        for (String code : codes()) {
            foreign.get(code).keySet().removeAll(own.get(code).keySet());
            rows.add(new TableRow(
                    code,
                    code,
                    owners.getOrDefault(code, ""),
                    "",
                    zone(code),
                    languages.people(code),
                    "",
                    0,
                    0,
                    List.copyOf(own.get(code).values()),
                    List.copyOf(foreign.get(code).values()),
                    codes(code),
                    List.of(),
                    zones.ofCountry.getOrDefault(code, List.of(zone(code))),
                    ""));
        }
        return rows;
    }

    /** The zone of the capital. A country without a capital has the zone given by hand, else the first of zone.tab. */
    private String zone(String code) {
        City capital = capitals.get(code);
        return capital != null
                ? capital.zone
                : defaults.getOrDefault(
                        code, zones.ofCountry.getOrDefault(code, List.of("")).get(0));
    }
}
