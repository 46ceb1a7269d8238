package io.timeserverd.clock;

/**
 * The source {@code system}: makes a {@link DisciplinedClock} follow the host's clock, which another program disciplines,
 * or hold its own line where that clock cannot be followed. Call it every second or so.
 */
public final class HostFollower {
    private final DisciplinedClock clock;
    private Discipline line;

    /**
     * How good the host's clock is.
     *
     * @param errorNs its largest error, or {@link Reading#UNKNOWN}
     * @param drift how fast that grows, as a ratio
     * @param stratum 0 when unknown
     */
    public record Quality(long errorNs, double drift, int stratum, Leap leap) {
        /** Nobody knows. */
        public static final Quality UNKNOWN = new Quality(Reading.UNKNOWN, 0, 0, Leap.NONE);
    }

    /** Has the clock follow the host's from now on, for which nobody vouches yet. */
    public HostFollower(DisciplinedClock clock, HostLook look) {
        this.clock = clock;
        line = line(look, Quality.UNKNOWN);
        clock.follow(line);
        clock.doubt();
    }

    /**
     * Takes in one look at the host's clock.
     *
     * @return by how many nanoseconds the clock was stepped to follow the host's, 0 when it was not
     */
    public long follow(HostLook look, Quality quality) {
        if (clock.isNearLeapSecond(look.tick())) {
            return 0;
        }
        // Within the uncertainty of a look there is nothing to correct but the quality.
        boolean same = Math.abs(aheadNs(look)) <= look.uncertaintyNs();
        line = line(same ? atOwnTime(look) : look, quality);
        return clock.follow(line);
    }

    /** Goes on along its own line, whatever the host's clock shows; the state becomes {@link ClockState#HOLDOVER}. */
    public void hold(HostLook look, Quality quality) {
        if (!clock.isNearLeapSecond(look.tick())) {
            line = line(atOwnTime(look), quality);
            clock.follow(line);
            clock.holdover();
        }
    }

    /** The ticker stood still for {@code ns} nanoseconds. */
    public void skip(long ns, HostLook look, Quality quality) {
        line = line(new HostLook(look.tick(), line.utcNsAt(look.tick()) + ns, look.uncertaintyNs()), quality);
        clock.follow(line);
        clock.holdover();
    }

    /** How far the host's clock is ahead of this line, in nanoseconds. */
    public long aheadNs(HostLook look) {
        return look.utcNs() - line.utcNsAt(look.tick());
    }

    private HostLook atOwnTime(HostLook look) {
        return new HostLook(look.tick(), line.utcNsAt(look.tick()), look.uncertaintyNs());
    }

    private static Discipline line(HostLook look, Quality quality) {
        long errorNs =
                quality.errorNs() == Reading.UNKNOWN ? Reading.UNKNOWN : quality.errorNs() + look.uncertaintyNs();
        // The kernel slews ticker and time of day together, so between looks the frequency is the ticker's own.
        return new Discipline(
                look.tick(), look.utcNs(), 0, errorNs, quality.drift(), quality.stratum(), quality.leap());
    }
}
