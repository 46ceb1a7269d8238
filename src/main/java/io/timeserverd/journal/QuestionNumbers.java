package io.timeserverd.journal;

/**
 * Finds the number of a question among the current rows by its {@linkplain Entry#questionId id}, so that a repeated
 * question need not be encoded. The table has a fixed size: of two questions whose ids share a slot, the later one
 * stays.
 */
final class QuestionNumbers {
    /** Not known. */
    static final int UNKNOWN = -1;

    /** More than the plain lines that {@code protocol} remembers, which are about 1,600. */
    private static final int SLOTS = 1 << 12;

    /** The id in each slot, combined with the run of rows in which it was put there. */
    private final long[] keys = new long[SLOTS];

    private final int[] numbers = new int[SLOTS];
    private int run;

    /** Begins a new run of rows, in which no question has a number yet. */
    void begin() {
        run++;
    }

    /** The number of the question with this id, or {@link #UNKNOWN}. */
    int number(int id) {
        int slot = id & (SLOTS - 1);
        return id != Entry.NO_ID && keys[slot] == key(id) ? numbers[slot] : UNKNOWN;
    }

    /** Remembers the number of a question. */
    void put(int id, int number) {
        int slot = id & (SLOTS - 1);
        keys[slot] = key(id);
        numbers[slot] = number;
    }

    private long key(int id) {
        return ((long) run << Integer.SIZE) | (id & 0xffff_ffffL);
    }
}
