package io.timeserverd.place;

import java.util.List;
import java.util.regex.Pattern;

/** Words that people put beside a name to say what it names: {@code City of Perth}, {@code Co. Mayo}, {@code the Gambia}. */
final class GenericWords {
    private static final String KINDS = "city|state|province|county|district|region|prefecture|governorate|municipality"
            + "|department|canton|oblast|republic|island";

    private static final Pattern BEFORE = Pattern.compile(
            "(?:the +)?(?:(?:" + KINDS + ") +of +(?:the +)?|county +|co\\.? +)|the +", Pattern.CASE_INSENSITIVE);

    private static final Pattern BEHIND = Pattern.compile(" +(?:" + KINDS + ")$", Pattern.CASE_INSENSITIVE);

    private GenericWords() {}

    /** What {@code text} may be called without such words; {@code County Mayo} may be {@code Mayo County}, too. */
    static List<String> readings(String text) {
        var plain = text.replace('_', ' ').strip();
        var before = BEFORE.matcher(plain);
        int from = before.lookingAt() ? before.end() : 0;
        var behind = BEHIND.matcher(plain).region(from, plain.length());
        var bare = plain.substring(from, behind.find() ? behind.start() : plain.length());
        if (bare.isEmpty() || bare.length() == plain.length()) {
            return List.of();
        }
        boolean county = from > 0
                && (plain.charAt(0) | 0x20) == 'c'
                && before.group().stripTrailing().indexOf(' ') < 0;
        return county ? List.of(bare + " County", bare) : List.of(bare);
    }
}
