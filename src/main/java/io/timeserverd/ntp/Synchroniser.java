package io.timeserverd.ntp;

import io.timeserverd.clock.ClockFacts;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Decides for the source {@code ntp} when to ask each server, which servers to follow, and how to steer the clock.
 *
 * <pre>
 *   tick ---------> due() ------> Send
 *   packet, tick -> received() -> Association -> Selection -> Steering -> Adjust, Holdover
 * </pre>
 *
 * <p>It does no I/O and has no clock: readings of the ticker come in, actions go out. Used by one thread only.
 */
public final class Synchroniser {
    /** More servers would be slow to select from and add nothing. */
    public static final int MAX_SERVERS = 64;

    /** How long to wait when nothing is due. */
    private static final long IDLE_NS = 60 * NtpTime.SECOND_NS;

    /** The first samples set the clock if its bound stays below this until the second samples arrive. */
    private static final long GOOD_START_NS = 1_000_000;

    private static final long SECOND_SAMPLE_NS = 2 * NtpTime.SECOND_NS;

    /** How long to wait for silent servers after the last one was added. */
    private static final long START_NS = 5 * NtpTime.SECOND_NS;

    private final RandomGenerator random;
    private final Steering steering;
    private final Map<Integer, Association> servers = new TreeMap<>();
    private final FalsetickerLog falsetickerLog = new FalsetickerLog();
    private Settings settings;
    private Frequency frequency;
    private double drift = Sample.MAX_DRIFT;
    private long startTick;
    private long addedTick;
    private int expected;
    private int nameless;
    private int nextId;

    /**
     * What an operator may choose.
     *
     * @param maxErrorNs a server that may be further than this from true time is not used; a clock whose bound is larger
     *     may step
     * @param maxStepNs servers that are further than this from a clock that was synchronised before are not followed
     */
    public record Settings(long pollMinNs, long pollMaxNs, long maxErrorNs, long maxStepNs) {}

    /**
     * Starts without servers.
     *
     * @param frequency the frequency that the previous run saved, or {@link Frequency#UNKNOWN}
     * @param random must be unpredictable
     * @param tick the ticker now
     * @param hostUtcNs the host's clock now, nanoseconds since 1970
     */
    public Synchroniser(Settings settings, Frequency frequency, RandomGenerator random, long tick, long hostUtcNs) {
        this.settings = settings;
        this.frequency = frequency;
        this.random = random;
        steering = new Steering(hostUtcNs - tick, settings);
        startTick = tick;
        addedTick = tick;
    }

    /**
     * Asks one more server from now on.
     *
     * @param name its name in log and status
     * @return its number
     * @throws IllegalStateException if there are {@link #MAX_SERVERS} already
     */
    public int add(String name, long tick) {
        if (servers.size() >= MAX_SERVERS) {
            throw new IllegalStateException("more than " + MAX_SERVERS + " servers");
        }
        var schedule = new PollSchedule(settings.pollMinNs(), settings.pollMaxNs(), random, tick);
        var exchange = new NtpExchange(random, settings.maxErrorNs());
        addedTick = tick;
        servers.put(nextId, new Association(nextId, name, exchange, schedule, frequency));
        return nextId++;
    }

    /**
     * Sets how many configured names have no address yet.
     *
     * @param lookups names that are being looked up for the first time: the first selection waits for them
     * @param unresolved names that could not be resolved: nothing waits for them, but they count as silent servers when a
     *     majority is needed
     */
    public void expectMore(int lookups, int unresolved) {
        expected = lookups;
        nameless = unresolved;
    }

    private int configured() {
        return servers.size() + expected + nameless;
    }

    /** Applies new settings from now on. */
    public void use(Settings newSettings, long tick) {
        settings = newSettings;
        steering.use(newSettings);
        servers.values().forEach(server -> server.use(newSettings, tick));
    }

    /** Stops asking a server. */
    public void remove(int server) {
        servers.remove(server);
        falsetickerLog.forget(server);
    }

    /** When to call {@link #due} next. */
    public long nextTick(long tick) {
        long next = tick + IDLE_NS;
        for (Association server : servers.values()) {
            if (!server.isDenied() && server.nextTick() - next < 0) {
                next = server.nextTick();
            }
        }
        return next;
    }

    /** Asks the servers whose time has come. */
    public List<Action> due(long tick) {
        var actions = new ArrayList<Action>();
        countLeapSecond(tick, actions);
        for (Association server : servers.values()) {
            if (server.isDue(tick)) {
                actions.add(new Action.Send(server.id(), server.request(tick)));
                // Repeated after each further row of unanswered requests: the new address may be silent too.
                if (server.unanswered() > 0 && server.unanswered() % PollSchedule.SILENT == 0) {
                    actions.add(new Action.Resolve(server.id()));
                }
                if (server.unanswered() == PollSchedule.SILENT) {
                    actions.add(Action.Event.warn("ntp-silent", "server", server.name()));
                }
            }
        }
        if (steering.isTrusted(tick) && candidates(tick).isEmpty()) {
            steering.lose("no-servers", tick, actions);
        }
        return actions;
    }

    /**
     * Handles a packet that came from a server's address.
     *
     * @param packet the bytes between position and limit
     * @param tick the ticker when it arrived
     */
    public List<Action> received(int server, ByteBuffer packet, long tick) {
        var actions = new ArrayList<Action>();
        countLeapSecond(tick, actions);
        Association association = servers.get(server);
        if (association == null || steering.isNearLeapSecond(tick)) {
            return actions;
        }
        boolean wasSilent = association.unanswered() > PollSchedule.SILENT;
        Rejection before = association.problem();
        Rejection rejection = association.receive(packet, tick, frequency.ratio(), drift);
        if (rejection == null) {
            if (wasSilent) {
                actions.add(Action.Event.info("ntp-heard-again", "server", association.name()));
            }
            if (association.jumpNs() != 0) {
                actions.add(Action.Event.warn("ntp-jump", "server", association.name(), "by-ns", association.jumpNs()));
            }
            select(tick, actions);
        } else if (rejection.isKiss() && rejection != before) {
            actions.add(Action.Event.warn("ntp-kiss", "server", association.name(), "code", rejection.text()));
        }
        return actions;
    }

    /** Notes that the server's host reported that nothing listens at that port. */
    public void portClosed(int server) {
        Association association = servers.get(server);
        if (association != null) {
            association.portClosed();
        }
    }

    /** The ticker stood still for {@code ns} nanoseconds: forgets everything but the frequency and asks again. */
    public void sleep(long ns, long tick) {
        servers.values().forEach(server -> server.restart(tick));
        steering.sleep(ns, tick);
        drift = Sample.MAX_DRIFT;
        startTick = tick;
        addedTick = tick;
    }

    /** The present estimate of the frequency, for the next run to start with. */
    public Frequency frequency() {
        return frequency;
    }

    /** Why the clock does not follow the servers, in one word; empty if it does. */
    public String problem() {
        return steering.problem();
    }

    /** The table of servers, in the order in which they were added. */
    public List<ClockFacts.Server> servers(long tick) {
        var selection = Selection.of(candidates(tick));
        var table = new ArrayList<ClockFacts.Server>();
        for (Association server : servers.values()) {
            table.add(server.facts(
                    mark(server, selection, tick), tick, steering.offsetNs(tick), frequency.ratio(), drift));
        }
        return table;
    }

    private char mark(Association server, Selection selection, long tick) {
        if (!server.isUsable()) {
            return '?';
        }
        Candidate candidate = server.candidate(tick, frequency.ratio(), drift);
        if (selection == null || steering.contradicts(candidate.offsetNs(), candidate.distanceNs(), tick)) {
            return 'x';
        }
        char mark = selection.mark(server.id());
        return mark == 'x' || steering.isSynchronised() ? mark : '-';
    }

    private List<Candidate> candidates(long tick) {
        return servers.values().stream()
                .filter(Association::isUsable)
                .map(server -> server.candidate(tick, frequency.ratio(), drift))
                .toList();
    }

    private void select(long tick, List<Action> actions) {
        List<Candidate> candidates = candidates(tick);
        boolean trusted = steering.isTrusted(tick);
        if (!trusted && !isComplete(tick)) {
            return;
        }
        var selection = Selection.of(candidates);
        if (selection == null) {
            steering.lose("no-majority", tick, actions);
            return;
        }
        if ((trusted || isGood(selection)) && steering.accepts(selection, configured(), tick, actions)) {
            // A majority that is not followed may itself be wrong, so it proves no other server wrong.
            falsetickerLog.report(selection, server -> servers.get(server).name(), actions);
            measureFrequency(selection);
            steering.follow(selection, configured(), frequency, drift, tick, actions);
        }
    }

    /**
     * At the start: whether every server had time to reply, because the first one to reply may be wrong. Does not wait for a
     * server that left its first request without a reply, and not long for slow lookups.
     */
    private boolean isComplete(long tick) {
        boolean allTried = servers.values().stream().allMatch(server -> server.isDenied() || server.isTried());
        return (allTried && expected == 0) || tick - Math.max(startTick, addedTick) > START_NS;
    }

    /** At the start: whether the bound is small enough, or a second sample has already been taken. */
    private boolean isGood(Selection selection) {
        double soonNs = selection.distanceNs() + Sample.MAX_DRIFT * SECOND_SAMPLE_NS;
        return soonNs <= GOOD_START_NS || servers.get(selection.best().server()).samples() > 1;
    }

    private void measureFrequency(Selection selection) {
        List<Association> survivors = selection.survivors().stream()
                .map(one -> servers.get(one.server()))
                .toList();
        frequency =
                Frequency.mean(survivors.stream().map(Association::frequency).toList());
        drift = survivors.stream()
                .mapToDouble(one -> one.driftBound(frequency.ratio()))
                .min()
                .orElse(Sample.MAX_DRIFT);
    }

    /** After a leap second, moves all earlier measurements along with UNIX time. */
    private void countLeapSecond(long tick, List<Action> actions) {
        long shiftNs = steering.takeLeapNs(tick);
        if (shiftNs != 0) {
            servers.values().forEach(server -> server.shift(shiftNs));
            actions.add(Action.Event.info("leap-second", "shift-ns", shiftNs));
        }
    }
}
