package io.timeserverd.place;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Tells quickly which keys with the same first letter cannot be near a word, by how many letters a key has and which.
 * Changing one letter of a word changes their number by one at most, adds at most one ASCII letter and removes at most one.
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
        outlines.resize(outlines.size);
        return outlines;
    }

    private void add(SortedLines all, int line) {
        if (size == lines.length) {
            resize(2 * size);
        }
        lines[size] = line;
        for (int at = line; all.byteAt(at) != '\t'; at++) {
            byte b = all.byteAt(at);
            ascii[size] |= bit(b);
            lengths[size] += (b & 0xC0) == 0x80 ? 0 : 1;
        }
        size++;
    }

    private void resize(int room) {
        lines = Arrays.copyOf(lines, room);
        lengths = Arrays.copyOf(lengths, room);
        ascii = Arrays.copyOf(ascii, room);
    }

    /** A bit for an ASCII character by its low five bits, which tell letters apart; none for other characters. */
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

    /** Whether they are made faster than it is worth to keep them. */
    boolean areFew() {
        return size <= FEW;
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
