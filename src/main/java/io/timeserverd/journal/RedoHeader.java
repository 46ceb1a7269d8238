package io.timeserverd.journal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The first bytes of a redo log, big-endian:
 *
 * <pre>
 *      0  6 bytes  "TSREDO"
 *      6  short    version of the format, 4
 *      8  long     first id of the segment
 *     16  long     the clock's reading when it was begun, nanoseconds since 1970
 *     24  int      CRC-32C of the above
 *     28  frames, the first of each {@link Frame#PAGE} at its beginning; zeroes between and after them
 * </pre>
 */
final class RedoHeader {
    static final int LENGTH = 28;
    static final int VERSION = 4;

    private static final byte[] MAGIC = "TSREDO".getBytes(StandardCharsets.US_ASCII);

    private RedoHeader() {}

    static byte[] write(long firstId, long begunNs) {
        var bytes = new byte[LENGTH];
        System.arraycopy(MAGIC, 0, bytes, 0, MAGIC.length);
        bytes[7] = VERSION;
        Bytes.putLong(bytes, 8, firstId);
        Bytes.putLong(bytes, 16, begunNs);
        Bytes.putInt(bytes, 24, checksum(bytes));
        return bytes;
    }

    /** Why these first bytes of a file are not a valid header for this segment; empty when they are. */
    static String problem(byte[] bytes, long firstId) {
        if (bytes.length < LENGTH) {
            return "shorter than its header";
        }
        if (!hasMagic(bytes)) {
            return "not a redo log";
        }
        if (otherVersion(bytes)) {
            return "version " + version(bytes) + " is not " + VERSION;
        }
        if (Bytes.getInt(bytes, 24) != checksum(bytes)) {
            return "checksum of the header is wrong";
        }
        return Bytes.getLong(bytes, 8) == firstId ? "" : "belongs to segment " + Bytes.getLong(bytes, 8);
    }

    /** Whether it is a valid header that another version of this program wrote. */
    static boolean otherVersion(byte[] bytes) {
        return bytes.length >= LENGTH
                && hasMagic(bytes)
                && version(bytes) != VERSION
                && Bytes.getInt(bytes, 24) == checksum(bytes);
    }

    private static boolean hasMagic(byte[] bytes) {
        return Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    private static int version(byte[] bytes) {
        return ((bytes[6] & 0xFF) << 8) | (bytes[7] & 0xFF);
    }

    private static int checksum(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes, 0, 24);
        return (int) crc.getValue();
    }
}
