package io.timeserverd.place;

import io.timeserverd.place.GenericWords.BareName;
import io.timeserverd.place.KeyTable.Cursor;
import io.timeserverd.place.Match.NameType;
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

/** Finds rows by names and codes. */
final class Names {
    /** Longer texts are not looked up. No name is that long, even with marks and blanks between its letters. */
    private static final int LONGEST = 128;

    /** {@code US-TX}, {@code MX-AGU}. */
    private static final int LONGEST_CODE = 6;

    /** How many rows of a name are taken. The rows of a key are sorted, so these are the likeliest. */
    private static final int LIKELY = 24;

    /** How many rows are taken if a condition selects them. Thirty counties are called Washington. */
    private static final int MOST = 250;

    /** Countries where people say County Clare instead of Clare County. */
    private static final Set<String> COUNTY_BEFORE = Set.of("GB", "IE");

    private final KeyTable keys;
    private final PlaceTable rows;

    Names(KeyTable keys, PlaceTable rows) {
        this.keys = keys;
        this.rows = rows;
    }

    /** Rows of some kinds that are called {@code text}, the likeliest first. */
    List<Match> named(String text, RowKind... kinds) {
        List<RowKind> wanted = Arrays.asList(kinds);
        return named(text, number -> wanted.contains(rows.kind(number)));
    }

    /** The likeliest rows that are called {@code text}. */
    List<Match> named(String text) {
        return named(text, number -> true, this::isSeat, LIKELY);
    }

    /** Rows that are called {@code text} and fulfil a condition, the likeliest first. */
    List<Match> named(String text, IntPredicate which) {
        return named(text, which, number -> true, MOST);
    }

    /**
     * Rows that are called {@code text}; if there are none, rows that are called so without generic words.
     *
     * @param ofLand a condition for rows that are no land, where the generic words say that land is meant
     */
    private List<Match> named(String text, IntPredicate which, IntPredicate ofLand, int most) {
        if (text.length() > LONGEST) {
            return List.of();
        }
        List<Match> matches = literally(text, which, most);
        for (BareName bare : matches.isEmpty() ? GenericWords.bareNames(text) : List.<BareName>of()) {
            if (matches.isEmpty()) {
                matches = switch (bare.restriction()) {
                    case COUNTY -> land(bare.text(), which.and(this::isIrishOrBritish), this::isSeat, most);
                    case ANYTHING -> literally(bare.text(), which, most);
                    case LAND -> land(bare.text(), which, ofLand, most);
                    case ISLAND -> islands(literally(bare.text(), which, most));
                };
            }
        }
        for (String spelling : matches.isEmpty() ? ShortWords.spelledOut(text) : List.<String>of()) {
            if (matches.isEmpty()) {
                matches = literally(spelling, which, most);
            }
        }
        return matches;
    }

    /** A division of that name, else other rows that may be meant: Ankara Province is a province. */
    private List<Match> land(String text, IntPredicate which, IntPredicate ofLand, int most) {
        List<Match> lands =
                literally(text, which.and(number -> rows.kind(number).isLand()), most);
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
                .filter(match -> match.nameType() != NameType.ALTERNATE
                        && (match.row().kind() == RowKind.COUNTRY || match.row().kind() == RowKind.REGION))
                .toList();
    }

    private List<Match> literally(String text, IntPredicate which, int most) {
        String key = NameKeys.of(text);
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

    /** Countries that are called {@code text} with exactly these accents, if it is the name of a city without them. */
    List<Match> accented(String text) {
        return NameKeys.isAscii(text) || text.length() > LONGEST
                ? List.of()
                : find(KeyTable.ACCENTED + NameKeys.accented(text), number -> true, MOST);
    }

    /** Rows with the code {@code text}, in any case. */
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
        Cursor cursor = keys.find(key.getBytes(StandardCharsets.UTF_8));
        return cursor == null ? List.of() : matches(cursor, which, most);
    }

    /** The likeliest rows of the key at a cursor. */
    List<Match> matches(Cursor cursor, IntPredicate which) {
        return matches(cursor, which, LIKELY);
    }

    private List<Match> matches(Cursor cursor, IntPredicate which, int most) {
        var matches = new ArrayList<Match>();
        for (int i = 0; i < cursor.count() && matches.size() < most; i++) {
            if (which.test(cursor.row(i))) {
                matches.add(new Match(rows.get(cursor.row(i)), cursor.nameType(i), cursor.isPlain(i)));
            }
        }
        return matches;
    }

    /** Rows with a name that begins with a key, the likeliest first, each once. */
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
