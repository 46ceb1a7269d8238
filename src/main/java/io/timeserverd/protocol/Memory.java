package io.timeserverd.protocol;

import io.timeserverd.place.Place;
import java.util.Arrays;
import java.util.Optional;

/**
 * What lines that ask for the time now turned out to mean, and what each was answered last: most clients ask what was asked
 * before, often in the same second. A line that is remembered is answered without making an object.
 *
 * <p>Of fixed size, and forgetful: where more lines meet in one corner than have room, one of them gives way to the new one.
 * What it holds is true as long as zones, places and defaults stay what they are.
 */
final class Memory {
    private static final int BITS = 12;
    private static final int PLACES = 1 << BITS;
    private static final int NEIGHBOURS = 8;

    /** Longer lines are not remembered; so the memory of all of them stays below a megabyte and a half. */
    private static final int LINE_BOUND = 64;

    private static final int REPLY_BOUND = 64;

    private final int[] hashes = new int[PLACES];
    private final Known[] lines = new Known[PLACES];
    private int turn;

    /** One line. */
    static final class Known {
        private final byte[] line;
        final Note note = new Note();
        final Optional<Place> place;
        final String label;
        final Format format;
        private byte[] reply = {};
        private long replySecond;

        private Known(byte[] line, Optional<Place> place, Format format) {
            this.line = line;
            this.place = place;
            this.label = place.orElseThrow().label();
            this.format = format;
        }

        private boolean is(byte[] bytes, int from, int to) {
            return Arrays.equals(line, 0, line.length, bytes, from, to);
        }

        /** Writes the reply of that second if it is known; else does nothing. */
        boolean repeat(long second, Output out) {
            if (second != replySecond || reply.length == 0) {
                return false;
            }
            out.put(reply);
            return true;
        }

        /** Remembers the reply that is {@code out} from {@code start} on, if it holds for the whole second. */
        void keep(long second, Output out, int start) {
            int length = out.length() - start;
            if (!format.isOfWholeSeconds() || length > REPLY_BOUND) {
                return;
            }
            if (reply.length != length) {
                reply = new byte[length];
            }
            System.arraycopy(out.array(), start, reply, 0, length);
            replySecond = second;
        }
    }

    /** What is known of the line {@code bytes[from, to)}, or null. */
    Known find(byte[] bytes, int from, int to) {
        if (to - from > LINE_BOUND) {
            return null;
        }
        int hash = hash(bytes, from, to);
        int first = first(hash);
        for (int i = first; i < first + NEIGHBOURS; i++) {
            if (hashes[i] == hash && lines[i] != null && lines[i].is(bytes, from, to)) {
                return lines[i];
            }
        }
        return null;
    }

    /** Remembers a line that is not known; it asks for the time now. */
    void add(byte[] bytes, int from, int to, Optional<Place> place, Format format) {
        if (to - from <= LINE_BOUND) {
            int hash = hash(bytes, from, to);
            int at = free(first(hash));
            hashes[at] = hash;
            lines[at] = new Known(Arrays.copyOfRange(bytes, from, to), place, format);
        }
    }

    private int free(int first) {
        for (int i = first; i < first + NEIGHBOURS; i++) {
            if (lines[i] == null) {
                return i;
            }
        }
        return first + (turn++ & (NEIGHBOURS - 1));
    }

    private static int hash(byte[] bytes, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash * 0x9E3779B9;
    }

    /** The first of the neighbouring places where a line may be. */
    private static int first(int hash) {
        return (hash >>> (Integer.SIZE - BITS)) & -NEIGHBOURS;
    }
}
