package io.timeserverd.journal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What a writer remembers of the values it has written: their literals, and their number in the
 * current frame. Of fixed size, and forgetful: where more values meet in one of its corners than have room, one of them gives way
 * to the new one, and is then simply written out again.
 */
final class Lexicon<T> {
    private static final int NEIGHBOURS = 8;

    /** What is known of a value, in one place: it is looked at for every row, and memory is slow. */
    static final class Slot<T> {
        private final int at;
        private int hash;
        private T value;
        private byte[] literal;
        private int frame;
        private int number;

        /** Of a question: the checksum of its last reply, and the mark with which it came last, or null. */
        int replyCrc;

        Mark mark;

        private Slot(int at) {
            this.at = at;
        }

        byte[] literal() {
            return literal;
        }
    }

    private final UnaryOperator<T> keep;
    private final Function<T, byte[]> encode;
    private final int shift;
    private final List<Slot<T>> slots;
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
        slots = new ArrayList<>(Collections.nCopies(1 << bits, null));
        this.keep = keep;
        this.encode = encode;
    }

    /** Begins a frame, in which nothing has a number yet. */
    void restart() {
        frame++;
        used = 0;
    }

    /** The slot of a value, which now holds it. */
    Slot<T> slot(T value) {
        var hash = value.hashCode() * 0x9E3779B9;
        var first = (hash >>> shift) & -NEIGHBOURS;
        for (var at = first; at < first + NEIGHBOURS; at++) {
            var slot = slots.get(at);
            if (slot == null) {
                slot = new Slot<>(at);
                slots.set(at, slot);
                return take(slot, value, hash);
            }
            if (slot.hash == hash && value.equals(slot.value)) {
                return slot;
            }
        }
        return take(slots.get(first + (turn++ & (NEIGHBOURS - 1))), value, hash);
    }

    /** Whether a slot, which may be another lexicon's, holds what came here with this mark last. */
    boolean holds(Slot<T> slot, Mark mark) {
        return slot != null && slot.mark == mark && slots.get(slot.at) == slot;
    }

    /** The number of the slot's value in this frame, or -1 when it must be written out; then it has one. */
    int number(Slot<T> slot) {
        if (slot.frame == frame) {
            return slot.number;
        }
        slot.frame = frame;
        slot.number = used++;
        return -1;
    }

    private Slot<T> take(Slot<T> slot, T value, int hash) {
        slot.hash = hash;
        slot.value = keep.apply(value);
        slot.literal = encode.apply(value);
        slot.frame = frame - 1;
        slot.mark = null;
        return slot;
    }
}
