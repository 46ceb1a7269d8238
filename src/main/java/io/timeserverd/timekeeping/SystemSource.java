package io.timeserverd.timekeeping;

import io.timeserverd.clock.ClockFacts;
import io.timeserverd.clock.ClockState;
import io.timeserverd.clock.DisciplinedClock;
import io.timeserverd.clock.HostFollower;
import io.timeserverd.clock.HostFollower.Quality;
import io.timeserverd.clock.HostReading;
import io.timeserverd.clock.Leap;
import io.timeserverd.log.Log;
import io.timeserverd.timekeeping.Witness.Statement;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * The source {@code system}: the host's clock, which another program disciplines. Its quality is what the first witness
 * that is not silent says about it.
 *
 * <pre>
 *             a witness without a bound           none speaks
 *   UNKNOWN ----------------------------> SYNCHRONISED, no bound -> UNKNOWN
 *      |
 *      | a witness with a bound         silence, a step, a step beyond max-step
 *      `---------------> SYNCHRONISED ----------------> HOLDOVER --------> UNSYNCHRONISED
 *                              ^                          |   bound beyond max-error
 *                              `--------------------------'
 *                                a witness with a bound
 * </pre>
 *
 * <p>In holdover the clock goes on with its own estimate and does not follow the host's clock, because no witness vouches
 * for it.
 */
final class SystemSource implements TimeSource {
    /** How fast the error grows in holdover, as a ratio; RFC 5905's PHI. */
    private static final double HOLDOVER_DRIFT = 15e-6;

    /** How long to wait for the witnesses at the start before their silence is logged. */
    private static final long START_NS = TimeUnit.SECONDS.toNanos(5);

    private final DisciplinedClock clock;
    private final HostFollower follower;
    private final List<Witness> witnesses;
    private final long startTick;
    private long maxStepNs;

    /** The quality that a witness last stated with a bound; null if none ever did. */
    private Quality vouched;

    private long vouchedTick;
    private Optional<Witness> speaker = Optional.empty();
    private Optional<Statement> statement = Optional.empty();
    private String problem = "no-evidence";
    private String logged = "";

    /**
     * Makes {@code clock} follow the host's.
     *
     * @param witnesses in the order in which they are asked: the first one that is not silent counts
     */
    SystemSource(DisciplinedClock clock, HostReading reading, List<Witness> witnesses, TimekeeperOptions options) {
        this.clock = clock;
        this.follower = new HostFollower(clock, reading);
        this.witnesses = witnesses;
        this.startTick = reading.tick();
        use(options);
    }

    @Override
    public void update(HostReading reading) {
        listen(reading);
        problem = follow(reading);
        log(reading.tick());
    }

    /** Asks the witnesses one after the other until one is not silent. */
    private void listen(HostReading reading) {
        speaker = Optional.empty();
        statement = Optional.empty();
        for (Witness witness : witnesses) {
            witness.ask(reading);
            statement = witness.statement(reading);
            if (statement.isPresent()) {
                speaker = Optional.of(witness);
                return;
            }
        }
    }

    /** Follows the host's clock if possible. Returns why the clock is not synchronised, or an empty text. */
    private String follow(HostReading reading) {
        if (statement.isEmpty()) {
            return lose(reading, vouched == null ? "no-evidence" : "silent");
        }
        Statement said = statement.get();
        if (said.state() == ClockState.UNSYNCHRONISED) {
            return lose(reading, "says-unsynchronised");
        }
        if (vouched != null && !said.hasBound()) {
            return lose(reading, "no-bound");
        }
        if (vouched != null && Math.abs(follower.aheadNs(reading)) > maxStepNs) {
            return lose(reading, "beyond-max-step");
        }
        step(follower.follow(reading, said.quality()));
        if (said.hasBound()) {
            vouched = said.quality();
            vouchedTick = reading.tick();
        }
        if (said.state() == ClockState.HOLDOVER) {
            clock.holdover();
            return "lost-its-source";
        }
        return "";
    }

    private String lose(HostReading reading, String reason) {
        if (vouched != null) {
            follower.hold(reading, vouchedAt(reading.tick()));
        } else {
            step(follower.follow(reading, Quality.UNKNOWN));
            if (statement.isPresent()) {
                clock.distrust();
            } else {
                clock.doubt();
            }
        }
        return reason;
    }

    /** The quality that was stated last, with the error that it has by now. */
    private Quality vouchedAt(long tick) {
        double drift = Math.max(vouched.drift(), HOLDOVER_DRIFT);
        return new Quality(
                vouched.errorNs() + (long) Math.ceil(drift * (tick - vouchedTick)),
                drift,
                vouched.stratum(),
                vouched.leap());
    }

    private static void step(long byNs) {
        if (byNs != 0) {
            Log.warn("clock-step", "by-ns", byNs);
        }
    }

    private void log(long tick) {
        if (vouched == null && statement.isEmpty() && tick - startTick < START_NS) {
            return; // the witnesses are being asked
        }
        String by = vouchedBy();
        String now = by + ' ' + problem;
        if (!now.equals(logged)) {
            logged = now;
            String reason = problem.isEmpty() ? "none" : problem;
            if (problem.isEmpty()) {
                Log.info(
                        "clock-synchronised", "by", by, "bound-ns", clock.read().errorBoundNs());
            } else {
                Log.warn("clock-not-vouched", "by", by.isEmpty() ? "none" : by, "reason", reason);
            }
        }
    }

    @Override
    public void hostStepped(HostReading reading, long byNs) {
        witnesses.forEach(Witness::hostStepped);
    }

    @Override
    public void hostSlept(HostReading reading, long ns) {
        witnesses.forEach(Witness::hostStepped);
        if (vouched != null) {
            Quality before = vouchedAt(reading.tick());
            vouched = new Quality(
                    before.errorNs() + Timekeeper.SLEEP_ERROR_NS, before.drift(), before.stratum(), Leap.NONE);
            vouchedTick = reading.tick();
            follower.skip(ns, reading, vouched);
        }
    }

    @Override
    public void use(TimekeeperOptions options) {
        maxStepNs = options.maxStep().toNanos();
    }

    @Override
    public String vouchedBy() {
        return speaker.map(Witness::name).orElse("");
    }

    @Override
    public String problem() {
        return problem;
    }

    @Override
    public OptionalLong offsetNs(HostReading reading) {
        return statement.isPresent() && problem.isEmpty() ? statement.get().offsetNs() : OptionalLong.empty();
    }

    @Override
    public List<ClockFacts.Server> servers() {
        return List.of();
    }

    @Override
    public void close() {
        witnesses.forEach(Witness::close);
    }
}
