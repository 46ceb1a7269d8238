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
 * Finds keys that differ from a text by one edit: a letter too many, a letter missing, a wrong letter, two letters swapped.
 *
 * <p>Two such words have a variant in common, where the variants of a word are the word itself and the word without any one of
 * its letters. The file lists keys by the hashes of their variants, so a look-up reads a few dozen keys whatever was typed.
 */
final class TypoIndex {
    /** In letters. A shorter text resembles too many names, and nobody types a longer one. */
    static final int SHORTEST = 3;

    static final int LONGEST = 40;

    private final ByteBuffer buckets;
    private final ByteBuffer numbers;
    private final KeyTable keys;

    TypoIndex(PlaceFile file, KeyTable keys) {
        buckets = file.section(Section.BUCKETS);
        numbers = file.section(Section.TYPOS);
        this.keys = keys;
    }

    /** The key, and the key without any one of its letters; nothing if it is too short or too long. */
    static Set<String> variants(String key) {
        var variants = new LinkedHashSet<String>();
        int letters = key.codePointCount(0, key.length());
        if (letters < SHORTEST || letters > LONGEST) {
            return variants;
        }
        variants.add(key);
        for (int i = 0; i < key.length(); i = key.offsetByCodePoints(i, 1)) {
            variants.add(key.substring(0, i) + key.substring(key.offsetByCodePoints(i, 1)));
        }
        return variants;
    }

    /** @param buckets the number of buckets */
    static int bucket(String variant, int buckets) {
        int hash = variant.hashCode();
        return Math.floorMod(hash ^ (hash >>> 16), buckets);
    }

    /** Cursors at the keys that are one edit from {@code key}. */
    List<Cursor> oneEditFrom(String key) {
        var found = new ArrayList<Cursor>();
        Set<Integer> seen = new LinkedHashSet<>();
        int count = buckets.limit() / Integer.BYTES - 1;
        for (String variant : variants(key)) {
            int bucket = bucket(variant, count);
            int end = buckets.getInt((bucket + 1) * Integer.BYTES);
            for (int i = buckets.getInt(bucket * Integer.BYTES); i < end; i++) {
                int number = numbers.getInt(i * Integer.BYTES);
                if (seen.add(number)) {
                    Cursor cursor = keys.at(number);
                    if (isOneEdit(key, new String(cursor.key(), StandardCharsets.UTF_8))) {
                        found.add(cursor);
                    }
                }
            }
        }
        return found;
    }

    /** Whether one edit turns one into the other. */
    static boolean isOneEdit(String one, String other) {
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

    /** How many chars both end with after the first {@code start}. */
    private static int commonEnd(String one, String other, int start) {
        int shorter = Math.min(one.length(), other.length()) - start;
        int end = 0;
        while (end < shorter && one.charAt(one.length() - 1 - end) == other.charAt(other.length() - 1 - end)) {
            end++;
        }
        return end > 0 && Character.isLowSurrogate(one.charAt(one.length() - end)) ? end - 1 : end;
    }
}
