package io.timeserverd.journal;

import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What a writer remembers of the values it has written: their literals, and their number in the
 * current frame. Of fixed size, and forgetful: where more values meet in one of its corners than have room, one of them gives way
 * to the new one, and is then simply written out again.
 */
final class Lexicon<T> {
    private static final int NEIGHBOURS = 8;

    private final UnaryOperator<T> keep;
    private final Function<T, byte[]> encode;
    private final int shift;
    private final int[] hashes;
    private final Object[] values;
    private final byte[][] bytes;
    private final int[] frames;
    private final int[] numbers;
    private int frame;
    private int used;
    private int turn;

    /**
     * @param bits of the number of slots; several times as many as values that come again and again
     * @param keep makes a value that does not change from one that may
     * @param encode the literal of a value
     */
    Lexicon(int bits, UnaryOperator<T> keep, Function<T, byte[]> encode) {
        shift = Integer.SIZE - bits;
        hashes = new int[1 << bits];
        values = new Object[1 << bits];
        bytes = new byte[1 << bits][];
        frames = new int[1 << bits];
        numbers = new int[1 << bits];
        this.keep = keep;
        this.encode = encode;
    }

    /** Begins a frame, in which nothing has a number yet. */
    void restart() {
        frame++;
        used = 0;
    }

    /** The slot of a value, which now holds its bytes. */
    int slot(T value) {
        var hash = value.hashCode() * 0x9E3779B9;
        var first = (hash >>> shift) & -NEIGHBOURS;
        var slot = first + (turn++ & (NEIGHBOURS - 1));
        for (var at = first; at < first + NEIGHBOURS; at++) {
            if (hashes[at] == hash && value.equals(values[at])) {
                return at;
            }
            slot = values[at] == null ? at : slot;
        }
        hashes[slot] = hash;
        values[slot] = keep.apply(value);
        bytes[slot] = encode.apply(value);
        frames[slot] = frame - 1;
        return slot;
    }

    byte[] bytes(int slot) {
        return bytes[slot];
    }

    /** The number of the slot's value in this frame, or -1 when it must be written out; then it has one. */
    int number(int slot) {
        if (frames[slot] == frame) {
            return numbers[slot];
        }
        frames[slot] = frame;
        numbers[slot] = used++;
        return -1;
    }
}
