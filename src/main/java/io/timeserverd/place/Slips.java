package io.timeserverd.place;

import io.timeserverd.place.KeyTable.Cursor;
import io.timeserverd.place.PlaceFile.Section;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Keys that one slip of the finger makes of each other: a letter too many, one missing, a wrong one, two swapped.
 *
 * <p>Two such words have a word in common among themselves and what each is without one of its letters. The file has, by the
 * hash of these words, the keys that they come from; so a look-up reads some dozen keys, whatever was typed.
 */
final class Slips {
    /** In letters: what is shorter is near everything, and nobody types more than this. */
    static final int SHORTEST = 3;

    static final int LONGEST = 40;

    private final ByteBuffer buckets;
    private final ByteBuffer numbers;
    private final KeyTable keys;

    Slips(PlaceFile file, KeyTable keys) {
        buckets = file.section(Section.BUCKETS);
        numbers = file.section(Section.SLIPS);
        this.keys = keys;
    }

    /** A word of suitable length and what it is without one of its letters; otherwise nothing. */
    static Set<String> words(String key) {
        var words = new LinkedHashSet<String>();
        int letters = key.codePointCount(0, key.length());
        if (letters < SHORTEST || letters > LONGEST) {
            return words;
        }
        words.add(key);
        for (int i = 0; i < key.length(); i = key.offsetByCodePoints(i, 1)) {
            words.add(key.substring(0, i) + key.substring(key.offsetByCodePoints(i, 1)));
        }
        return words;
    }

    /** @param buckets how many there are */
    static int bucket(String word, int buckets) {
        int hash = word.hashCode();
        return Math.floorMod(hash ^ (hash >>> 16), buckets);
    }

    /** At each key that is one slip away from {@code key}. */
    List<Cursor> near(String key) {
        var near = new ArrayList<Cursor>();
        Set<Integer> seen = new LinkedHashSet<>();
        int count = buckets.limit() / Integer.BYTES - 1;
        for (var word : words(key)) {
            int bucket = bucket(word, count);
            int end = buckets.getInt((bucket + 1) * Integer.BYTES);
            for (int i = buckets.getInt(bucket * Integer.BYTES); i < end; i++) {
                int number = numbers.getInt(i * Integer.BYTES);
                if (seen.add(number)) {
                    var cursor = keys.at(number);
                    if (isOneSlip(key, new String(cursor.key(), StandardCharsets.UTF_8))) {
                        near.add(cursor);
                    }
                }
            }
        }
        return near;
    }

    /** Whether one slip makes one of the other. */
    static boolean isOneSlip(String one, String other) {
        int start = commonStart(one, other);
        int end = commonEnd(one, other, start);
        int oneLeft = one.length() - start - end;
        int otherLeft = other.length() - start - end;
        if (Math.max(oneLeft, otherLeft)
                > 4) { // two letters of two chars: looked at first, since it is so for nearly all
            return false;
        }
        int[] a = one.substring(start, start + oneLeft).codePoints().toArray();
        int[] b = other.substring(start, start + otherLeft).codePoints().toArray();
        return a.length == b.length
                ? a.length == 1 || (a.length == 2 && a[0] == b[1] && a[1] == b[0])
                : Math.abs(a.length - b.length) == 1 && Math.min(a.length, b.length) == 0;
    }

    /** How many chars both begin with; no letter is cut in two. */
    private static int commonStart(String one, String other) {
        int shorter = Math.min(one.length(), other.length());
        int start = 0;
        while (start < shorter && one.charAt(start) == other.charAt(start)) {
            start++;
        }
        return start > 0 && Character.isHighSurrogate(one.charAt(start - 1)) ? start - 1 : start;
    }

    /** How many chars both end with behind the first {@code start}. */
    private static int commonEnd(String one, String other, int start) {
        int shorter = Math.min(one.length(), other.length()) - start;
        int end = 0;
        while (end < shorter && one.charAt(one.length() - 1 - end) == other.charAt(other.length() - 1 - end)) {
            end++;
        }
        return end > 0 && Character.isLowSurrogate(one.charAt(one.length() - end)) ? end - 1 : end;
    }
}
