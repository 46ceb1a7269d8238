package io.timeserverd.place;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What sorts out nearly all keys with the same first letter by one look at each: how many letters a key has, and which. A
 * change of one letter changes the number by one at most, and takes away or adds at most one ASCII letter each.
 */
final class Outlines {
    private static final int FEW = 64;

    private int[] lines = new int[FEW];
    private int[] lengths = new int[FEW];
    private int[] ascii = new int[FEW];
    private int size;

    private Outlines() {}

    static Outlines of(SortedLines lines, int firstLetter) {
        var outlines = new Outlines();
        var first = Character.toString(firstLetter).getBytes(StandardCharsets.UTF_8);
        for (int line = lines.ceiling(first); lines.startsWith(line, first); line = lines.next(line)) {
            outlines.add(lines, line);
        }
        return outlines;
    }

    private void add(SortedLines all, int line) {
        if (size == lines.length) {
            lines = Arrays.copyOf(lines, 2 * size);
            lengths = Arrays.copyOf(lengths, 2 * size);
            ascii = Arrays.copyOf(ascii, 2 * size);
        }
        lines[size] = line;
        for (int at = line; all.byteAt(at) != '\t'; at++) {
            byte b = all.byteAt(at);
            ascii[size] |= bit(b);
            lengths[size] += (b & 0xC0) == 0x80 ? 0 : 1;
        }
        size++;
    }

    /** A bit for an ASCII character, by its low five bits: enough to tell letters apart. None for others. */
    private static int bit(int letter) {
        return letter >= 0 && letter < 0x80 ? 1 << letter : 0;
    }

    /** The ASCII letters of a word. */
    static int ascii(int[] letters) {
        int all = 0;
        for (int letter : letters) {
            all |= bit(letter);
        }
        return all;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int line(int index) {
        return lines[index];
    }

    /**
     * The first key from {@code from} on that may be made of a word by {@code changes} changes; -1 if there is none.
     *
     * @param length how many letters the word has
     * @param wanted which, from {@link #ascii(int[])}
     */
    int next(int length, int wanted, int changes, int from) {
        for (int i = from; i < size; i++) {
            if (Math.abs(lengths[i] - length) <= changes && Integer.bitCount(ascii[i] ^ wanted) <= 2 * changes) {
                return i;
            }
        }
        return -1;
    }
}
