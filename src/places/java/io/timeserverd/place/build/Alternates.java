package io.timeserverd.place.build;

import io.timeserverd.place.Keys;
import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which of the many names that GeoNames has for a place are worth a key: all of a large place or a
 * capital; of others those in the scripts of the country and in Latin letters.
 */
final class Alternates {
    private static final long LARGE = 100_000;
    private static final int MAX_LENGTH = 40;

    private final Map<String, Set<UnicodeScript>> scripts = new HashMap<>();

    Alternates(Sources sources) {
        var likely =
                Json.object(sources.json("cldr-core/supplemental/likelySubtags.json"), "supplemental", "likelySubtags");
        var territories =
                Json.object(sources.json("cldr-core/supplemental/territoryInfo.json"), "supplemental", "territoryInfo");
        for (var country : territories.keySet()) {
            var used = EnumSet.of(UnicodeScript.COMMON, UnicodeScript.INHERITED, UnicodeScript.LATIN);
            var languages = Json.object(territories, country, "languagePopulation");
            if (languages != null) {
                for (var language : languages.keySet()) {
                    addScripts(used, language.replace('_', '-'), country, likely);
                }
            }
            scripts.put(country, used);
        }
    }

    private static void addScripts(
            Set<UnicodeScript> used, String language, String country, Map<String, Object> likely) {
        var base = language.split("-", -1)[0];
        var full = language.contains("-")
                ? language
                : (String) likely.getOrDefault(language + '-' + country, likely.getOrDefault(base, ""));
        for (var part : full.split("-", -1)) {
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
            // A script that this JDK's Unicode does not have: no name is written in it here.
            return;
        }
    }

    /** The keys of what else {@code city} is called. */
    Set<String> of(City city) {
        var keys = new LinkedHashSet<String>();
        boolean all = city.population >= LARGE || city.capital;
        for (var name : city.alternates) {
            if (isName(name) && (all || isInScripts(name, scripts.get(city.country)))) {
                add(keys, name);
                // Chinese and Japanese cities often have their name with the word for city only.
                if (name.endsWith("市") && name.length() > 2) {
                    add(keys, name.substring(0, name.length() - 1));
                }
            }
        }
        return keys;
    }

    private static void add(Set<String> keys, String name) {
        var key = Keys.of(name);
        if (key.length() > 1 || (!key.isEmpty() && key.charAt(0) > 0x7F)) {
            keys.add(key);
        }
    }

    /** GeoNames' own transliterations are in lower case; codes of airports and ports in capitals. */
    private static boolean isName(String name) {
        if (name.isBlank() || name.length() > MAX_LENGTH) {
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
