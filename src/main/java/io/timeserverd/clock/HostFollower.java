package io.timeserverd.clock;

/**
 * Makes a {@link DisciplinedClock} follow the host's clock, which another program disciplines. While the host's clock cannot
 * be trusted, the clock goes on with its own estimate. Call {@link #follow} or {@link #hold} about every second.
 */
public final class HostFollower {
    private final DisciplinedClock clock;
    private TimeEstimate estimate;

    /**
     * How good the host's clock is.
     *
     * @param errorNs its largest error, or {@link Reading#UNKNOWN}
     * @param drift how fast that grows, as a ratio
     * @param stratum 0 when unknown
     */
    public record Quality(long errorNs, double drift, int stratum, Leap leap) {
        /** The quality of a clock about which nothing is known. */
        public static final Quality UNKNOWN = new Quality(Reading.UNKNOWN, 0, 0, Leap.NONE);
    }

    /** Makes the clock follow the host's from now on. Its state stays unknown until a witness vouches for it. */
    public HostFollower(DisciplinedClock clock, HostReading reading) {
        this.clock = clock;
        estimate = estimate(reading, Quality.UNKNOWN);
        clock.follow(estimate);
        clock.doubt();
    }

    /**
     * Follows a reading of the host's clock.
     *
     * @return by how many nanoseconds the clock was stepped to follow the host's; 0 if it was not
     */
    public long follow(HostReading reading, Quality quality) {
        if (clock.isNearLeapSecond(reading.tick())) {
            return 0;
        }
        // A difference within the uncertainty of the reading is no reason to correct the time.
        boolean same = Math.abs(aheadNs(reading)) <= reading.uncertaintyNs();
        estimate = estimate(same ? atOwnTime(reading) : reading, quality);
        return clock.follow(estimate);
    }

    /** Ignores the time of the host's clock and goes on with the last estimate, in {@link ClockState#HOLDOVER}. */
    public void hold(HostReading reading, Quality quality) {
        if (!clock.isNearLeapSecond(reading.tick())) {
            estimate = estimate(atOwnTime(reading), quality);
            clock.follow(estimate);
            clock.holdover();
        }
    }

    /** Moves the estimate forward, because the ticker stood still for {@code ns} nanoseconds. */
    public void skip(long ns, HostReading reading, Quality quality) {
        estimate = estimate(
                new HostReading(reading.tick(), estimate.utcNsAt(reading.tick()) + ns, reading.uncertaintyNs()),
                quality);
        clock.follow(estimate);
        clock.holdover();
    }

    /** How far the host's clock is ahead of the estimate, in nanoseconds. */
    public long aheadNs(HostReading reading) {
        return reading.utcNs() - estimate.utcNsAt(reading.tick());
    }

    private HostReading atOwnTime(HostReading reading) {
        return new HostReading(reading.tick(), estimate.utcNsAt(reading.tick()), reading.uncertaintyNs());
    }

    private static TimeEstimate estimate(HostReading reading, Quality quality) {
        long errorNs =
                quality.errorNs() == Reading.UNKNOWN ? Reading.UNKNOWN : quality.errorNs() + reading.uncertaintyNs();
        // The kernel slews ticker and time of day together, so between readings the frequency is the ticker's own.
        return new TimeEstimate(
                reading.tick(), reading.utcNs(), 0, errorNs, quality.drift(), quality.stratum(), quality.leap());
    }
}
