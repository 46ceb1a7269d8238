package io.timeserverd.protocol;

import io.timeserverd.place.Place;
import java.util.Arrays;
import java.util.Optional;

/**
 * Remembers what recent requests for the time now mean, and the last reply to each: most clients send a line that was sent
 * before, often within the same second. The reply to a remembered line allocates nothing.
 *
 * <p>The bound is in bytes and counts everything that a line keeps alive. At the bound all lines are forgotten; a line that
 * takes much room is not remembered at all. The memory holds for one set of zones, places and defaults.
 */
final class RecentLines {
    /** Bytes that all lines and the table take at most. */
    static final int MAX_BYTES = 1 << 20;

    private static final int BITS = 13;
    private static final int SLOTS = 1 << BITS;

    /** A line is in one of this many adjacent slots. */
    private static final int NEIGHBOURS = 8;

    private static final int TABLE_BYTES = 8 * SLOTS;
    private static final int MAX_LINE_BYTES = 2048;
    private static final int MAX_REPLY = 64;

    private final Format shared;
    private final Line[] slots = new Line[SLOTS];
    private int bytes = TABLE_BYTES;
    private int lastId;

    /** @param shared a format that exists anyway, so it costs a line nothing */
    RecentLines(Format shared) {
        this.shared = shared;
    }

    /** A remembered line. */
    static final class Line {
        private final int hash;
        private final byte[] text;
        private final int bytes;

        /** Differs from that of all other lines, and is not 0. */
        final int id;

        final Optional<Place> place;
        final String label;
        final Format format;
        private byte[] reply = {};
        private long replySecond;

        private Line(int hash, byte[] text, int bytes, int id, Optional<Place> place, String label, Format format) {
            this.hash = hash;
            this.text = text;
            this.bytes = bytes;
            this.id = id;
            this.place = place;
            this.label = label;
            this.format = format;
        }

        /** Writes the reply of that second if it is remembered. Returns whether it is. */
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
            if (!format.isConstantWithinSecond() || length > MAX_REPLY) {
                return;
            }
            if (reply.length != length) {
                reply = new byte[length];
            }
            System.arraycopy(out.array(), start, reply, 0, length);
            replySecond = second;
        }
    }

    /** The line {@code text[from, to)}, or null if it is not remembered. */
    Line find(byte[] text, int from, int to) {
        int hash = hash(text, from, to);
        int first = first(hash);
        for (int i = first; i < first + NEIGHBOURS && slots[i] != null; i++) {
            if (is(slots[i], hash, text, from, to)) {
                return slots[i];
            }
        }
        return null;
    }

    /** Remembers a line that asks for the time now. */
    void add(byte[] text, int from, int to, Optional<Place> place, String label, Format format) {
        int size = size(to - from, place.orElseThrow(), label) + (format == shared ? 0 : format.heapBytes());
        if (size > MAX_LINE_BYTES) {
            return;
        }
        if (bytes + size > MAX_BYTES) {
            Arrays.fill(slots, null);
            bytes = TABLE_BYTES;
        }
        int hash = hash(text, from, to);
        int slot = slot(hash, text, from, to);
        bytes += size - (slots[slot] == null ? 0 : slots[slot].bytes);
        slots[slot] = new Line(hash, Arrays.copyOfRange(text, from, to), size, nextId(), place, label, format);
    }

    private int nextId() {
        lastId = lastId == Integer.MAX_VALUE ? 1 : lastId + 1;
        return lastId;
    }

    /** How many bytes are taken, by the estimate of {@link #size}. */
    int bytes() {
        return bytes;
    }

    /** The first slot in which a line can be. */
    private static int first(int hash) {
        return (hash >>> (Integer.SIZE - BITS)) & -NEIGHBOURS;
    }

    /** The slot of a line, else one for it: the first that is free, or the first of all. */
    private int slot(int hash, byte[] text, int from, int to) {
        int first = first(hash);
        for (int i = first; i < first + NEIGHBOURS; i++) {
            if (slots[i] == null || is(slots[i], hash, text, from, to)) {
                return i;
            }
        }
        return first;
    }

    private static boolean is(Line line, int hash, byte[] text, int from, int to) {
        return line.hash == hash && Arrays.equals(line.text, 0, line.text.length, text, from, to);
    }

    private static int hash(byte[] text, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + text[i];
        }
        return hash * 0x9E3779B9;
    }

    /** Bytes that a line takes without its format, estimated on the high side. */
    private static int size(int length, Place place, String label) {
        int objects = 192 + MAX_REPLY; // line, place, optional, array headers
        return objects
                + length
                + place.zone().heapBytes()
                + size(label)
                + size(place.name())
                + size(place.region())
                + size(place.country())
                + size(place.countryCode())
                + place.note().bytes();
    }

    private static int size(String text) {
        return text.isEmpty() ? 24 : 48 + 2 * text.length();
    }
}
