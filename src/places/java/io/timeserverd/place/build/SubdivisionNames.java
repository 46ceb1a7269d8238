package io.timeserverd.place.build;

import io.timeserverd.place.NameKeys;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The CLDR's names of divisions with an ISO 3166-2 code: in English from its present release, and in other languages from an
 * older one, since the packages of the newest releases leave those out. Other languages are those of the country and the
 * widespread ones.
 */
final class SubdivisionNames {
    private static final String ALL = "../unicode-cldr-core/usr/share/unicode/cldr/common/subdivisions";

    private static final Pattern ENTRY = Pattern.compile("<subdivision type=\"(\\w+)\"[^>]*>([^<]+)<");

    /** Countries whose codes were reassigned after the lists of names by code were made. */
    private final Set<String> otherwiseCoded;

    /** By code, the names in English and in the languages of the country. */
    private final Map<String, List<String>> own = new TreeMap<>();

    /** By code, the names in the national languages other than English, in which GeoNames' names are. */
    private final Map<String, List<String>> national = new TreeMap<>();

    /** By code, the names in other languages. */
    private final Map<String, List<String>> foreign = new TreeMap<>();

    SubdivisionNames(Sources sources, Set<String> otherwiseCoded) {
        this.otherwiseCoded = otherwiseCoded;
        Map<String, Object> english = JsonReader.object(
                sources.json("cldr-subdivisions-full/subdivisions/en/en.json"),
                "subdivisions",
                "localeDisplayNames",
                "subdivisions");
        english.forEach((subdivision, name) -> add(own, code(subdivision), (String) name));
        var languages = new Languages(sources);
        for (String file : sources.list(ALL)) {
            String locale = file.substring(0, file.indexOf('.')).replace('_', '-');
            Matcher entries = ENTRY.matcher(sources.text(ALL + '/' + file));
            while (entries.find()) {
                String code = code(entries.group(1));
                String name = entries.group(2).replace("&amp;", "&");
                String country = code.substring(0, 2);
                if (!locale.equals("en") && languages.isNational(locale, country)) {
                    add(national, code, name);
                }
                if (locale.equals("en") || languages.isOfficial(locale, country)) {
                    add(own, code, name);
                } else if (Languages.isWidespread(locale)) {
                    add(foreign, code, name);
                }
            }
        }
    }

    private static void add(Map<String, List<String>> names, String code, String name) {
        if (name.indexOf('|') < 0 && !name.equals(code)) {
            names.computeIfAbsent(code, c -> new ArrayList<>()).add(name);
        }
    }

    /** {@code ustx} is US-TX. */
    private static String code(String subdivision) {
        String code = subdivision.toUpperCase(Locale.ROOT);
        return code.substring(0, 2) + '-' + code.substring(2);
    }

    /** Adds names and codes to divisions, which it finds by their codes, or else by their names. */
    void addTo(Map<String, Division> divisions) {
        Map<String, String> byKey = new HashMap<>();
        Map<String, String> byCode = new HashMap<>();
        divisions.forEach((id, division) -> {
            division.codes.forEach(code -> byCode.put(code, id));
            for (String name : division.names) {
                byKey.putIfAbsent(id.substring(0, 2) + NameKeys.of(name), id);
                byKey.putIfAbsent(id.substring(0, 2) + NameKeys.of(DivisionNames.bare(name)), id);
            }
        });
        own.forEach((code, names) -> {
            String country = code.substring(0, 2);
            String id = otherwiseCoded.contains(country) ? null : byCode.get(code);
            for (String name : id == null ? names : List.<String>of()) {
                id = id == null ? idOf(country, name, byKey) : id;
            }
            if (id != null) {
                Division division = divisions.get(id);
                division.codes.add(code);
                division.addCode(id, code.substring(code.indexOf('-') + 1));
                for (String name : names) {
                    boolean isMain =
                            Division.isFirstLevel(id) ? isLatin(name) : DivisionNames.isAnyCalled(name, division.names);
                    (isMain ? division.names : division.alternates).add(name);
                }
                national.getOrDefault(code, List.of()).stream()
                        .map(DivisionNames::bare)
                        .filter(SubdivisionNames::isLatin)
                        .forEach(division.ofTheCountry::add);
                foreign.getOrDefault(code, List.of()).stream()
                        .filter(DivisionNames::isLongerThanCodes)
                        .forEach(division.alternates::add);
            }
        });
    }

    /** Names in other scripts are alternates, like those of cities, so that neither goes before the other. */
    private static boolean isLatin(String name) {
        return UnicodeScript.of(name.codePointAt(0)) == UnicodeScript.LATIN;
    }

    private static String idOf(String country, String name, Map<String, String> byKey) {
        return Stream.of(name, DivisionNames.bare(name))
                .map(called -> byKey.get(country + NameKeys.of(called)))
                .filter(id -> id != null)
                .findFirst()
                .orElse(null);
    }
}
