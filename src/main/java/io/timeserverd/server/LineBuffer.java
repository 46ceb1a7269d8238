package io.timeserverd.server;

import io.timeserverd.protocol.RequestParser;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * What one connection has received and not answered yet: the beginning of a line, or lines for which there was no room
 * to answer. Holds no storage while it is empty, which on an idle connection it is.
 *
 * <p>Lines are cut in the service's one input buffer; this is only where the rest waits between two reads.
 */
final class LineBuffer {
    private static final byte[] NOTHING = {};

    /**
     * The storage of those that are empty now: room for a line and its end, or for a power of two of bytes. Shared by those
     * that one thread uses.
     */
    static final class Spares {
        private static final int LINE = RequestParser.MAX_BYTES + 2;

        /** The sizes that are more than a line: from 2^9 bytes on; of longer ones nothing is spared. */
        private static final int LEAST_BITS = 9;

        private static final int MOST_BITS = 14;

        /** Half a megabyte, all of them together. */
        private static final int BOUND = 16;

        private static final int LINES_BOUND = 64;

        private final Queue<byte[]> lines = new ArrayDeque<>(LINES_BOUND);
        private final List<Queue<byte[]>> longer = new ArrayList<>();

        Spares() {
            for (int bits = LEAST_BITS; bits <= MOST_BITS; bits++) {
                longer.add(new ArrayDeque<>(BOUND));
            }
        }

        /** At least {@code length} bytes, and less than twice as many unless a line needs them. */
        private byte[] take(int length) {
            int bits = bits(length);
            if (bits > MOST_BITS) {
                return new byte[length];
            }
            var spare = length <= LINE
                    ? lines.poll()
                    : longer.get(bits - LEAST_BITS).poll();
            return spare != null ? spare : new byte[length <= LINE ? LINE : 1 << bits];
        }

        private void giveBack(byte[] storage) {
            if (storage.length == LINE) {
                add(storage, lines, LINES_BOUND);
            } else if (storage.length > LINE && bits(storage.length) <= MOST_BITS) {
                add(storage, longer.get(bits(storage.length) - LEAST_BITS), BOUND);
            }
        }

        private static void add(byte[] storage, Queue<byte[]> spares, int bound) {
            if (spares.size() < bound) {
                spares.add(storage);
            }
        }

        /** The least power of two that is no less than {@code length}. */
        private static int bits(int length) {
            return Integer.SIZE - Integer.numberOfLeadingZeros(length - 1);
        }
    }

    private byte[] bytes = NOTHING;
    private int length;

    /** Drops input up to the end of a line that was too long. */
    private boolean skipping;

    /** Copies what waits to the front of {@code input}; returns how much it is. */
    int copyTo(byte[] input) {
        System.arraycopy(bytes, 0, input, 0, length);
        return length;
    }

    /** Keeps {@code input[from, to)} instead of what waited before. */
    void keep(byte[] input, int from, int to, Spares spares) {
        length = to - from;
        if (length == 0 || length > bytes.length || bytes.length > Math.max(Spares.LINE, 2 * length)) {
            spares.giveBack(bytes);
            bytes = length == 0 ? NOTHING : spares.take(length);
        }
        System.arraycopy(input, from, bytes, 0, length);
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Bytes of storage, where it is more than a line takes: never more than twice as many as wait. */
    int storage() {
        return bytes.length > Spares.LINE ? bytes.length : 0;
    }

    boolean isEmpty() {
        return length == 0;
    }

    /** Whether the rest of a line is being dropped. */
    boolean isSkipping() {
        return skipping;
    }

    void skip(boolean toTheEndOfTheLine) {
        skipping = toTheEndOfTheLine;
    }

    /** Where the line feed of the line at {@code from} stands, or -1. */
    static int lineFeed(byte[] input, int from, int to) {
        for (int i = from; i < to; i++) {
            if (input[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** The end of {@code input[from, to)} without the CR of a CRLF. */
    static int withoutCarriageReturn(byte[] input, int from, int to) {
        return to > from && input[to - 1] == '\r' ? to - 1 : to;
    }

    /** Whether {@code input[0, length)} begins with a line that can be answered, if only because it is too long. */
    static boolean hasLine(byte[] input, int length) {
        return isTooLong(input, 0, length) || lineFeed(input, 0, length) >= 0;
    }

    /** Whether the beginning of a line is too long already, whatever follows. */
    static boolean isTooLong(byte[] input, int from, int to) {
        return withoutCarriageReturn(input, from, to) - from > RequestParser.MAX_BYTES;
    }
}
