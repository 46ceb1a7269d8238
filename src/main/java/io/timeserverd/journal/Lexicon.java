package io.timeserverd.journal;

import java.util.Arrays;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What a writer remembers of the values it has written: their bytes, and their number in the
 * current frame. Of fixed size, and forgetful: two values that meet in one slot evict each other,
 * and are then simply written out again.
 */
final class Lexicon<T> {
    private static final int SLOTS = 1024;

    private final UnaryOperator<T> keep;
    private final Function<T, byte[]> encode;
    private final Object[] values = new Object[SLOTS];
    private final byte[][] bytes = new byte[SLOTS][];
    private final int[] frames = new int[SLOTS];
    private final int[] numbers = new int[SLOTS];
    private int frame;
    private int used;

    /**
     * @param keep makes a value that does not change from one that may
     * @param encode the bytes of a value
     */
    Lexicon(UnaryOperator<T> keep, Function<T, byte[]> encode) {
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
        var slot = hash >>> 22;
        var held = values[slot];
        if (held != value && !value.equals(held)) {
            values[slot] = keep.apply(value);
            bytes[slot] = cut(encode.apply(value));
            frames[slot] = frame - 1;
        }
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

    /** At most {@link Frame#MAX_TEXT} bytes, never ending inside a UTF-8 sequence. */
    private static byte[] cut(byte[] bytes) {
        if (bytes.length <= Frame.MAX_TEXT) {
            return bytes;
        }
        var end = Frame.MAX_TEXT;
        while (end > 0 && (bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return Arrays.copyOf(bytes, end);
    }
}
