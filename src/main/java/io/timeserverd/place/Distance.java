package io.timeserverd.place;

import java.util.Arrays;

/**
 * How many letters have to be inserted, left out, changed or swapped with the next one to make one word of
 * another (the optimal string alignment distance), as far as it is at most a limit.
 */
final class Distance {
    private final int[] wanted;
    private final int limit;

    /** A bit for each ASCII character in it, by the low five bits: enough to tell letters apart. */
    private final int wantedAscii;

    private final int[] letters;
    private int[] beforeLast;
    private int[] last;
    private int[] row;

    Distance(int[] wanted, int limit) {
        this.wanted = wanted;
        this.limit = limit;
        int ascii = 0;
        for (int letter : wanted) {
            ascii |= letter < 0x80 ? 1 << letter : 0;
        }
        wantedAscii = ascii;
        letters = new int[wanted.length + limit];
        beforeLast = new int[wanted.length + 1];
        last = new int[wanted.length + 1];
        row = new int[wanted.length + 1];
    }

    /** The distance to the key of a line, or more than the limit. */
    int to(SortedLines lines, int line) {
        if (!mayBeNear(lines, line)) {
            return limit + 1;
        }
        int count = decode(lines, line, lines.keyLength(line));
        for (int j = 0; j <= wanted.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= count; i++) {
            var free = beforeLast;
            beforeLast = last;
            last = row;
            row = free;
            if (step(i) > limit) {
                return limit + 1;
            }
        }
        return row[wanted.length];
    }

    /**
     * Sorts out nearly all keys by one look at each byte: a change of one letter changes the length by one at
     * most, and takes away or adds at most one ASCII letter each.
     */
    private boolean mayBeNear(SortedLines lines, int line) {
        int count = 0;
        int ascii = 0;
        for (int at = line; lines.byteAt(at) != '\t'; at++) {
            byte b = lines.byteAt(at);
            if (b >= 0) {
                ascii |= 1 << b;
            }
            if ((b & 0xC0) != 0x80) {
                count++;
            }
        }
        return Math.abs(count - wanted.length) <= limit && Integer.bitCount(ascii ^ wantedAscii) <= 2 * limit;
    }

    /** Fills the row of the i-th letter; returns its least distance. */
    private int step(int i) {
        // Farther than the limit from the diagonal, a distance is above the limit.
        int from = Math.max(1, i - limit);
        int to = Math.min(wanted.length, i + limit);
        Arrays.fill(row, limit + 1);
        row[0] = i;
        int least = from == 1 ? i : limit + 1;
        for (int j = from; j <= to; j++) {
            int best = last[j - 1] + (letters[i - 1] == wanted[j - 1] ? 0 : 1);
            best = Math.min(best, Math.min(last[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && letters[i - 1] == wanted[j - 2] && letters[i - 2] == wanted[j - 1]) {
                best = Math.min(best, beforeLast[j - 2] + 1);
            }
            row[j] = best;
            least = Math.min(least, best);
        }
        return least;
    }

    /** The letters of a key that is not too long. */
    private int decode(SortedLines lines, int offset, int length) {
        int count = 0;
        for (int at = offset; at < offset + length; count++) {
            int lead = lines.byteAt(at++);
            int letter = lead >= 0 ? lead : lead & (lead >= -16 ? 0x07 : lead >= -32 ? 0x0F : 0x1F);
            while (at < offset + length && (lines.byteAt(at) & 0xC0) == 0x80) {
                letter = (letter << 6) | (lines.byteAt(at++) & 0x3F);
            }
            letters[count] = letter;
        }
        return count;
    }
}
