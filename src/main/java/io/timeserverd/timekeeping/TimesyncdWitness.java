package io.timeserverd.timekeeping;

import io.timeserverd.clock.ClockState;
import io.timeserverd.clock.HostFollower.Quality;
import io.timeserverd.clock.HostLook;
import io.timeserverd.clock.Leap;
import io.timeserverd.loop.Helper;
import io.timeserverd.ntp.TimesyncReport;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * systemd-timesyncd, by what it tells on the bus about its last exchange.
 *
 * <pre>
 *   bound = error of the exchange + what it left to be corrected + drift x time since
 *   drift = offset that this exchange found / time since the one before + 15 ppm; 100 ppm after the first one
 * </pre>
 */
final class TimesyncdWitness implements Witness {
    /** Two exchanges have not come. The first of them may have come since the last question, which leaves little time more. */
    private static final int LATE_POLLS = 2;

    private static final long LATE_NS = TimeUnit.SECONDS.toNanos(2);

    /** RFC 5905's PHI: how fast a corrected clock may go wrong. */
    private static final double WANDER = 15e-6;

    /** Crystals that nobody corrects stay under this. */
    private static final double FREE_DRIFT = 100e-6;

    private final HostQuestion question;
    private Optional<TimesyncReport> report = Optional.empty();
    private long exchangeTick;
    private double drift = FREE_DRIFT;

    /** When the exchange arrived that was known at the last step of the host's clock. */
    private long staleArrivedNs = Long.MIN_VALUE;

    TimesyncdWitness(Helper asker) {
        this(asker, () -> HostPrograms.output(TimesyncReport.COMMAND));
    }

    /** @param program what {@code busctl} prints; may block */
    TimesyncdWitness(Helper asker, Supplier<Optional<String>> program) {
        question = new HostQuestion(asker, program, this::take);
    }

    @Override
    public String name() {
        return "systemd-timesyncd";
    }

    @Override
    public void ask(HostLook look) {
        question.ask(look);
    }

    private void take(HostLook asked, Optional<String> printed) {
        var fresh = printed.flatMap(TimesyncReport::parse).filter(known -> known.arrivedNs() != staleArrivedNs);
        fresh.ifPresent(known -> {
            if (report.isEmpty() || report.get().arrivedNs() != known.arrivedNs()) {
                exchangeTick = asked.tick() - ageNs(known, asked);
                drift = report.map(before -> drift(before, known)).orElse(FREE_DRIFT);
            }
        });
        report = fresh;
    }

    /** By the host's clock; as long as may be where a step since makes that meaningless. */
    private static long ageNs(TimesyncReport known, HostLook asked) {
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
    public Optional<Statement> statement(HostLook look) {
        return report.map(known -> statement(known, look.tick() - exchangeTick));
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
        // It keeps nothing open.
    }
}
