package io.timeserverd.place;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words that people abbreviate in names: {@code N. Korea}, {@code Czech Rep.}, {@code N.S.W.} */
final class ShortWords {
    private static final Pattern DIRECTION =
            Pattern.compile("([NESW])(?:\\.\\s*|\\s+)(\\p{L}.+)", Pattern.CASE_INSENSITIVE);

    private static final Pattern REPUBLIC = Pattern.compile("(.+) Rep\\.?", Pattern.CASE_INSENSITIVE);

    private static final Pattern INITIALS = Pattern.compile("(?:[A-Z]\\.){2,}", Pattern.CASE_INSENSITIVE);

    private ShortWords() {}

    /** What a name may be with these words in full. */
    static List<String> spelledOut(String text) {
        Matcher direction = DIRECTION.matcher(text);
        if (direction.matches()) {
            String word = word(direction.group(1));
            return List.of(word + ' ' + direction.group(2), word + "ern " + direction.group(2));
        }
        Matcher republic = REPUBLIC.matcher(text);
        return republic.matches() ? List.of(republic.group(1) + " Republic") : List.of();
    }

    private static String word(String direction) {
        return switch (direction.toUpperCase(Locale.ROOT)) {
            case "N" -> "North";
            case "E" -> "East";
            case "S" -> "South";
            default -> "West";
        };
    }

    /** Whether a text is letters with a dot after each. */
    static boolean isInitials(String text) {
        return INITIALS.matcher(text).matches();
    }
}
