package io.timeserverd.place.build;

import java.util.Map;
import java.util.Set;

/** The languages of countries, by the CLDR. */
final class Languages {
    private static final Set<String> WIDESPREAD = Set.of(
            "ar", "bn", "cs", "da", "de", "el", "es", "fa", "fi", "fr", "he", "hi", "hu", "id", "it", "ja", "ko", "ms",
            "nl", "no", "pl", "pt", "ro", "ru", "sv", "th", "tr", "uk", "ur", "vi", "zh", "zh-Hant");

    private final Map<String, Object> territories;

    Languages(Sources sources) {
        territories = JsonReader.object(
                sources.json("cldr-core/supplemental/territoryInfo.json"), "supplemental", "territoryInfo");
    }

    /** Whether a language of some standing in the country: Nederland is a town in Texas, and a country. */
    boolean isOfficial(String locale, String country) {
        return !status(locale, country).isEmpty();
    }

    /** Whether it is a language of all the country, as Italian is of Italy, and French is not. */
    boolean isNational(String locale, String country) {
        return status(locale, country).endsWith("official"); // or de_facto_official, but not official_regional
    }

    private String status(String locale, String country) {
        var info = JsonReader.object(territories, country);
        var languages = info == null ? null : JsonReader.object(info, "languagePopulation");
        var language = languages == null ? null : languages.get(locale.replace('-', '_'));
        return language == null ? "" : (String) JsonReader.object(language).getOrDefault("_officialStatus", "");
    }

    /** Whether so many people write it that its names of foreign countries and divisions are worth knowing. */
    static boolean isWidespread(String locale) {
        return WIDESPREAD.contains(locale);
    }

    /** How many live in a country; 0 where the CLDR does not say. */
    long people(String country) {
        var info = JsonReader.object(territories, country);
        return info == null ? 0 : Long.parseLong((String) info.get("_population"));
    }
}
