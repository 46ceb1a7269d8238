package io.timeserverd.ntp;

import io.timeserverd.clock.Discipline;
import io.timeserverd.clock.LeapSecond;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether the clock slews towards the servers, steps to them, or goes on alone.
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
 * <p>A majority that is suddenly far from what the clock knew is more likely wrong than right: the ticker does
 * not jump, servers do. So it has to insist before it is followed; and it must outnumber those that agree with
 * the clock, the clock itself counted. Servers that are not heard have no say, but are counted: those that are
 * left contradict the clock in vain unless they are most of all. Past max-error that still holds for a step.
 * What was begun with less than a majority of all has no such protection against one.
 */
final class Steering {
    /** Further away than this, slewing would take minutes; RFC 5905's STEPT. */
    static final long STEP_NS = 128_000_000;

    /** How long a far majority has to insist; RFC 5905's WATCH. */
    private static final long INSIST_NS = 300 * NtpTime.SECOND_NS;

    private static final int WORST_STRATUM = 15;

    private long maxErrorNs;
    private long hostOffsetNs;
    private Discipline line;
    private LeapSecond leapSecond;
    private boolean synchronised;
    private boolean far;
    private boolean provisional;
    private final Set<String> told = new HashSet<>();
    private long farTick;

    /** @param hostOffsetNs the host's clock minus the ticker: all that is known before the first selection */
    Steering(long hostOffsetNs, long maxErrorNs) {
        this.hostOffsetNs = hostOffsetNs;
        this.maxErrorNs = maxErrorNs;
    }

    void limitError(long newMaxErrorNs) {
        maxErrorNs = newMaxErrorNs;
    }

    boolean isSynchronised() {
        return synchronised;
    }

    /** The clock knows the time, if only from memory. */
    boolean isTrusted(long tick) {
        return line != null && line.errorNsAt(tick) <= maxErrorNs;
    }

    /** True time minus the ticker, as it is believed now. */
    long offsetNs(long tick) {
        return line == null ? hostOffsetNs : line.utcNsAt(tick) - tick;
    }

    /**
     * Whether the clock may follow these servers.
     *
     * @param configured how many servers there are, heard or not
     */
    boolean accepts(Selection selection, int configured, long tick, List<Action> actions) {
        boolean minority = selection.truechimers() * 2 <= configured;
        boolean trusted = isTrusted(tick);
        boolean isFar = isFar(selection, tick);
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

    private boolean isFar(Selection selection, long tick) {
        return Math.abs(selection.offsetNs() - offsetNs(tick)) > STEP_NS;
    }

    /** Whether not both can be right: the clock, and who says so. */
    boolean contradicts(long otherOffsetNs, long otherDistanceNs, long tick) {
        return line != null
                && Math.abs(otherOffsetNs - offsetNs(tick)) > (double) otherDistanceNs + line.errorNsAt(tick);
    }

    /** Goes by what was {@linkplain #accepts accepted}. */
    void follow(
            Selection selection, int configured, Frequency frequency, double drift, long tick, List<Action> actions) {
        long awayNs = selection.offsetNs() - offsetNs(tick);
        boolean isFar = isFar(selection, tick);
        boolean first = line == null;
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
        line = new Discipline(
                tick,
                tick + selection.offsetNs(),
                frequency.ratio(),
                selection.distanceNs(),
                drift,
                Math.min(WORST_STRATUM, selection.best().stratum() + 1),
                selection.leap());
        leapSecond = LeapSecond.announced(line.leap(), line.utcNs());
        provisional = selection.truechimers() * 2 <= configured && (first || provisional);
        synchronised = true;
        told.clear();
        far = false;
        actions.add(new Action.Adjust(line, isFar || first));
    }

    /** Whether the servers that agree with the clock, and the clock, are as many as the majority. */
    private boolean isOutnumbered(Selection selection, long tick, boolean trusted) {
        long ownErrorNs = trusted ? line.errorNsAt(tick) : STEP_NS;
        long agreeing = selection.falsetickers().stream()
                .filter(server -> server.overlaps(offsetNs(tick), ownErrorNs))
                .count();
        return agreeing > 0 && selection.truechimers() <= agreeing + 1;
    }

    /** The servers cannot be followed; each reason is told once until they are followed again. */
    void lose(String reason, long tick, List<Action> actions) {
        if (synchronised) {
            synchronised = false;
            actions.add(new Action.Holdover());
        }
        if (told.add(reason)) {
            actions.add(
                    line == null
                            ? Action.Event.warn("clock-not-set", "reason", reason)
                            : Action.Event.warn("clock-holdover", "reason", reason, "bound-ns", line.errorNsAt(tick)));
        }
    }

    /** Nothing is known any more. */
    void forget(long newHostOffsetNs) {
        hostOffsetNs = newHostOffsetNs;
        line = null;
        leapSecond = null;
        told.clear();
        synchronised = false;
        far = false;
    }

    /** Around a leap second some servers have counted it and some have not. */
    boolean isNearLeapSecond(long tick) {
        return leapSecond != null && leapSecond.isNear(line.utcNsAt(tick));
    }

    /** By how much UNIX time was moved by a leap second that is over now; 0 almost always. */
    long takeLeapNs(long tick) {
        if (leapSecond == null || isNearLeapSecond(tick) || !leapSecond.isOver(line.utcNsAt(tick))) {
            return 0;
        }
        long shiftNs = leapSecond.shiftNs();
        leapSecond = null;
        line = new Discipline(
                line.tick(),
                line.utcNs() + shiftNs,
                line.frequency(),
                line.errorNs(),
                line.drift(),
                line.stratum(),
                line.leap());
        return shiftNs;
    }
}
