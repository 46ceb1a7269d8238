package io.timeserverd.journal;

import java.util.zip.CRC32C;

/** Computes the checksum that {@link Frame} describes. Reusable; belongs to one thread. */
final class FrameChecksum {
    private final CRC32C crc = new CRC32C();
    private final byte[] seed = new byte[2 * Long.BYTES];

    /** The checksum of the frame at {@code at}, whose other fields must be complete. */
    int of(byte[] bytes, int at, long segment, long place) {
        Bytes.putLong(seed, 0, segment);
        Bytes.putLong(seed, Long.BYTES, place);
        crc.reset();
        crc.update(seed);
        crc.update(bytes, at, Integer.BYTES);
        crc.update(bytes, at + 8, Frame.length(bytes, at) - 8);
        return (int) crc.getValue();
    }
}
