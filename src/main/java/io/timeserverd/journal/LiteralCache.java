package io.timeserverd.journal;

import java.util.Arrays;

/**
 * What a reader remembers of the values it has read, by the bytes of their {@link Literal}s: values come again in every
 * frame, and to make them anew takes longer than everything else about a row. Of fixed size, and forgetful like a
 * {@link Lexicon}. What comes once only is not remembered: it would live just long enough to make the collector's work long.
 */
final class LiteralCache<T> {
    private static final int NEIGHBOURS = 8;

    private final int shift;
    private final int[] hashes;
    private final byte[][] literals;
    private final Object[] values;

    /** By the highest bits of their hashes: the hashes of those that came once. */
    private final int[] once;

    private int turn;

    /**
     * @param bits of the number of slots; twice as many as values that come again and again
     */
    LiteralCache(int bits) {
        shift = Integer.SIZE - bits;
        hashes = new int[1 << bits];
        literals = new byte[1 << bits][];
        values = new Object[1 << bits];
        once = new int[1 << bits];
    }

    /** The value whose literal is {@code bytes[from, to)}, or null. */
    @SuppressWarnings("unchecked") // only put() sets them
    T get(byte[] bytes, int from, int to) {
        var hash = hash(bytes, from, to);
        var first = first(hash);
        for (var at = first; at < first + NEIGHBOURS && literals[at] != null; at++) {
            if (hashes[at] == hash && Arrays.equals(literals[at], 0, literals[at].length, bytes, from, to)) {
                return (T) values[at];
            }
        }
        return null;
    }

    /** Remembers a value that it does not know, when it comes for the second time. */
    void put(byte[] bytes, int from, int to, T value) {
        var hash = hash(bytes, from, to);
        if (once[hash >>> shift] != hash) {
            once[hash >>> shift] = hash;
            return;
        }
        var slot = free(first(hash));
        hashes[slot] = hash;
        literals[slot] = Arrays.copyOfRange(bytes, from, to);
        values[slot] = value;
    }

    private int first(int hash) {
        return (hash >>> shift) & -NEIGHBOURS;
    }

    private int free(int first) {
        for (var at = first; at < first + NEIGHBOURS; at++) {
            if (literals[at] == null) {
                return at;
            }
        }
        return first + (turn++ & (NEIGHBOURS - 1));
    }

    private static int hash(byte[] bytes, int from, int to) {
        var hash = (long) (to - from);
        var at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            hash = (hash ^ Frame.getLong(bytes, at)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        for (; at < to; at++) {
            hash = (hash ^ bytes[at]) * 0x9E3779B97F4A7C15L;
        }
        return (int) (hash >>> 32);
    }
}
