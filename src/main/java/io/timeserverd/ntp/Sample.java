package io.timeserverd.ntp;

/**
 * One measurement of a server's clock against the ticker.
 *
 * @param tick the ticker in the middle of the exchange
 * @param offsetNs the server's time, nanoseconds since 1970, minus the ticker; may wrap, so compare by subtraction
 * @param delayNs the round trip without the time spent in the server, at least 1
 * @param distanceNs the largest distance of {@code offsetNs} to true time: RFC 5905's root distance
 */
record Sample(long tick, long offsetNs, long delayNs, long distanceNs) {

    /** The ticker's own precision. */
    static final long PRECISION_NS = 1_000;

    /** The largest error of the ticker's rate while nothing better is known. Free-running crystals stay below 100 ppm. */
    static final double MAX_DRIFT = 200e-6;

    /**
     * Computes offset, delay and distance as RFC 5905 section 8 does.
     *
     * @param sentTick the ticker when the request left
     * @param arrivedTick the ticker when {@code reply} arrived
     */
    static Sample of(NtpPacket reply, long sentTick, long arrivedTick) {
        long there = NtpTime.unixNs(reply.receive()) - sentTick;
        long back = NtpTime.unixNs(reply.transmit()) - arrivedTick;
        long awayNs = arrivedTick - sentTick;
        long delayNs = Math.max(1, there - back);
        long precisionNs = NtpTime.exponentNs(reply.precision()) + PRECISION_NS;
        long dispersionNs = precisionNs + (long) (MAX_DRIFT * awayNs);
        long rootNs = NtpTime.shortNs(reply.rootDelay()) / 2 + NtpTime.shortNs(reply.rootDispersion());
        return new Sample(
                sentTick + awayNs / 2, there + (back - there) / 2, delayNs, delayNs / 2 + dispersionNs + rootNs);
    }

    /** The server's offset at another time. */
    long offsetNsAt(long atTick, double frequency) {
        return offsetNs + (long) (frequency * (atTick - tick));
    }

    /** The largest distance of that offset to true time, if the frequency is wrong by at most {@code drift}. */
    long distanceNsAt(long atTick, double drift) {
        return distanceNs + (long) Math.ceil(drift * Math.abs(atTick - tick));
    }

    /**
     * Whether the two samples cannot both be right. Then the server's clock or the ticker was moved between them.
     */
    boolean contradicts(Sample other, double frequency, double drift) {
        long differenceNs = offsetNs - other.offsetNsAt(tick, frequency);
        return Math.abs(differenceNs) > distanceNs + other.distanceNsAt(tick, drift);
    }
}
