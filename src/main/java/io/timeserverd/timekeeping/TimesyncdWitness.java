package io.timeserverd.timekeeping;

import io.timeserverd.clock.ClockState;
import io.timeserverd.clock.HostFollower.Quality;
import io.timeserverd.clock.HostReading;
import io.timeserverd.clock.Leap;
import io.timeserverd.loop.Helper;
import io.timeserverd.ntp.TimesyncReport;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The witness systemd-timesyncd: uses its report on the bus about its last exchange with a server.
 *
 * <pre>
 *   bound = error of the exchange + the part of its offset that is not corrected yet + drift x time since
 *   drift = offset of this exchange / time since the previous one + 15 ppm; 100 ppm after the first exchange
 * </pre>
 */
final class TimesyncdWitness implements Witness {
    /** An exchange counts as late after this many of timesyncd's intervals: the newest one may not have been read yet. */
    private static final int LATE_POLLS = 2;

    private static final long LATE_NS = TimeUnit.SECONDS.toNanos(2);

    /** How fast a corrected clock may drift; RFC 5905's PHI. */
    private static final double WANDER = 15e-6;

    /** How fast an uncorrected crystal may drift. */
    private static final double FREE_DRIFT = 100e-6;

    private final ProgramPoll poll;
    private Optional<TimesyncReport> report = Optional.empty();
    private long exchangeTick;
    private double drift = FREE_DRIFT;

    /** The arrival time of the last exchange before the last step of the host's clock. */
    private long staleArrivedNs = Long.MIN_VALUE;

    TimesyncdWitness(Helper asker) {
        this(asker, () -> HostPrograms.output(TimesyncReport.COMMAND));
    }

    /** @param program returns the output of {@code busctl}; may block */
    TimesyncdWitness(Helper asker, Supplier<Optional<String>> program) {
        poll = new ProgramPoll(asker, program, this::take);
    }

    @Override
    public String name() {
        return "systemd-timesyncd";
    }

    @Override
    public void ask(HostReading reading) {
        poll.ask(reading);
    }

    private void take(HostReading asked, Optional<String> printed) {
        Optional<TimesyncReport> fresh =
                printed.flatMap(TimesyncReport::parse).filter(known -> known.arrivedNs() != staleArrivedNs);
        fresh.ifPresent(known -> {
            if (report.isEmpty() || report.get().arrivedNs() != known.arrivedNs()) {
                exchangeTick = asked.tick() - ageNs(known, asked);
                drift = report.map(before -> drift(before, known)).orElse(FREE_DRIFT);
            }
        });
        report = fresh;
    }

    /** The age of the exchange by the host's clock, or the longest possible one if a step since has made that meaningless. */
    private static long ageNs(TimesyncReport known, HostReading asked) {
        long ageNs = asked.utcNs() - known.arrivedNs();
        long longestNs = lateNs(known);
        boolean isLikely = ageNs > -LATE_NS && ageNs < longestNs;
        return isLikely ? Math.max(0, ageNs) : longestNs;
    }

    private static double drift(TimesyncReport before, TimesyncReport known) {
        double sinceNs = (double) known.arrivedNs() - before.arrivedNs();
        boolean isComparable = sinceNs > 0 && !before.hasStepped() && !known.hasStepped();
        return isComparable ? Math.abs(known.offsetNs()) / sinceNs + WANDER : FREE_DRIFT;
    }

    private static long lateNs(TimesyncReport known) {
        return LATE_POLLS * known.pollNs() + LATE_NS;
    }

    @Override
    public Optional<Statement> statement(HostReading reading) {
        return report.map(known -> statement(known, reading.tick() - exchangeTick));
    }

    private Statement statement(TimesyncReport known, long sinceNs) {
        ClockState state = ClockState.SYNCHRONISED;
        if (known.leap() == Leap.UNKNOWN) {
            state = ClockState.UNSYNCHRONISED;
        } else if (sinceNs > lateNs(known)) {
            state = ClockState.HOLDOVER;
        }
        long leftNs = known.hasStepped() ? 0 : known.offsetNs();
        long errorNs = known.errorNs() + Math.abs(leftNs) + (long) Math.ceil(drift * sinceNs);
        return new Statement(
                state, new Quality(errorNs, drift, known.stratum(), known.leap()), OptionalLong.of(leftNs));
    }

    @Override
    public void hostStepped() {
        report.ifPresent(known -> staleArrivedNs = known.arrivedNs());
        report = Optional.empty();
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
