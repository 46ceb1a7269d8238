package io.timeserverd.place;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of zones in other words than those of the data: {@code US Eastern}, {@code Pacific}, {@code Alaska Time Zone}. */
final class ZoneWords {
    private static final String COUNTRY = "(?:USA?|U\\.S\\.(?:A\\.)?|United +States)";

    private static final Pattern AMERICAN = Pattern.compile(
            "(?:" + COUNTRY + " +)?(Eastern|Central|Mountain|Pacific)( +(?:Standard|Daylight))?(?: +Time)?(?: *Zone)?"
                    + "(?: *\\(" + COUNTRY + "\\)| +" + COUNTRY + ")?",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern ZONE = Pattern.compile("(.*\\bTime) *Zone", Pattern.CASE_INSENSITIVE);

    private ZoneWords() {}

    /** The name that the data has for the zone that a text may mean. */
    static Optional<String> name(String text) {
        Matcher american = AMERICAN.matcher(text);
        if (american.matches()) {
            return Optional.of(american.group(1) + (american.group(2) == null ? "" : american.group(2)) + " Time");
        }
        Matcher zone = ZONE.matcher(text);
        return zone.matches() ? Optional.of(zone.group(1)) : Optional.empty();
    }
}
