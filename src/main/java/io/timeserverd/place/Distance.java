package io.timeserverd.place;

import java.util.Arrays;

/**
 * How many letters have to be inserted, left out, changed or swapped with the next one to make one word of
 * another (the optimal string alignment distance), as far as it is at most a limit.
 */
final class Distance {
    private final int[] wanted;
    private final int limit;

    private final int[] letters;
    private int[] beforeLast;
    private int[] last;
    private int[] row;

    Distance(int[] wanted, int limit) {
        this.wanted = wanted;
        this.limit = limit;
        letters = new int[wanted.length + limit];
        beforeLast = new int[wanted.length + 1];
        last = new int[wanted.length + 1];
        row = new int[wanted.length + 1];
    }

    /** The distance to the key of a line, or more than the limit. */
    int to(SortedLines lines, int line) {
        int count = decode(lines, line, lines.keyLength(line));
        if (count > letters.length) {
            return limit + 1;
        }
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

    /** The letters of a key, as far as there is room; returns how many it has, or one more than there is room for. */
    private int decode(SortedLines lines, int offset, int length) {
        int count = 0;
        for (int at = offset; at < offset + length; count++) {
            int lead = lines.byteAt(at++);
            int letter = lead >= 0 ? lead : lead & (lead >= -16 ? 0x07 : lead >= -32 ? 0x0F : 0x1F);
            while (at < offset + length && (lines.byteAt(at) & 0xC0) == 0x80) {
                letter = (letter << 6) | (lines.byteAt(at++) & 0x3F);
            }
            if (count == letters.length) {
                return count + 1;
            }
            letters[count] = letter;
        }
        return count;
    }
}
