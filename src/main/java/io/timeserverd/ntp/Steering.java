package io.timeserverd.ntp;

import io.timeserverd.clock.LeapSecond;
import io.timeserverd.clock.TimeEstimate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Decides whether the clock slews towards the servers, steps to them, or ignores them.
 *
 * <pre>
 *            first selection: step
 *   START --------------------------> SYNCHRONISED <---- near selection: slew
 *     ^                                |        ^
 *     |                       no majority,   a near selection: slew
 *     |                       or a far one   a far one for 5 minutes, or when the bound
 *     |                                |     is beyond max-error anyway: step
 *     | the ticker stood still         v        |
 *     `-------------------------------- HOLDOVER
 * </pre>
 *
 * <p>A clock that has once been synchronised does not follow servers that are further away than max-step. An operator who
 * believes them restarts the daemon.
 *
 * <p>A majority that is suddenly far from the clock is more likely wrong than right: servers jump, the ticker does not.
 * The clock follows it only after it has stayed there for {@link #INSIST_NS}, and only if it outnumbers the clock itself
 * plus the servers that agree with the clock. The majority must be one of all servers, including the silent ones. Once the
 * bound is larger than max-error, these conditions hold for steps only. A clock that was first set by less than a majority
 * of all servers is provisional: a majority may overrule it at once.
 */
final class Steering {
    /** To slew further than this would take minutes; RFC 5905's STEPT. */
    static final long STEP_NS = 128_000_000;

    /** How long a far majority must stay far before the clock follows it; RFC 5905's WATCH. */
    private static final long INSIST_NS = 300 * NtpTime.SECOND_NS;

    /** If the host's clock is off by more than this at the start, it has no battery, or all servers are wrong. */
    private static final long DAY_NS = 86_400 * NtpTime.SECOND_NS;

    private static final int WORST_STRATUM = 15;

    private long maxErrorNs;
    private long maxStepNs;
    private long hostOffsetNs;
    private TimeEstimate estimate;
    private LeapSecond leapSecond;
    private boolean synchronised;
    private boolean far;
    private boolean provisional;

    /** Whether the clock has followed servers since the start. */
    private boolean followed;

    private String problem = "no-servers";
    private final Set<String> reported = new HashSet<>();
    private long farTick;

    /** @param hostOffsetNs the host's clock minus the ticker, which counts until the first selection */
    Steering(long hostOffsetNs, Synchroniser.Settings settings) {
        this.hostOffsetNs = hostOffsetNs;
        use(settings);
    }

    void use(Synchroniser.Settings settings) {
        maxErrorNs = settings.maxErrorNs();
        maxStepNs = settings.maxStepNs();
    }

    /** Why the clock does not follow the servers, in one word; empty if it does. */
    String problem() {
        return problem;
    }

    boolean isSynchronised() {
        return synchronised;
    }

    /** Whether the clock knows the time, synchronised or in holdover. */
    boolean isTrusted(long tick) {
        return estimate != null && estimate.errorNsAt(tick) <= maxErrorNs;
    }

    /** The present estimate of true time minus the ticker. */
    long offsetNs(long tick) {
        return estimate == null ? hostOffsetNs : estimate.utcNsAt(tick) - tick;
    }

    /**
     * Whether the clock may follow these servers.
     *
     * @param configured how many servers there are, including silent ones
     */
    boolean accepts(Selection selection, int configured, long tick, List<Action> actions) {
        if (followed && Math.abs(selection.offsetNs() - offsetNs(tick)) > maxStepNs) {
            far = false;
            lose("beyond-max-step", tick, actions);
            return false;
        }
        boolean minority = selection.truechimers() * 2 <= configured;
        boolean trusted = isTrusted(tick);
        boolean isFar = isFar(selection, trusted, tick);
        if (minority && (trusted || isFar) && contradicts(selection.offsetNs(), selection.distanceNs(), tick)) {
            far = false;
            lose("minority-jumped", tick, actions);
            return false;
        }
        if (provisional && !minority) {
            return true;
        }
        if (isFar && !far) {
            farTick = tick;
        }
        far = isFar;
        if (isFar && isOutnumbered(selection, tick, trusted)) {
            lose("disputed", tick, actions);
            return false;
        }
        if (isFar && trusted && tick - farTick < INSIST_NS) {
            lose("majority-jumped", tick, actions);
            return false;
        }
        return true;
    }

    /** Whether following these servers would move the clock by more than both its own bound and {@link #STEP_NS}. */
    private boolean isFar(Selection selection, boolean trusted, long tick) {
        long nearNs = trusted ? Math.max(STEP_NS, estimate.errorNsAt(tick)) : STEP_NS;
        return Math.abs(selection.offsetNs() - offsetNs(tick)) > nearNs;
    }

    /** Whether the clock and this estimate cannot both be right. */
    boolean contradicts(long otherOffsetNs, long otherDistanceNs, long tick) {
        return estimate != null
                && Math.abs(otherOffsetNs - offsetNs(tick)) > (double) otherDistanceNs + estimate.errorNsAt(tick);
    }

    /** Follows servers that were {@linkplain #accepts accepted}. */
    void follow(
            Selection selection, int configured, Frequency frequency, double drift, long tick, List<Action> actions) {
        long awayNs = selection.offsetNs() - offsetNs(tick);
        boolean first = estimate == null;
        if (first && Math.abs(awayNs) > DAY_NS) {
            actions.add(Action.Event.warn("host-off-by", "ns", awayNs, "servers", selection.truechimers()));
        }
        if (!synchronised) {
            actions.add(Action.Event.info(
                    "clock-synchronised",
                    "servers",
                    selection.truechimers(),
                    first ? "host-off-by-ns" : "moved-ns",
                    awayNs,
                    "bound-ns",
                    selection.distanceNs()));
        }
        estimate = new TimeEstimate(
                tick,
                tick + selection.offsetNs(),
                frequency.ratio(),
                selection.distanceNs(),
                drift,
                Math.min(WORST_STRATUM, selection.best().stratum() + 1),
                selection.leap());
        leapSecond = LeapSecond.announced(estimate.leap(), estimate.utcNs());
        provisional = selection.truechimers() * 2 <= configured && (first || provisional);
        synchronised = true;
        followed = true;
        problem = "";
        reported.clear();
        far = false;
        actions.add(new Action.Adjust(estimate, Math.abs(awayNs) > STEP_NS || first));
    }

    /** Whether the clock and the servers that agree with it are together as many as the majority. */
    private boolean isOutnumbered(Selection selection, long tick, boolean trusted) {
        long ownErrorNs = trusted ? estimate.errorNsAt(tick) : STEP_NS;
        long agreeing = selection.falsetickers().stream()
                .filter(server -> server.overlaps(offsetNs(tick), ownErrorNs))
                .count();
        return agreeing > 0 && selection.truechimers() <= agreeing + 1;
    }

    /** Stops following the servers. Logs each reason once until the clock follows them again. */
    void lose(String reason, long tick, List<Action> actions) {
        problem = reason;
        if (synchronised) {
            synchronised = false;
            actions.add(new Action.Holdover());
        }
        if (reported.add(reason)) {
            actions.add(
                    estimate == null
                            ? Action.Event.warn("clock-not-set", "reason", reason)
                            : Action.Event.warn(
                                    "clock-holdover", "reason", reason, "bound-ns", estimate.errorNsAt(tick)));
        }
    }

    /** The ticker stood still for {@code ns} nanoseconds: forgets everything but the time that it should be now. */
    void sleep(long ns, long tick) {
        hostOffsetNs = offsetNs(tick) + ns;
        problem = "slept";
        estimate = null;
        leapSecond = null;
        reported.clear();
        synchronised = false;
        far = false;
    }

    /** Whether a leap second is near: then some servers have counted it already and some have not. */
    boolean isNearLeapSecond(long tick) {
        return leapSecond != null && leapSecond.isNear(estimate.utcNsAt(tick));
    }

    /** By how much a leap second that has just passed moved UNIX time; otherwise 0. */
    long takeLeapNs(long tick) {
        if (leapSecond == null || isNearLeapSecond(tick) || !leapSecond.isOver(estimate.utcNsAt(tick))) {
            return 0;
        }
        long shiftNs = leapSecond.shiftNs();
        leapSecond = null;
        estimate = new TimeEstimate(
                estimate.tick(),
                estimate.utcNs() + shiftNs,
                estimate.frequency(),
                estimate.errorNs(),
                estimate.drift(),
                estimate.stratum(),
                estimate.leap());
        return shiftNs;
    }
}
