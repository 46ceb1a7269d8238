package io.timeserverd.place.build;

import java.util.Map;
import java.util.Set;

/** The languages of countries, from the CLDR. */
final class Languages {
    private static final Set<String> WIDESPREAD = Set.of(
            "ar", "bn", "cs", "da", "de", "el", "es", "fa", "fi", "fr", "he", "hi", "hu", "id", "it", "ja", "ko", "ms",
            "nl", "no", "pl", "pt", "ro", "ru", "sv", "th", "tr", "uk", "ur", "vi", "zh", "zh-Hant");

    private final Map<String, Object> territories;

    Languages(Sources sources) {
        territories = JsonReader.object(
                sources.json("cldr-core/supplemental/territoryInfo.json"), "supplemental", "territoryInfo");
    }

    /** Whether a language is official in the country or a part of it. */
    boolean isOfficial(String locale, String country) {
        return !status(locale, country).isEmpty();
    }

    /** Whether a language is official in all of the country, as Italian is in Italy and French is not. */
    boolean isNational(String locale, String country) {
        return status(locale, country).endsWith("official"); // or de_facto_official, but not official_regional
    }

    private String status(String locale, String country) {
        Map<String, Object> info = JsonReader.object(territories, country);
        Map<String, Object> languages = info == null ? null : JsonReader.object(info, "languagePopulation");
        Object language = languages == null ? null : languages.get(locale.replace('-', '_'));
        return language == null ? "" : (String) JsonReader.object(language).getOrDefault("_officialStatus", "");
    }

    /** Whether so many people write a language that its names of foreign countries and divisions are included. */
    static boolean isWidespread(String locale) {
        return WIDESPREAD.contains(locale);
    }

    /** The population of a country; 0 if the CLDR does not have it. */
    long people(String country) {
        Map<String, Object> info = JsonReader.object(territories, country);
        return info == null ? 0 : Long.parseLong((String) info.get("_population"));
    }
}
