package io.timeserverd.place;

import io.timeserverd.place.GenericWords.Reading;
import io.timeserverd.place.KeyTable.Cursor;
import io.timeserverd.place.Match.How;
import io.timeserverd.place.PlaceRow.Rank;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/** The rows that names and codes lead to. */
final class Names {
    /** Longer than any name, whatever stands between its letters: not to be looked up. */
    private static final int LONGEST = 128;

    /** {@code US-TX}, {@code MX-AGU}. */
    private static final int LONGEST_CODE = 6;

    /** Rows of a name that are weighed; those that a key leads to are sorted, so these are the likeliest. */
    private static final int LIKELY = 24;

    /** Rows that one look-up may make at most. Thirty counties are called Washington. */
    private static final int MOST = 250;

    /** Countries where people say County Clare, and not Clare County. */
    private static final Set<String> COUNTY_BEFORE = Set.of("GB", "IE");

    private final KeyTable keys;
    private final Rows rows;

    Names(KeyTable keys, Rows rows) {
        this.keys = keys;
        this.rows = rows;
    }

    /** Rows of some kinds that are called {@code text}, likeliest first. */
    List<Match> named(String text, Kind... kinds) {
        var wanted = Arrays.asList(kinds);
        return named(text, number -> wanted.contains(rows.kind(number)));
    }

    /** The likeliest rows that are called {@code text}. */
    List<Match> named(String text) {
        return named(text, number -> true, this::isSeat, LIKELY);
    }

    /** Rows that are called {@code text} and that a condition holds for, likeliest first. */
    List<Match> named(String text, IntPredicate which) {
        return named(text, which, number -> true, MOST);
    }

    /**
     * Where there is none, those that are called so without the words that say what a name names.
     *
     * @param ofLand what a name is believed to be of where the words say that it is of no town
     */
    private List<Match> named(String text, IntPredicate which, IntPredicate ofLand, int most) {
        if (text.length() > LONGEST) {
            return List.of();
        }
        var matches = literally(text, which, most);
        for (var reading : matches.isEmpty() ? GenericWords.readings(text) : List.<Reading>of()) {
            if (matches.isEmpty()) {
                matches = switch (reading.of()) {
                    case COUNTY -> land(reading.text(), which.and(this::isIrishOrBritish), this::isSeat, most);
                    case ANYTHING -> literally(reading.text(), which, most);
                    case LAND -> land(reading.text(), which, ofLand, most);
                    case ISLAND -> islands(literally(reading.text(), which, most));
                };
            }
        }
        for (var spelling : matches.isEmpty() ? ShortWords.spelledOut(text) : List.<String>of()) {
            if (matches.isEmpty()) {
                matches = literally(spelling, which, most);
            }
        }
        return matches;
    }

    /** Ankara Province is a province. */
    private List<Match> land(String text, IntPredicate which, IntPredicate ofLand, int most) {
        var lands = literally(text, which.and(number -> rows.kind(number).isLand()), most);
        return lands.isEmpty() ? literally(text, which.and(ofLand), most) : lands;
    }

    private boolean isIrishOrBritish(int number) {
        int country = rows.country(number);
        return country != PlaceRow.NONE
                && COUNTY_BEFORE.contains(rows.codes(country).get(0));
    }

    private boolean isSeat(int number) {
        return rows.get(number).rank() != Rank.NONE;
    }

    private static List<Match> islands(List<Match> matches) {
        return matches.stream()
                .filter(match -> match.how() != How.ALTERNATE
                        && (match.row().kind() == Kind.COUNTRY || match.row().kind() == Kind.REGION))
                .toList();
    }

    private List<Match> literally(String text, IntPredicate which, int most) {
        var key = NameKeys.of(text);
        return hasLetter(key) ? find(key, which, most) : List.of();
    }

    private static boolean hasLetter(String key) {
        for (int i = 0; i < key.length(); i = key.offsetByCodePoints(i, 1)) {
            if (Character.isLetter(key.codePointAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** Countries that are called {@code text} with just these accents, where without them it is a city's name. */
    List<Match> accented(String text) {
        return NameKeys.isAscii(text) || text.length() > LONGEST
                ? List.of()
                : find(KeyTable.ACCENTED + NameKeys.accented(text), number -> true, MOST);
    }

    /** Rows that {@code text} is a code of, in any case; none where it is no code at all. */
    List<Match> coded(String text) {
        return isCode(text) ? find(KeyTable.CODE + text.toUpperCase(Locale.ROOT), number -> true, MOST) : List.of();
    }

    private static boolean isCode(String text) {
        for (int i = 0; i < text.length() && i <= LONGEST_CODE; i++) {
            if (!isOfCode(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= LONGEST_CODE;
    }

    private static boolean isOfCode(int c) {
        int lower = c | 0x20;
        return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || c == '-';
    }

    private List<Match> find(String key, IntPredicate which, int most) {
        var cursor = keys.find(key.getBytes(StandardCharsets.UTF_8));
        return cursor == null ? List.of() : matches(cursor, which, most);
    }

    /** The likeliest rows that the key at a cursor leads to. */
    List<Match> matches(Cursor cursor, IntPredicate which) {
        return matches(cursor, which, LIKELY);
    }

    private List<Match> matches(Cursor cursor, IntPredicate which, int most) {
        var matches = new ArrayList<Match>();
        for (int i = 0; i < cursor.count() && matches.size() < most; i++) {
            if (which.test(cursor.row(i))) {
                matches.add(new Match(rows.get(cursor.row(i)), cursor.how(i), cursor.isPlain(i)));
            }
        }
        return matches;
    }

    /** Rows with a name that begins with a key, likeliest first, each once. */
    List<Match> beginningWith(String key, int most, IntPredicate which) {
        Map<Integer, Match> found = new HashMap<>();
        keys.beginningWith(
                key.getBytes(StandardCharsets.UTF_8),
                cursor -> matches(cursor, which)
                        .forEach(match -> found.merge(
                                match.row().number(), match, (a, b) -> Ranking.weight(a) >= Ranking.weight(b) ? a : b)),
                () -> found.size() >= most);
        return found.values().stream()
                .sorted(Comparator.comparingLong((Match match) -> Ranking.weight(match))
                        .reversed()
                        .thenComparing(match -> match.row().number()))
                .limit(most)
                .toList();
    }
}
