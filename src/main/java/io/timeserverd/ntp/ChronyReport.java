package io.timeserverd.ntp;

import io.timeserverd.clock.Leap;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The tracking report of chronyd on the host's clock. It belongs to version 6 of chronyd's command protocol, which chrony
 * 2.2 and later speak (candm.h in chrony's sources).
 *
 * @param updateNs when chronyd last updated the clock, by the host's time, nanoseconds since 1970
 * @param updateIntervalNs from the update before that to the last one; 0 if there was only one
 * @param stratum of the host's clock, 1 to 15; 0 if it is not synchronised
 * @param leap {@link Leap#UNKNOWN} if the clock is not synchronised
 * @param offsetNs true time minus the host's clock: what chronyd has not corrected yet
 * @param errorNs the largest distance of the host's clock to true time: |offset| + root delay / 2 + root dispersion
 * @param drift how fast {@code errorNs} grows until the next report, as a ratio
 */
public record ChronyReport(
        long updateNs, long updateIntervalNs, int stratum, Leap leap, long offsetNs, long errorNs, double drift) {
    /** The length of both request and reply: chronyd ignores shorter requests, so that nobody can use it to amplify a flood. */
    public static final int BYTES = 104;

    private static final byte VERSION = 6;
    private static final byte REQUEST = 1;
    private static final byte REPLY = 2;
    private static final short TRACKING = 33;
    private static final short TRACKING_REPLY = 5;
    private static final short SUCCESS = 0;
    private static final int REQUEST_SEQUENCE_AT = 8;
    private static final int REPLY_SEQUENCE_AT = 16;
    private static final int STRATUM_AT = 52;
    private static final int UPDATE_SECOND_AT = 56;
    private static final int UPDATE_NANO_AT = 64;
    private static final int CORRECTION_AT = 68;
    private static final int RESIDUAL_AT = 84;
    private static final int SKEW_AT = 88;
    private static final int ROOT_DELAY_AT = 92;
    private static final int ROOT_DISPERSION_AT = 96;
    private static final int UPDATE_INTERVAL_AT = 100;

    private static final int COEFFICIENT_BITS = 25;
    private static final double SECOND_NS = 1e9;
    private static final double PPM = 1e-6;

    /** The drift that chronyd assumes any clock may have unnoticed: the default of its directive maxclockerror. */
    private static final double MAX_CLOCK_ERROR = 1 * PPM;

    /** A request for the report, which repeats {@code sequence}. */
    public static byte[] request(int sequence) {
        return ByteBuffer.allocate(BYTES)
                .put(VERSION)
                .put(REQUEST)
                .putShort(4, TRACKING)
                .putInt(REQUEST_SEQUENCE_AT, sequence)
                .array();
    }

    /** Reads the bytes between position and limit; empty unless they are the report for {@code sequence}. */
    public static Optional<ChronyReport> decode(ByteBuffer bytes, int sequence) {
        ByteBuffer in = bytes.slice();
        boolean isReport = in.remaining() >= BYTES
                && in.get(0) == VERSION
                && in.get(1) == REPLY
                && in.getShort(4) == TRACKING
                && in.getShort(6) == TRACKING_REPLY
                && in.getShort(8) == SUCCESS
                && in.getInt(REPLY_SEQUENCE_AT) == sequence;
        return isReport ? Optional.of(report(in)) : Optional.empty();
    }

    private static ChronyReport report(ByteBuffer in) {
        double offset = real(in.getInt(CORRECTION_AT));
        double rootDistance = real(in.getInt(ROOT_DELAY_AT)) / 2 + real(in.getInt(ROOT_DISPERSION_AT));
        double drift = PPM * (Math.abs(real(in.getInt(RESIDUAL_AT))) + real(in.getInt(SKEW_AT))) + MAX_CLOCK_ERROR;
        return new ChronyReport(
                in.getLong(UPDATE_SECOND_AT) * (long) SECOND_NS + in.getInt(UPDATE_NANO_AT),
                (long) (real(in.getInt(UPDATE_INTERVAL_AT)) * SECOND_NS),
                in.getShort(STRATUM_AT),
                Leap.of(in.getShort(STRATUM_AT + 2)),
                Math.round(offset * SECOND_NS),
                (long) Math.ceil((Math.abs(offset) + rootDistance) * SECOND_NS),
                drift);
    }

    /** Chrony's own floating-point format: an exponent of 7 bits and a coefficient of 25 bits, both signed. */
    private static double real(int bits) {
        int exponent = bits >> COEFFICIENT_BITS;
        int coefficient = bits << (Integer.SIZE - COEFFICIENT_BITS) >> (Integer.SIZE - COEFFICIENT_BITS);
        return Math.scalb((double) coefficient, exponent - COEFFICIENT_BITS);
    }
}
