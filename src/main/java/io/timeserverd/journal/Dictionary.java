package io.timeserverd.journal;

import java.util.Arrays;

/**
 * Numbers the {@link Literal}s of one kind among some rows, and finds a literal again by its bytes. The bytes stand among the
 * rows themselves; kept here is only where, in tables whose size no request can change.
 *
 * <p>A slot counts only if it holds the number of a literal of these rows that names the slot in turn. So beginning
 * clears nothing, however few the rows may be (Briggs and Torczon, "An efficient representation for sparse sets", 1993).
 */
final class Dictionary {
    private static final int BITS = 13;

    /** No page of rows holds as many literals of a kind: a row takes at least 5 bytes without its literals, and a literal 4. */
    static final int SLOTS = 1 << BITS;

    /** Slots that a literal may stand in, so that requests made to collide cost no more time than this. */
    static final int PROBES = 8;

    private static final int NO_SLOT = -1;

    /** Numbers of literals, of these rows or of earlier ones. */
    private final int[] slots = new int[SLOTS];

    // By number: the slot it is in, and where its literal begins.
    private final int[] slotOf = new int[SLOTS];
    private final int[] startOf = new int[SLOTS];

    private int count;

    /** Begins with rows among which no literal has a number yet. */
    void begin() {
        count = 0;
    }

    /**
     * The number n of the literal in {@code rows[from, to)}; or ~n when the literal must be written out and gets the next
     * number, because it is new or all its slots were taken when it was.
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

    /** The number of a literal that is written out from {@code start} on and will not be found by its bytes. */
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
        if (at < to && to - from >= Long.BYTES) { // the last bytes, some of them once more
            hash = (hash ^ Bytes.getLong(bytes, to - Long.BYTES)) * 0x9E3779B97F4A7C15L;
            at = to;
        }
        for (; at < to; at++) {
            hash = (hash ^ bytes[at]) * 0x9E3779B97F4A7C15L;
        }
        return (int) (hash >>> (Long.SIZE - BITS));
    }
}
