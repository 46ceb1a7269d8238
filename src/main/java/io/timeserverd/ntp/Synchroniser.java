package io.timeserverd.ntp;

import io.timeserverd.clock.ClockFacts;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The source {@code ntp}: asks servers, decides whom to believe, and tells the clock what line to follow.
 *
 * <pre>
 *   tick -> due -----> Send
 *   packet, arrival -> received -> association -> selection -> steering -> Adjust, Holdover
 * </pre>
 *
 * <p>Without I/O and without a clock: readings of the ticker come in, actions go out. Owned by one thread.
 */
public final class Synchroniser {
    /** Servers more than that would be slow to select from and tell nothing new. */
    public static final int MAX_SERVERS = 64;

    /** With nothing to do this is how far away the next look is. */
    private static final long IDLE_NS = 60 * NtpTime.SECOND_NS;

    /** A first sample is believed at once if the bound stays below this until the second one. */
    private static final long GOOD_START_NS = 1_000_000;

    private static final long SECOND_SAMPLE_NS = 2 * NtpTime.SECOND_NS;

    /** Servers that have not answered so long after the last one was added are not waited for. */
    private static final long START_NS = 5 * NtpTime.SECOND_NS;

    /** Names that have not been found by then are not waited for either. */
    private static final long LOOKUP_NS = 60 * NtpTime.SECOND_NS;

    private final RandomGenerator random;
    private final Steering steering;
    private final Map<Integer, Association> servers = new TreeMap<>();
    private final Falsetickers falsetickers = new Falsetickers();
    private Settings settings;
    private Frequency frequency;
    private double drift = Sample.MAX_DRIFT;
    private long startTick;
    private long addedTick;
    private int expected;
    private int nextId;

    /**
     * What an operator may choose.
     *
     * @param maxErrorNs servers further than this from true time are no use; a clock whose bound is beyond it
     *     may step
     */
    public record Settings(long pollMinNs, long pollMaxNs, long maxErrorNs) {}

    /**
     * Begins without servers.
     *
     * @param frequency as the run before left it, or {@link Frequency#UNKNOWN}
     * @param random must be unpredictable
     * @param tick the ticker now
     * @param hostUtcNs the host's clock now, nanoseconds since 1970
     */
    public Synchroniser(Settings settings, Frequency frequency, RandomGenerator random, long tick, long hostUtcNs) {
        this.settings = settings;
        this.frequency = frequency;
        this.random = random;
        steering = new Steering(hostUtcNs - tick, settings.maxErrorNs());
        startTick = tick;
        addedTick = tick;
    }

    /**
     * Asks one more server from now on.
     *
     * @param name what log and status call it
     * @return its number
     * @throws IllegalStateException when there are {@link #MAX_SERVERS}
     */
    public int add(String name, long tick) {
        if (servers.size() >= MAX_SERVERS) {
            throw new IllegalStateException("more than " + MAX_SERVERS + " servers");
        }
        var schedule = new PollSchedule(settings.pollMinNs(), settings.pollMaxNs(), random, tick);
        var exchange = new Exchange(random, settings.maxErrorNs());
        addedTick = tick;
        servers.put(nextId, new Association(nextId, name, exchange, schedule, frequency));
        return nextId++;
    }

    /** How many more servers are about to be added at least: those that are here are not all that there will be. */
    public void expectMore(int more) {
        expected = more;
    }

    /** Keeps to other settings from now on. */
    public void use(Settings newSettings, long tick) {
        settings = newSettings;
        steering.limitError(newSettings.maxErrorNs());
        servers.values().forEach(server -> server.use(newSettings, tick));
    }

    /** Asks it no more. */
    public void remove(int server) {
        servers.remove(server);
        falsetickers.forget(server);
    }

    /** When {@link #due} is to be called next. */
    public long nextTick(long tick) {
        long next = tick + IDLE_NS;
        for (var server : servers.values()) {
            if (!server.isDenied() && server.nextTick() - next < 0) {
                next = server.nextTick();
            }
        }
        return next;
    }

    /** Asks whoever is due. */
    public List<Action> due(long tick) {
        var actions = new ArrayList<Action>();
        countLeapSecond(tick, actions);
        for (var server : servers.values()) {
            if (server.isDue(tick)) {
                actions.add(new Action.Send(server.id(), server.request(tick)));
                // Again after as many more: the new address may be as dead.
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
     * Takes in a packet that came from a server's address.
     *
     * @param packet the bytes between position and limit
     * @param tick the ticker when it arrived
     */
    public List<Action> received(int server, ByteBuffer packet, long tick) {
        var actions = new ArrayList<Action>();
        countLeapSecond(tick, actions);
        var association = servers.get(server);
        if (association == null || steering.isNearLeapSecond(tick)) {
            return actions;
        }
        boolean wasSilent = association.unanswered() > PollSchedule.SILENT;
        var before = association.problem();
        var rejection = association.receive(packet, tick, frequency.ratio(), drift);
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

    /** A send or receive was answered by the server's host saying that nobody listens there. */
    public void portClosed(int server) {
        var association = servers.get(server);
        if (association != null) {
            association.portClosed();
        }
    }

    /** The ticker stood still for an unknown time: all is forgotten but the frequency, and asked anew. */
    public void restart(long tick, long hostUtcNs) {
        servers.values().forEach(server -> server.restart(tick));
        steering.forget(hostUtcNs - tick);
        drift = Sample.MAX_DRIFT;
        startTick = tick;
        addedTick = tick;
    }

    /** What the next run may start with. */
    public Frequency frequency() {
        return frequency;
    }

    /** The table of servers, in the order in which they were added. */
    public List<ClockFacts.Server> servers(long tick) {
        var selection = Selection.of(candidates(tick));
        var table = new ArrayList<ClockFacts.Server>();
        for (var server : servers.values()) {
            table.add(server.facts(
                    mark(server, selection, tick), tick, steering.offsetNs(tick), frequency.ratio(), drift));
        }
        return table;
    }

    private char mark(Association server, Selection selection, long tick) {
        if (!server.isUsable()) {
            return '?';
        }
        var candidate = server.candidate(tick, frequency.ratio(), drift);
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
        var candidates = candidates(tick);
        boolean trusted = steering.isTrusted(tick);
        if (!trusted && !isComplete(candidates.size(), tick)) {
            return;
        }
        var selection = Selection.of(candidates);
        if (selection == null) {
            steering.lose("no-majority", tick, actions);
            return;
        }
        if ((trusted || isGood(selection)) && steering.accepts(selection, servers.size() + expected, tick, actions)) {
            // Who is wrong is known from those that are followed: others may be the liars themselves.
            falsetickers.report(selection, server -> servers.get(server).name(), actions);
            measureFrequency(selection);
            steering.follow(selection, servers.size() + expected, frequency, drift, tick, actions);
        }
    }

    /**
     * At the start: whether everyone had a chance to speak, and a majority did. The first to speak may be wrong.
     * Servers that stay silent are not waited for for long, since half of a name's addresses may be out of reach.
     */
    private boolean isComplete(int candidates, long tick) {
        var asked =
                servers.values().stream().filter(server -> !server.isDenied()).toList();
        boolean majority = candidates * 2 > asked.size() + expected;
        if (majority && expected == 0 && asked.stream().allMatch(Association::isTried)) {
            return true;
        }
        boolean waited = tick - addedTick > START_NS && (majority || expected == 0);
        return waited || tick - startTick > LOOKUP_NS;
    }

    /** At the start: whether the bound is small, or there is nothing better to wait for. */
    private boolean isGood(Selection selection) {
        double soonNs = selection.distanceNs() + Sample.MAX_DRIFT * SECOND_SAMPLE_NS;
        return soonNs <= GOOD_START_NS || servers.get(selection.best().server()).samples() > 1;
    }

    private void measureFrequency(Selection selection) {
        var survivors = selection.survivors().stream()
                .map(one -> servers.get(one.server()))
                .toList();
        frequency =
                Frequency.mean(survivors.stream().map(Association::frequency).toList());
        drift = survivors.stream()
                .mapToDouble(one -> one.driftBound(frequency.ratio()))
                .min()
                .orElse(Sample.MAX_DRIFT);
    }

    /** UNIX time went on after a leap second: so must everything measured before it. */
    private void countLeapSecond(long tick, List<Action> actions) {
        long shiftNs = steering.takeLeapNs(tick);
        if (shiftNs != 0) {
            servers.values().forEach(server -> server.shift(shiftNs));
            actions.add(Action.Event.info("leap-second", "shift-ns", shiftNs));
        }
    }
}
