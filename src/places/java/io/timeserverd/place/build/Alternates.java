package io.timeserverd.place.build;

import io.timeserverd.place.NameKeys;
import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Chooses among the many names that GeoNames has for a place: all of a large place or a capital; of other places, those in
 * Latin letters or in the scripts of the country.
 */
final class Alternates {
    private static final long LARGE = 100_000;
    private static final int MAX_LENGTH = 40;

    private final Map<String, Set<UnicodeScript>> scripts = new HashMap<>();

    Alternates(Sources sources) {
        Map<String, Object> likely = JsonReader.object(
                sources.json("cldr-core/supplemental/likelySubtags.json"), "supplemental", "likelySubtags");
        Map<String, Object> territories = JsonReader.object(
                sources.json("cldr-core/supplemental/territoryInfo.json"), "supplemental", "territoryInfo");
        for (String country : territories.keySet()) {
            var used = EnumSet.of(UnicodeScript.COMMON, UnicodeScript.INHERITED, UnicodeScript.LATIN);
            Map<String, Object> languages = JsonReader.object(territories, country, "languagePopulation");
            if (languages != null) {
                for (String language : languages.keySet()) {
                    addScripts(used, language.replace('_', '-'), country, likely);
                }
            }
            scripts.put(country, used);
        }
    }

    private static void addScripts(
            Set<UnicodeScript> used, String language, String country, Map<String, Object> likely) {
        String base = language.split("-", -1)[0];
        String full = language.contains("-")
                ? language
                : (String) likely.getOrDefault(language + '-' + country, likely.getOrDefault(base, ""));
        for (String part : full.split("-", -1)) {
            switch (part) {
                case "Jpan" -> used.addAll(Set.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA));
                case "Kore" -> used.addAll(Set.of(UnicodeScript.HANGUL, UnicodeScript.HAN));
                case "Hans", "Hant" -> used.add(UnicodeScript.HAN);
                default -> {
                    if (part.length() == 4) {
                        addScript(used, part);
                    }
                }
            }
        }
    }

    private static void addScript(Set<UnicodeScript> used, String iso15924) {
        try {
            used.add(UnicodeScript.forName(iso15924));
        } catch (IllegalArgumentException e) {
            // This JDK does not know the script, so no name here is written in it.
            return;
        }
    }

    /** The alternative names of a city, each key once and none that its names have. */
    List<String> of(City city) {
        Map<String, String> names = new LinkedHashMap<>();
        boolean all = city.people >= LARGE || city.isCapital();
        for (String name : city.alternates) {
            if (isName(name) && (all || isInScripts(name, scripts.get(city.country)))) {
                add(names, name);
                // GeoNames often has Chinese, Japanese and Korean names only with the word for city.
                if (name.length() > 2 && (name.endsWith("市") || (name.endsWith("시") && city.country.equals("KR")))) {
                    add(names, name.substring(0, name.length() - 1));
                }
            }
        }
        if (city.country.equals("JP")) {
            Stream.concat(city.names().stream(), city.alternates.stream())
                    .flatMap(name -> Kana.of(name).stream())
                    .forEach(kana -> add(names, kana));
        }
        names.keySet().removeAll(city.keys());
        return List.copyOf(names.values());
    }

    private static void add(Map<String, String> names, String name) {
        String key = NameKeys.of(name);
        if (key.length() > 1 || (!key.isEmpty() && key.charAt(0) > 0x7F)) {
            names.putIfAbsent(key, name);
        }
    }

    /** Whether it is neither a transliteration of GeoNames, which is in lower case, nor the code of an airport or a port. */
    private static boolean isName(String name) {
        if (name.isBlank() || name.length() > MAX_LENGTH || name.indexOf('|') >= 0) {
            return false;
        }
        boolean transliteration = Character.isLowerCase(name.codePointAt(0))
                && UnicodeScript.of(name.codePointAt(0)) == UnicodeScript.LATIN;
        return !transliteration && !name.replace(".", "").matches("[A-Z]{1,4}");
    }

    private static boolean isInScripts(String name, Set<UnicodeScript> scripts) {
        return scripts != null && name.codePoints().allMatch(c -> scripts.contains(UnicodeScript.of(c)));
    }
}
