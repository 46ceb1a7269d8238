package io.timeserverd.ntp;

/** Time as NTP writes it, RFC 5905 section 6: seconds since 1900 with a binary fraction. */
final class NtpTime {
    static final long SECOND_NS = 1_000_000_000;

    /** Seconds from 1900 to 1970. */
    private static final long UNIX_EPOCH_S = 2_208_988_800L;

    /** 2020-01-01. A timestamp that reads as earlier than this belongs to the era that begins in 2036. */
    private static final long FIRST_S = UNIX_EPOCH_S + 1_577_836_800L;

    private static final long ERA_S = 1L << 32;
    private static final long FRACTION = 0xffff_ffffL;

    private NtpTime() {}

    /** A 64-bit timestamp as nanoseconds since 1970; correct from 2020 to 2156. */
    static long unixNs(long timestamp) {
        long second = timestamp >>> 32;
        long eraSecond = second < FIRST_S ? second + ERA_S : second;
        return (eraSecond - UNIX_EPOCH_S) * SECOND_NS + (((timestamp & FRACTION) * SECOND_NS) >>> 32);
    }

    /** Nanoseconds since 1970 as a 64-bit timestamp, rounded up so that {@link #unixNs} returns the same nanoseconds. */
    static long timestamp(long unixNs) {
        long second = Math.floorDiv(unixNs, SECOND_NS) + UNIX_EPOCH_S;
        long fraction = ((Math.floorMod(unixNs, SECOND_NS) << 32) + SECOND_NS - 1) / SECOND_NS;
        return (second << 32) + fraction;
    }

    /** A 32-bit duration, of which 16 bits are the fraction of a second, as nanoseconds. */
    static long shortNs(int duration) {
        return ((duration & FRACTION) * SECOND_NS) >>> 16;
    }

    /** A precision or poll exponent, log2 of seconds, as nanoseconds between 1 ns and 2^17 s. */
    static long exponentNs(int exponent) {
        return Math.max(1, (long) Math.scalb((double) SECOND_NS, Math.max(-32, Math.min(17, exponent))));
    }
}
