package io.timeserverd.journal;

import java.util.Arrays;

/**
 * Numbers the {@link Literal}s of one kind among some rows, and finds a literal again by its bytes. It does not copy
 * the bytes, which are in the rows: it only keeps where they are, in tables of a fixed size.
 *
 * <p>A slot counts only if it holds the number of a literal among these rows, and that literal in turn names the slot.
 * So beginning with new rows clears nothing, which would be expensive for a few rows (Briggs and Torczon, "An efficient
 * representation for sparse sets", 1993).
 */
final class Dictionary {
    private static final int BITS = 13;

    /**
     * More than the literals of a kind in a page of rows: a row takes at least 5 bytes without its literals, and a
     * literal 4.
     */
    static final int SLOTS = 1 << BITS;

    /** How many slots a literal may be in. It bounds the time that requests cost whose literals are made to collide. */
    static final int PROBES = 8;

    private static final int NO_SLOT = -1;

    /** Numbers of literals, among these rows or earlier ones. */
    private final int[] slots = new int[SLOTS];

    // By number: the slot of the literal, and where it begins.
    private final int[] slotOf = new int[SLOTS];
    private final int[] startOf = new int[SLOTS];

    private int count;

    /** Begins a new run of rows, in which no literal has a number yet. */
    void begin() {
        count = 0;
    }

    /**
     * The number n of the literal in {@code rows[from, to)}. Or ~n, the next number, when the literal has to be written
     * out: it is new, or all its slots were taken when it was new.
     */
    int number(byte[] rows, int from, int to) {
        int first = hash(rows, from, to);
        for (int i = 0; i < PROBES; i++) {
            int slot = (first + i) & (SLOTS - 1);
            int number = slots[slot];
            if (number >= count || slotOf[number] != slot) {
                slots[slot] = count;
                return ~add(slot, from);
            }
            int start = startOf[number];
            if (Arrays.equals(rows, start, start + to - from, rows, from, to)) {
                return number;
            }
        }
        return ~add(NO_SLOT, from);
    }

    /** Gives a number to a literal that is written out from {@code start} on. It will not be found by its bytes. */
    int add(int start) {
        return add(NO_SLOT, start);
    }

    private int add(int slot, int start) {
        slotOf[count] = slot;
        startOf[count] = start;
        return count++;
    }

    /** The first slot of a literal. */
    static int hash(byte[] bytes, int from, int to) {
        long hash = 0;
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            hash = (hash ^ Bytes.getLong(bytes, at)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        if (at < to && to - from >= Long.BYTES) { // the last 8 bytes, which may include some of the ones before
            hash = (hash ^ Bytes.getLong(bytes, to - Long.BYTES)) * 0x9E3779B97F4A7C15L;
            at = to;
        }
        for (; at < to; at++) {
            hash = (hash ^ bytes[at]) * 0x9E3779B97F4A7C15L;
        }
        return (int) (hash >>> (Long.SIZE - BITS));
    }
}
