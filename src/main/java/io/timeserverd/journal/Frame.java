package io.timeserverd.journal;

/**
 * The unit of writing and checking in a redo log: a header and the {@link Row}s of some consecutive records;
 * big-endian.
 *
 * <pre>
 *      0  int    bytes of rows after the header
 *      4  int    CRC-32C of: segment (long), place (long), and the frame without this field
 *      8  long   id after the last record of the frame before: the first row counts from here
 *     16  long   time of the first record, nanoseconds since 1970; no record of the frame is earlier
 *     24  long   time of the latest record
 *     32  long   id after the last record
 *     40  rows
 * </pre>
 *
 * <p>The checksum covers the place of the frame: the first id of its segment, and its offset in the file. So bytes left
 * over from elsewhere are never mistaken for a frame.
 */
final class Frame {
    static final int HEADER = 40;

    /** Frames never cross a multiple of this, so that a reader can start at any page. */
    static final int PAGE = 1 << 16;

    private Frame() {}

    static int length(byte[] bytes, int at) {
        return HEADER + Bytes.getInt(bytes, at);
    }

    static long firstId(byte[] bytes, int at) {
        return Bytes.getLong(bytes, at + 8);
    }

    /** One more than the id of the last record. */
    static long endId(byte[] bytes, int at) {
        return Bytes.getLong(bytes, at + 32);
    }

    static long leastNs(byte[] bytes, int at) {
        return Bytes.getLong(bytes, at + 16);
    }

    static long greatestNs(byte[] bytes, int at) {
        return Bytes.getLong(bytes, at + 24);
    }

    /** Writes the checksum of a finished frame. */
    static void seal(byte[] bytes, int at, long segment, long place, FrameChecksum checksum) {
        Bytes.putInt(bytes, at + 4, checksum.of(bytes, at, segment, place));
    }

    /** Whether there is a whole, undamaged frame at {@code at}, before {@code end}, that was written for this place. */
    static boolean isIntact(byte[] bytes, int at, int end, long segment, long place) {
        if (end - at <= HEADER) {
            return false;
        }
        int rows = Bytes.getInt(bytes, at);
        return rows > 0
                && rows <= end - at - HEADER
                && firstId(bytes, at) >= segment
                && endId(bytes, at) > firstId(bytes, at)
                && Bytes.getInt(bytes, at + 4) == new FrameChecksum().of(bytes, at, segment, place);
    }
}
