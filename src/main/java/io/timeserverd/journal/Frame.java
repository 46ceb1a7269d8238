package io.timeserverd.journal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The unit of checking: a header and the rows of some consecutive records. A redo file is a sequence
 * of frames, the values of a sealed segment are frames; numbers are big-endian.
 *
 * <pre>
 *      0  int    bytes of rows behind the header
 *      4  int    CRC-32C of: segment (long), place (long), and the frame without this field
 *      8  long   id of the first record
 *     16  long   time of the first record, nanoseconds since 1970
 *     24  int    number of records
 *     28  rows   see {@link FrameWriter}
 * </pre>
 *
 * <p>The checksum covers where the frame stands: the first id of its segment, and its offset in the
 * redo file (or {@link #SEALED}). So bytes left over from elsewhere are never taken for a frame.
 */
final class Frame {
    static final int HEADER = 28;

    /** Frames never cross a multiple of this in a redo file, so that a reader can start at any page. */
    static final int PAGE = 1 << 16;

    /** The longest text, address or request that is stored; longer ones are cut. */
    static final int MAX_TEXT = 256;

    /** No row is longer: nine values with their lengths, a reference to them, seven numbers, flags and a checksum. */
    static final int MAX_ROW = 9 * (3 + MAX_TEXT) + 7 * 10 + 6;

    /** The place of a frame that is a value in a sealed segment. */
    static final long SEALED = -1;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Frame() {}

    static int getInt(byte[] bytes, int at) {
        return (int) INT.get(bytes, at);
    }

    static void putInt(byte[] bytes, int at, int value) {
        INT.set(bytes, at, value);
    }

    static long getLong(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }

    static void putLong(byte[] bytes, int at, long value) {
        LONG.set(bytes, at, value);
    }

    /** Seven bits a byte, the lowest first; all but the last have the eighth set. Returns where it ends. */
    static int putVarint(byte[] bytes, int at, long value) {
        var end = at;
        var rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[end++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[end++] = (byte) rest;
        return end;
    }

    static int length(byte[] bytes, int at) {
        return HEADER + getInt(bytes, at);
    }

    static long firstId(byte[] bytes, int at) {
        return getLong(bytes, at + 8);
    }

    static long firstTimeNs(byte[] bytes, int at) {
        return getLong(bytes, at + 16);
    }

    static int records(byte[] bytes, int at) {
        return getInt(bytes, at + 24);
    }

    /** Writes the checksum of a finished frame. */
    static void seal(byte[] bytes, int at, long segment, long place) {
        seal(bytes, at, segment, place, new FrameChecksum());
    }

    /** As {@link #seal(byte[], int, long, long)}; makes no object. */
    static void seal(byte[] bytes, int at, long segment, long place, FrameChecksum checksum) {
        putInt(bytes, at + 4, checksum.of(bytes, at, segment, place));
    }

    /** Whether a whole frame lies between {@code at} and {@code end}, as it was written, in its place. */
    static boolean intact(byte[] bytes, int at, int end, long segment, long place) {
        if (end - at <= HEADER) {
            return false;
        }
        var rows = getInt(bytes, at);
        return rows > 0
                && rows <= end - at - HEADER
                && firstId(bytes, at) >= segment
                && records(bytes, at) > 0
                && getInt(bytes, at + 4) == new FrameChecksum().of(bytes, at, segment, place);
    }
}
