package io.timeserverd.zone;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The header of a TZif data block (RFC 9636 section 3.1).
 *
 * @param end where the header ends and the data of the block begins
 * @param version 0 for version 1, else an ASCII digit
 * @param utIndicators number of UT/local indicators
 * @param standardIndicators number of standard/wall indicators
 * @param leapCount number of leap-second records
 * @param timeCount number of transition times
 * @param typeCount number of local time types
 * @param charCount bytes of abbreviations
 */
record TzifHeader(
        int end,
        byte version,
        int utIndicators,
        int standardIndicators,
        int leapCount,
        int timeCount,
        int typeCount,
        int charCount) {
    /** Bytes of a local time type record. */
    static final int TYPE_BYTES = 6;

    private static final int MAGIC = 'T' << 24 | 'Z' << 16 | 'i' << 8 | 'f';
    private static final int COUNTS = 20;
    private static final int BYTES = 44;

    /** The header at {@code from}, if there is one and none of its counts is beyond 2^31 - 1. */
    static Optional<TzifHeader> read(ByteBuffer bytes, long from) {
        if (from + BYTES > bytes.limit() || bytes.getInt((int) from) != MAGIC) {
            return Optional.empty();
        }
        int at = (int) from;
        byte version = bytes.get(at + 4);
        var counts = new int[6];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = bytes.getInt(at + COUNTS + 4 * i);
            if (counts[i] < 0) {
                return Optional.empty();
            }
        }
        // Versions after 4 are accepted: so far readers of an older version could always read a newer one.
        return version == 0 || (version >= '2' && version <= '9')
                ? Optional.of(new TzifHeader(
                        at + BYTES, version, counts[0], counts[1], counts[2], counts[3], counts[4], counts[5]))
                : Optional.empty();
    }

    /** Bytes of the data block if a time takes {@code timeSize} bytes. */
    long dataBytes(int timeSize) {
        return (long) timeCount * (timeSize + 1)
                + (long) typeCount * TYPE_BYTES
                + charCount
                + (long) leapCount * (timeSize + 4)
                + standardIndicators
                + utIndicators;
    }

    /** Why the counts cannot be used, if so. */
    Optional<String> fault() {
        if (leapCount != 0) {
            return Optional.of("counts leap seconds");
        }
        if (typeCount < 1 || typeCount > 256 || charCount < 1) {
            return Optional.of("no local time types, or too many");
        }
        if ((utIndicators != 0 && utIndicators != typeCount)
                || (standardIndicators != 0 && standardIndicators != typeCount)) {
            return Optional.of("indicators do not match the types");
        }
        return Optional.empty();
    }
}
