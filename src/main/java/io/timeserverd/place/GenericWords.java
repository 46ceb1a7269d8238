package io.timeserverd.place;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words beside a name that say what kind of place it is: {@code City of Perth}, {@code Co. Mayo}, {@code the Gambia}. */
final class GenericWords {
    private static final String KINDS = "(city|town|municipality|state|province|county|district|region|prefecture"
            + "|governorate|department|canton|oblast|republic|kingdom|island)";

    private static final Pattern BEFORE = Pattern.compile(
            "(?:the +)?(?:" + KINDS + " +of +(?:the +)?|(county|co\\.?) +)|the +", Pattern.CASE_INSENSITIVE);

    private static final Pattern AFTER = Pattern.compile(" +" + KINDS + "$", Pattern.CASE_INSENSITIVE);

    private static final String CITY = " city";

    private static final Pattern CITY_OF =
            Pattern.compile("(?:the +)?city +of +(?:the +)?(.+)", Pattern.CASE_INSENSITIVE);

    private GenericWords() {}

    /** What the words say a name can mean. */
    enum Restriction {
        ANYTHING,
        /** A county of Ireland or the United Kingdom, whose word stands before the name. */
        COUNTY,
        /** A division, or its seat, but no other town: Peak District is not Peak in South Carolina. */
        LAND,
        /** An island: Campbell Island is not Campbell in California. */
        ISLAND
    }

    /** A name without its generic words. */
    record BareName(String text, Restriction restriction) {}

    /** The names that may be left, the likeliest first. {@code County Durham} may be {@code Durham County}, too. */
    static List<BareName> bareNames(String text) {
        String plain = text.replace('_', ' ').strip();
        Matcher before = BEFORE.matcher(plain);
        boolean isBefore = before.lookingAt();
        Matcher after = AFTER.matcher(plain).region(isBefore ? before.end() : 0, plain.length());
        boolean isAfter = after.find();
        String bare = plain.substring(after.regionStart(), isAfter ? after.start() : plain.length());
        if (bare.isEmpty() || bare.length() == plain.length()) {
            return List.of();
        }
        if (isBefore && before.group(2) != null) {
            return List.of(
                    new BareName(bare, Restriction.COUNTY),
                    new BareName(bare + " County", Restriction.LAND),
                    new BareName(bare, Restriction.LAND));
        }
        var bareName = new BareName(bare, isAfter ? restriction(after) : restriction(before));
        return isBefore && isAfter // City of Kansas City is not in Kansas
                ? List.of(new BareName(plain.substring(before.end()), restriction(before)), bareName)
                : List.of(bareName);
    }

    /** {@code Denver} for {@code Denver city} and for {@code City of Denver}. */
    static Optional<String> city(String text) {
        int before = text.length() - CITY.length();
        if (before > 0 && text.regionMatches(true, before, CITY, 0, CITY.length())) {
            return Optional.of(text.substring(0, before));
        }
        Matcher matcher = CITY_OF.matcher(text);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static Restriction restriction(Matcher words) {
        String kind = words.group(1) == null ? "the" : words.group(1).toLowerCase(Locale.ROOT);
        return switch (kind) {
            case "the", "city", "town", "municipality" -> Restriction.ANYTHING;
            case "island" -> Restriction.ISLAND;
            default -> Restriction.LAND;
        };
    }
}
