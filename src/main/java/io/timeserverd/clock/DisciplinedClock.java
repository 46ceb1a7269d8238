package io.timeserverd.clock;

/**
 * The reference clock: the ticker, corrected by the estimates of a source.
 *
 * <pre>
 *   true time  ^            . the newest estimate
 *              |        . /
 *              |    .   / served: catches up by at most 500 ppm
 *              |  .  /
 *              +-------------------> ticker
 * </pre>
 *
 * <p>The served time never runs backwards, except in a {@link #step}, which is counted. Its error bound is that
 * of the estimate, which grows with time, plus what is still to be caught up.
 *
 * <p>{@link LeapSecond} says what the clock does at a leap second. Used by one thread only.
 */
public final class DisciplinedClock implements ReferenceClock {
    /** The fastest correction by slewing, as a ratio. */
    public static final double MAX_SLEW = 500e-6;

    /** To slew a larger correction than this would take minutes. */
    public static final long STEP_NS = 128_000_000;

    private static final int UNSYNCHRONISED_STRATUM = 16;
    private static final int UNKNOWN_STRATUM = 0;
    private static final long SECOND_NS = 1_000_000_000;

    private final Ticker ticker;
    private long maxErrorNs;
    private TimeEstimate estimate;
    private ClockState state = ClockState.UNSYNCHRONISED;
    private LeapSecond leapSecond;
    private long behindNs;
    private long behindTick;
    private boolean started;
    private long steps;

    /**
     * @param startUtcNs the time to show until the first estimate, nanoseconds since 1970
     * @param maxErrorNs the clock counts as unsynchronised while its error bound is larger than this
     */
    public DisciplinedClock(Ticker ticker, long startUtcNs, long maxErrorNs) {
        this.ticker = ticker;
        this.maxErrorNs = maxErrorNs;
        behindTick = ticker.nanos();
        estimate = freeEstimate(startUtcNs);
    }

    @Override
    public Reading read() {
        return readAt(ticker.nanos());
    }

    @Override
    public Reading readAt(long tick) {
        long nowNs = servedNs(tick);
        long second = Math.floorDiv(nowNs, SECOND_NS);
        int nano = (int) (nowNs - second * SECOND_NS);
        long errorNs = errorNs(tick);
        if (state == ClockState.UNKNOWN) {
            return new Reading(second, nano, state, Reading.UNKNOWN, UNKNOWN_STRATUM, Leap.UNKNOWN);
        }
        if (state == ClockState.UNSYNCHRONISED || errorNs > maxErrorNs) {
            return new Reading(second, nano, ClockState.UNSYNCHRONISED, errorNs, UNSYNCHRONISED_STRATUM, Leap.UNKNOWN);
        }
        return new Reading(second, nano, state, errorNs, estimate.stratum(), estimate.leap());
    }

    /** Follows a new estimate without a step: the served time moves towards it at {@link #MAX_SLEW} at most. */
    public void slew(TimeEstimate newEstimate) {
        long tick = ticker.nanos();
        long newBehindNs = behindNs(newEstimate, tick);
        take(newEstimate);
        behindNs = newBehindNs;
        behindTick = tick;
    }

    /** Follows a new estimate at once: at the start, or when the error is too large to be slewed. */
    public void step(TimeEstimate newEstimate) {
        if (started) {
            steps++;
        }
        take(newEstimate);
        behindNs = 0;
    }

    /**
     * Follows a new estimate: steps if it is the first one or more than {@link #STEP_NS} away, and slews otherwise.
     *
     * @return by how many nanoseconds the clock was stepped; 0 if it was slewed, or if this was the first estimate
     */
    public long follow(TimeEstimate newEstimate) {
        long awayNs = behindNs(newEstimate, ticker.nanos());
        if (started && Math.abs(awayNs) <= STEP_NS) {
            slew(newEstimate);
            return 0;
        }
        boolean first = !started;
        step(newEstimate);
        return first ? 0 : awayNs;
    }

    /** Shows another time until the first estimate; does nothing after that. */
    public void startFrom(long utcNs) {
        if (!started) {
            behindTick = ticker.nanos();
            estimate = freeEstimate(utcNs);
        }
    }

    private TimeEstimate freeEstimate(long utcNs) {
        return new TimeEstimate(behindTick, utcNs, 0, Reading.UNKNOWN, 0, 0, Leap.UNKNOWN);
    }

    /** The source is lost: the clock goes on with the last estimate. */
    public void holdover() {
        if (state == ClockState.SYNCHRONISED) {
            state = ClockState.HOLDOVER;
        }
    }

    /** Marks the clock as unsynchronised, for example because the ticker stood still while the host slept. */
    public void distrust() {
        state = ClockState.UNSYNCHRONISED;
    }

    /** Marks the state as unknown: the clock goes on with the last estimate, but no witness vouches for it. */
    public void doubt() {
        state = ClockState.UNKNOWN;
    }

    /** From now on the clock counts as unsynchronised while its error bound is larger than this. */
    public void limitError(long newMaxErrorNs) {
        maxErrorNs = newMaxErrorNs;
    }

    /** The number of steps since the start, without the first synchronisation. */
    public long steps() {
        return steps;
    }

    /** How far the served time is behind an estimate at {@code tick}, in nanoseconds; negative if it is ahead. */
    public long behindNs(TimeEstimate other, long tick) {
        return other.utcNsAt(tick) - servedNs(tick);
    }

    /** What is still to be caught up, in nanoseconds; negative if the served time is ahead. */
    public long behindNs() {
        return (long) behindNsAt(ticker.nanos());
    }

    /** Whether a leap second is so near that no other clock can be compared with this one. */
    public boolean isNearLeapSecond(long tick) {
        return leapSecond != null && leapSecond.isNear(unawareNs(tick));
    }

    private void take(TimeEstimate newEstimate) {
        started = true;
        estimate = newEstimate;
        leapSecond = LeapSecond.announced(newEstimate.leap(), newEstimate.utcNs());
        state = ClockState.SYNCHRONISED;
    }

    private long servedNs(long tick) {
        long unawareNs = unawareNs(tick);
        return leapSecond == null ? unawareNs : leapSecond.served(unawareNs);
    }

    /** The served time as if there were no leap seconds. */
    private long unawareNs(long tick) {
        return estimate.utcNsAt(tick, behindNsAt(tick));
    }

    private double behindNsAt(long tick) {
        double caughtUpNs = MAX_SLEW * (tick - behindTick);
        return Math.copySign(Math.max(0, Math.abs(behindNs) - caughtUpNs), (double) behindNs);
    }

    private long errorNs(long tick) {
        long estimateErrorNs = estimate.errorNsAt(tick);
        if (estimateErrorNs == Reading.UNKNOWN) {
            return Reading.UNKNOWN;
        }
        long standstillNs = leapSecond == null ? 0 : leapSecond.standstillNs(unawareNs(tick));
        return estimateErrorNs + (long) Math.ceil(Math.abs(behindNsAt(tick))) + standstillNs;
    }
}
