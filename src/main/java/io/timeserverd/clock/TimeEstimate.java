package io.timeserverd.clock;

/**
 * A source's estimate of true time: a straight line over the ticker, and the largest error of that line.
 *
 * @param tick the reading of the ticker for which the estimate was made
 * @param utcNs true time at {@code tick}, nanoseconds since 1970
 * @param frequency by how much true time runs faster than the ticker, as a ratio: 1e-6 is 1 ppm
 * @param errorNs the largest error of {@code utcNs}: root delay / 2 + root dispersion, in nanoseconds, or
 *     {@link Reading#UNKNOWN}
 * @param drift how fast that error grows, as a ratio
 * @param stratum the stratum of a server that serves this time, 1 to 15; 0 when unknown
 * @param leap the leap second that the source announces
 */
public record TimeEstimate(
        long tick, long utcNs, double frequency, long errorNs, double drift, int stratum, Leap leap) {

    /** True time at another reading of the ticker, nanoseconds since 1970. */
    public long utcNsAt(long atTick) {
        return utcNsAt(atTick, 0);
    }

    /**
     * True time at another reading of the ticker, minus {@code behindNs}. It is rounded only once. So it cannot run backwards
     * as long as frequency and lag together change by less than a nanosecond per nanosecond.
     */
    long utcNsAt(long atTick, double behindNs) {
        long elapsedNs = atTick - tick;
        return utcNs + elapsedNs + (long) Math.floor(frequency * elapsedNs - behindNs);
    }

    /** The largest error of {@link #utcNsAt} at another reading of the ticker, or {@link Reading#UNKNOWN}. */
    public long errorNsAt(long atTick) {
        return errorNs == Reading.UNKNOWN
                ? Reading.UNKNOWN
                : errorNs + (long) Math.ceil(drift * Math.abs(atTick - tick));
    }
}
