package io.timeserverd.place;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A text of lines sorted by their first column, which is searched by halving: nothing has to be built when
 * it is loaded. Columns are parted by tabs, the order is that of unsigned bytes, and the last line has its
 * end. Comments begin with {@code #}, which sorts before every key.
 */
final class SortedLines {
    private final byte[] bytes;

    SortedLines(byte[] bytes) {
        this.bytes = bytes;
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
        while (bytes[end] != '\n') {
            end++;
        }
        return end + 1;
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

    /** The first line at or after {@code line} whose key has {@code part} in it; the end if there is none. */
    int having(byte[] part, int line) {
        int last = bytes.length - part.length;
        for (int at = line; at <= last; at++) {
            if (bytes[at] == part[0] && startsWith(at, part)) {
                int found = start(line, at);
                if (at < found + keyLength(found)) {
                    return found;
                }
            }
        }
        return bytes.length;
    }

    String text(int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }
}
