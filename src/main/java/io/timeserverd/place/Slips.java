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
        int[] a = one.codePoints().toArray();
        int[] b = other.codePoints().toArray();
        if (a.length < b.length) {
            int[] longer = b;
            b = a;
            a = longer;
        }
        int start = 0;
        while (start < b.length && a[start] == b[start]) {
            start++;
        }
        int end = 0;
        while (end < b.length - start && a[a.length - 1 - end] == b[b.length - 1 - end]) {
            end++;
        }
        int left = a.length - start - end;
        if (a.length > b.length) {
            return left == 1 && a.length - b.length == 1;
        }
        return left == 1 || (left == 2 && a[start] == b[start + 1] && a[start + 1] == b[start]);
    }
}
