package io.timeserverd.journal;

import java.util.Arrays;

/** The distinct {@link Filter} keys of a block that is being built. */
final class KeySet {
    /** At most three keys a record, and never more than half full. */
    private static final int SLOTS = Integer.highestOneBit(3 * Index.RECORDS) << 2;

    private final long[] slots = new long[SLOTS];
    private final long[] keys = new long[3 * Index.RECORDS];
    private int count;

    void clear() {
        Arrays.fill(slots, 0);
        count = 0;
    }

    void add(long key) {
        // 0 marks a free slot; that one key in 2^64 may be kept several times does no harm.
        var slot = (int) key & (SLOTS - 1);
        while (slots[slot] != 0) {
            if (slots[slot] == key) {
                return;
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
        slots[slot] = key;
        keys[count++] = key;
    }

    Filter toFilter() {
        return Filter.of(keys, count);
    }
}
