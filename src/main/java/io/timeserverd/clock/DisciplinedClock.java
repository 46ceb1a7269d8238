package io.timeserverd.clock;

/**
 * The reference clock: the ticker, corrected by what a source knows.
 *
 * <pre>
 *   true time  ^            . line of the newest discipline
 *              |        . /
 *              |    .   / served: catches up by at most 500 ppm
 *              |  .  /
 *              +-------------------> ticker
 * </pre>
 *
 * <p>What is served never runs backwards, except in a {@link #step}, which is counted. Its error bound is that
 * of the line, which grows with time, plus what is still to be caught up.
 *
 * <p>A leap second is waited for as {@link LeapSecond} says. Owned by one thread.
 */
public final class DisciplinedClock implements ReferenceClock {
    /** Fastest correction in normal running. */
    public static final double MAX_SLEW = 500e-6;

    /** Beyond this a correction would take minutes to be slewed. */
    public static final long STEP_NS = 128_000_000;

    private static final int UNSYNCHRONISED_STRATUM = 16;
    private static final int UNKNOWN_STRATUM = 0;
    private static final long SECOND_NS = 1_000_000_000;

    private final Ticker ticker;
    private long maxErrorNs;
    private Discipline line;
    private ClockState state = ClockState.UNSYNCHRONISED;
    private LeapSecond leapSecond;
    private long behindNs;
    private long behindTick;
    private boolean started;
    private long steps;

    /**
     * @param startUtcNs what to show until a source knows better, nanoseconds since 1970
     * @param maxErrorNs an error bound beyond this one is as bad as no synchronisation
     */
    public DisciplinedClock(Ticker ticker, long startUtcNs, long maxErrorNs) {
        this.ticker = ticker;
        this.maxErrorNs = maxErrorNs;
        behindTick = ticker.nanos();
        line = freeLine(startUtcNs);
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
        return new Reading(second, nano, state, errorNs, line.stratum(), line.leap());
    }

    /** Follows a new line without a step: what is served moves towards it at no more than {@link #MAX_SLEW}. */
    public void slew(Discipline newLine) {
        long tick = ticker.nanos();
        long newBehindNs = behindNs(newLine, tick);
        take(newLine);
        behindNs = newBehindNs;
        behindTick = tick;
    }

    /** Follows a new line at once: at the start, or when the time was wrong by too much to be slewed. */
    public void step(Discipline newLine) {
        if (started) {
            steps++;
        }
        take(newLine);
        behindNs = 0;
    }

    /**
     * Follows a new line: at once when it is the first one or {@link #STEP_NS} away, else without a step.
     *
     * @return by how many nanoseconds the clock was stepped, 0 when it was not or this was its start
     */
    public long follow(Discipline newLine) {
        long awayNs = behindNs(newLine, ticker.nanos());
        if (started && Math.abs(awayNs) <= STEP_NS) {
            slew(newLine);
            return 0;
        }
        boolean first = !started;
        step(newLine);
        return first ? 0 : awayNs;
    }

    /** Shows another time until a source knows better; does nothing when one did already. */
    public void startFrom(long utcNs) {
        if (!started) {
            behindTick = ticker.nanos();
            line = freeLine(utcNs);
        }
    }

    private Discipline freeLine(long utcNs) {
        return new Discipline(behindTick, utcNs, 0, Reading.UNKNOWN, 0, 0, Leap.UNKNOWN);
    }

    /** The source is lost: time goes on along the last line. */
    public void holdover() {
        if (state == ClockState.SYNCHRONISED) {
            state = ClockState.HOLDOVER;
        }
    }

    /** Nothing is known any more, for example because the ticker stood still while the host slept. */
    public void distrust() {
        state = ClockState.UNSYNCHRONISED;
    }

    /** Time goes on along the line that was given last, and nobody vouches for it. */
    public void doubt() {
        state = ClockState.UNKNOWN;
    }

    /** From now on an error bound beyond this one is as bad as no synchronisation. */
    public void limitError(long newMaxErrorNs) {
        maxErrorNs = newMaxErrorNs;
    }

    /** Steps since the start, the first synchronisation not counted. */
    public long steps() {
        return steps;
    }

    /** How far what is served at {@code tick} is behind a line, in nanoseconds; negative when it is ahead. */
    public long behindNs(Discipline other, long tick) {
        return other.utcNsAt(tick) - servedNs(tick);
    }

    /** What is still to be caught up, in nanoseconds; negative when what is served has to wait. */
    public long behindNs() {
        return (long) behindNsAt(ticker.nanos());
    }

    /** Whether around a leap second no other clock can be compared with this one. */
    public boolean isNearLeapSecond(long tick) {
        return leapSecond != null && leapSecond.isNear(unawareNs(tick));
    }

    private void take(Discipline newLine) {
        started = true;
        line = newLine;
        leapSecond = LeapSecond.announced(newLine.leap(), newLine.utcNs());
        state = ClockState.SYNCHRONISED;
    }

    private long servedNs(long tick) {
        long unawareNs = unawareNs(tick);
        return leapSecond == null ? unawareNs : leapSecond.served(unawareNs);
    }

    /** As if there were no leap seconds. */
    private long unawareNs(long tick) {
        return line.utcNsAt(tick, behindNsAt(tick));
    }

    private double behindNsAt(long tick) {
        double caughtUpNs = MAX_SLEW * (tick - behindTick);
        return Math.copySign(Math.max(0, Math.abs(behindNs) - caughtUpNs), (double) behindNs);
    }

    private long errorNs(long tick) {
        long lineErrorNs = line.errorNsAt(tick);
        if (lineErrorNs == Reading.UNKNOWN) {
            return Reading.UNKNOWN;
        }
        long standstillNs = leapSecond == null ? 0 : leapSecond.standstillNs(unawareNs(tick));
        return lineErrorNs + (long) Math.ceil(Math.abs(behindNsAt(tick))) + standstillNs;
    }
}
