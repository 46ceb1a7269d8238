package io.timeserverd.timekeeping;

import io.timeserverd.clock.ClockFacts;
import io.timeserverd.clock.ClockState;
import io.timeserverd.clock.DisciplinedClock;
import io.timeserverd.clock.HostFollower;
import io.timeserverd.clock.HostFollower.Quality;
import io.timeserverd.clock.HostLook;
import io.timeserverd.clock.Leap;
import io.timeserverd.log.Log;
import io.timeserverd.timekeeping.Witness.Statement;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * The source {@code system}: the host's clock, which another program disciplines. It is worth what the first of the
 * witnesses that speaks says about it.
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
 * <p>In holdover the clock goes on along its own line: nobody vouches for a step of the host's.
 */
final class SystemSource implements TimeSource {
    /** In holdover, RFC 5905's PHI. */
    private static final double HOLDOVER_DRIFT = 15e-6;

    /** How long the witnesses have to speak at the start before their silence is logged. */
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(5);

    private final DisciplinedClock clock;
    private final HostFollower follower;
    private final List<Witness> witnesses;
    private final long startTick;
    private long maxStepNs;

    /** The quality that was vouched for last, and when; null if none ever was with a bound. */
    private Quality vouched;

    private long vouchedTick;
    private Optional<Witness> speaker = Optional.empty();
    private Optional<Statement> statement = Optional.empty();
    private String problem = "no-evidence";
    private String logged = "";

    /**
     * Makes {@code clock} follow the host's.
     *
     * @param witnesses the first one that speaks is believed
     */
    SystemSource(DisciplinedClock clock, HostLook look, List<Witness> witnesses, TimekeeperOptions options) {
        this.clock = clock;
        this.follower = new HostFollower(clock, look);
        this.witnesses = witnesses;
        this.startTick = look.tick();
        use(options);
    }

    @Override
    public void look(HostLook look) {
        listen(look);
        problem = follow(look);
        log(look.tick());
    }

    /** Asks each witness as long as those before it are silent. */
    private void listen(HostLook look) {
        speaker = Optional.empty();
        statement = Optional.empty();
        for (var witness : witnesses) {
            witness.ask(look);
            statement = witness.statement(look);
            if (statement.isPresent()) {
                speaker = Optional.of(witness);
                return;
            }
        }
    }

    /** Returns why the clock is not synchronised, or an empty text. */
    private String follow(HostLook look) {
        if (statement.isEmpty()) {
            return lose(look, vouched == null ? "no-evidence" : "silent");
        }
        var said = statement.get();
        if (said.state() == ClockState.UNSYNCHRONISED) {
            return lose(look, "says-unsynchronised");
        }
        if (vouched != null && !said.hasBound()) {
            return lose(look, "no-bound");
        }
        if (vouched != null && Math.abs(follower.aheadNs(look)) > maxStepNs) {
            return lose(look, "beyond-max-step");
        }
        step(follower.follow(look, said.quality()));
        if (said.hasBound()) {
            vouched = said.quality();
            vouchedTick = look.tick();
        }
        if (said.state() == ClockState.HOLDOVER) {
            clock.holdover();
            return "lost-its-source";
        }
        return "";
    }

    private String lose(HostLook look, String reason) {
        if (vouched != null) {
            follower.hold(look, vouchedAt(look.tick()));
        } else {
            step(follower.follow(look, Quality.UNKNOWN));
            if (statement.isPresent()) {
                clock.distrust();
            } else {
                clock.doubt();
            }
        }
        return reason;
    }

    /** What was vouched for last, as it is worth now. */
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
        if (vouched == null && statement.isEmpty() && tick - startTick < PATIENCE_NS) {
            return; // the witnesses are being asked
        }
        var by = vouchedBy();
        var now = by + ' ' + problem;
        if (!now.equals(logged)) {
            logged = now;
            var reason = problem.isEmpty() ? "none" : problem;
            if (problem.isEmpty()) {
                Log.info(
                        "clock-synchronised", "by", by, "bound-ns", clock.read().errorBoundNs());
            } else {
                Log.warn("clock-not-vouched", "by", by.isEmpty() ? "none" : by, "reason", reason);
            }
        }
    }

    @Override
    public void hostStepped(HostLook look, long byNs) {
        witnesses.forEach(Witness::hostStepped);
    }

    @Override
    public void hostSlept(HostLook look, long ns) {
        witnesses.forEach(Witness::hostStepped);
        if (vouched != null) {
            var before = vouchedAt(look.tick());
            vouched = new Quality(
                    before.errorNs() + Timekeeper.SLEEP_ERROR_NS, before.drift(), before.stratum(), Leap.NONE);
            vouchedTick = look.tick();
            follower.skip(ns, look, vouched);
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
    public OptionalLong offsetNs(HostLook look) {
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
