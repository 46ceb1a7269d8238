package io.timeserverd.clock;

/**
 * The source {@code system}: makes a {@link DisciplinedClock} follow the host's clock, which somebody else
 * disciplines. To be told about the host's clock each second or so.
 */
public final class HostFollower {
    private final DisciplinedClock clock;
    private Discipline line;

    /**
     * How good the host's clock is.
     *
     * @param errorNs its largest error, or {@link Reading#UNKNOWN}
     * @param drift how fast that grows, as a ratio
     */
    public record Quality(long errorNs, double drift, int stratum, Leap leap) {
        /** Nobody knows. */
        public static final Quality UNKNOWN = new Quality(Reading.UNKNOWN, 0, 0, Leap.NONE);
    }

    /** Has the clock follow the host's from now on. */
    public HostFollower(DisciplinedClock clock, HostLook look, Quality quality) {
        this.clock = clock;
        line = line(look, quality);
        clock.follow(line);
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
        long lineNs = line.utcNsAt(look.tick());
        boolean same = Math.abs(look.utcNs() - lineNs) <= look.uncertaintyNs();
        // Within the uncertainty of a look there is nothing to correct but the quality.
        line = line(same ? new HostLook(look.tick(), lineNs, look.uncertaintyNs()) : look, quality);
        return clock.follow(line);
    }

    private static Discipline line(HostLook look, Quality quality) {
        long errorNs =
                quality.errorNs() == Reading.UNKNOWN ? Reading.UNKNOWN : quality.errorNs() + look.uncertaintyNs();
        // The kernel slews ticker and time of day together, so between looks the frequency is the ticker's own.
        return new Discipline(
                look.tick(), look.utcNs(), 0, errorNs, quality.drift(), quality.stratum(), quality.leap());
    }
}
