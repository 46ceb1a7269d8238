package io.timeserverd.place;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words that people put beside a name to say what it names: {@code City of Perth}, {@code Co. Mayo}, {@code the Gambia}. */
final class GenericWords {
    private static final String KINDS = "(city|town|municipality|state|province|county|district|region|prefecture"
            + "|governorate|department|canton|oblast|republic|kingdom|island)";

    private static final Pattern BEFORE = Pattern.compile(
            "(?:the +)?(?:" + KINDS + " +of +(?:the +)?|(county|co\\.?) +)|the +", Pattern.CASE_INSENSITIVE);

    private static final Pattern BEHIND = Pattern.compile(" +" + KINDS + "$", Pattern.CASE_INSENSITIVE);

    private static final String CITY = " city";

    private static final Pattern CITY_OF =
            Pattern.compile("(?:the +)?city +of +(?:the +)?(.+)", Pattern.CASE_INSENSITIVE);

    private GenericWords() {}

    /** What the words say that a name is of. */
    enum Of {
        ANYTHING,
        /** A county of Ireland or the United Kingdom, where the word stands before the name. */
        COUNTY,
        /** No town, but the seat of the land may have its name: Peak District is not Peak in South Carolina. */
        LAND,
        /** Neither a town nor a county: Campbell Island is not Campbell in California. */
        ISLAND
    }

    /** What a text may be called without its generic words. */
    record Reading(String text, Of of) {}

    /** Likelier ones first; {@code County Durham} may be {@code Durham County}, too. */
    static List<Reading> readings(String text) {
        var plain = text.replace('_', ' ').strip();
        var before = BEFORE.matcher(plain);
        boolean isBefore = before.lookingAt();
        var behind = BEHIND.matcher(plain).region(isBefore ? before.end() : 0, plain.length());
        boolean isBehind = behind.find();
        var bare = plain.substring(behind.regionStart(), isBehind ? behind.start() : plain.length());
        if (bare.isEmpty() || bare.length() == plain.length()) {
            return List.of();
        }
        if (isBefore && before.group(2) != null) {
            return List.of(
                    new Reading(bare, Of.COUNTY), new Reading(bare + " County", Of.LAND), new Reading(bare, Of.LAND));
        }
        var reading = new Reading(bare, isBehind ? of(behind) : of(before));
        return isBefore && isBehind // City of Kansas City is not in Kansas
                ? List.of(new Reading(plain.substring(before.end()), of(before)), reading)
                : List.of(reading);
    }

    /** {@code Denver} for {@code Denver city}, and for {@code City of Denver}. */
    static Optional<String> city(String text) {
        int before = text.length() - CITY.length();
        if (before > 0 && text.regionMatches(true, before, CITY, 0, CITY.length())) {
            return Optional.of(text.substring(0, before));
        }
        var matcher = CITY_OF.matcher(text);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static Of of(Matcher words) {
        var kind = words.group(1) == null ? "the" : words.group(1).toLowerCase(Locale.ROOT);
        return switch (kind) {
            case "the", "city", "town", "municipality" -> Of.ANYTHING;
            case "island" -> Of.ISLAND;
            default -> Of.LAND;
        };
    }
}
