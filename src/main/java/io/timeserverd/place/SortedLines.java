package io.timeserverd.place;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A text of lines sorted by their first column, which is searched by halving: nothing has to be built when
 * it is loaded. Columns are parted by tabs, the order is that of unsigned bytes, and the last line has its
 * end. Comments begin with {@code #}, which sorts before every key.
 */
final class SortedLines {
    /** Eight bytes of the text at once, the first of them lowest. */
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = ONES << 7;

    private final byte[] bytes;
    private final int first;

    SortedLines(byte[] bytes) {
        this.bytes = bytes;
        int line = 0;
        while (line < bytes.length && bytes[line] == '#') {
            line = next(line);
        }
        first = line;
    }

    /** The start of the first line that is no comment; the end if there is none. */
    int first() {
        return first;
    }

    /** The start of the first line whose key is {@code key} or comes after it; the end if there is none. */
    int ceiling(byte[] key) {
        int low = 0;
        int high = bytes.length;
        while (low < high) {
            int line = start(low, (low + high) >>> 1);
            if (Arrays.compareUnsigned(bytes, line, line + keyLength(line), key, 0, key.length) < 0) {
                low = next(line);
            } else {
                high = line;
            }
        }
        return low;
    }

    /** Whether the line at {@code line} is there and has that key. */
    boolean isKey(int line, byte[] key) {
        return isAt(line) && keyLength(line) == key.length && startsWith(line, key);
    }

    /** Whether a line starts at {@code offset}, rather than that all lines are behind it. */
    boolean isAt(int offset) {
        return offset < bytes.length;
    }

    int next(int line) {
        int end = line;
        while (end + Long.BYTES <= bytes.length) {
            long ends = zeroes((long) EIGHT.get(bytes, end) ^ ONES * '\n');
            if (ends != 0) {
                return end + lowest(ends) + 1;
            }
            end += Long.BYTES;
        }
        while (bytes[end] != '\n') {
            end++;
        }
        return end + 1;
    }

    /** Has a bit for the lowest byte that is zero, none below it, and none at all if there is no such byte. */
    private static long zeroes(long eight) {
        return (eight - ONES) & ~eight & HIGH_BITS;
    }

    private static int lowest(long bits) {
        return Long.numberOfTrailingZeros(bits) / Byte.SIZE;
    }

    private int start(int low, int offset) {
        int start = offset;
        while (start > low && bytes[start - 1] != '\n') {
            start--;
        }
        return start;
    }

    /** How many bytes the key of a line has. */
    int keyLength(int line) {
        int end = line;
        while (bytes[end] != '\t' && bytes[end] != '\n') {
            end++;
        }
        return end - line;
    }

    boolean startsWith(int offset, byte[] beginning) {
        int end = offset + beginning.length;
        return end <= bytes.length && Arrays.equals(bytes, offset, end, beginning, 0, beginning.length);
    }

    byte byteAt(int offset) {
        return bytes[offset];
    }

    /**
     * The first line at or after {@code line}, no comment, whose key has {@code part} in it; the end if there is none.
     *
     * @param part at least two bytes; their first two are looked for in eight places at once
     */
    int having(byte[] part, int line) {
        for (int at = pair(part, line); at < bytes.length; at = pair(part, at + 1)) {
            if (startsWith(at, part) && isInKey(at)) {
                return start(line, at);
            }
        }
        return bytes.length;
    }

    /** Where the first two bytes of {@code part} are next; the end if they are not. */
    private int pair(byte[] part, int from) {
        long first = ONES * (part[0] & 0xFF);
        long second = ONES * (part[1] & 0xFF);
        int at = from;
        for (; at < bytes.length - Long.BYTES; at += Long.BYTES) {
            long pairs = zeroes(((long) EIGHT.get(bytes, at) ^ first) | ((long) EIGHT.get(bytes, at + 1) ^ second));
            if (pairs != 0) {
                return at + lowest(pairs);
            }
        }
        while (at < bytes.length - 1 && (bytes[at] != part[0] || bytes[at + 1] != part[1])) {
            at++;
        }
        return at < bytes.length - 1 ? at : bytes.length;
    }

    private boolean isInKey(int offset) {
        int start = start(0, offset);
        return offset < start + keyLength(start);
    }

    String text(int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }
}
