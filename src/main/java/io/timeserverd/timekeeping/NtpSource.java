package io.timeserverd.timekeeping;

import io.timeserverd.clock.ClockFacts;
import io.timeserverd.clock.ClockState;
import io.timeserverd.clock.DisciplinedClock;
import io.timeserverd.clock.HostReading;
import io.timeserverd.clock.Reading;
import io.timeserverd.clock.Ticker;
import io.timeserverd.log.Log;
import io.timeserverd.loop.EventLoop;
import io.timeserverd.loop.Helper;
import io.timeserverd.loop.Timer;
import io.timeserverd.ntp.Action;
import io.timeserverd.ntp.Synchroniser;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The source {@code ntp}: carries out the decisions of a {@link Synchroniser}.
 *
 * <pre>
 *     NtpNames -> NameLookup -> NtpNames -> servers to ask
 *     timer ---> Synchroniser -> Send -> NtpServer
 *     NtpServer -> packet -----> Synchroniser -> Adjust, Holdover -> clock
 * </pre>
 */
final class NtpSource implements TimeSource {
    /** The time between the first requests to two servers, so that sending one does not delay the other. */
    private static final long STAGGER_NS = TimeUnit.MILLISECONDS.toNanos(5);

    private static final long SAVE_DRIFT_NS = TimeUnit.HOURS.toNanos(1);

    private final EventLoop loop;
    private final Ticker ticker;
    private final Helper helper;
    private final Helper asker;
    private final DisciplinedClock clock;
    private final DriftFile drift;
    private final Synchroniser synchroniser;
    private final NtpNames names;
    private final Map<Integer, NtpServer> servers = new LinkedHashMap<>();
    private final Timer nextLookup = new Timer(this::lookUp);
    private final Timer due = new Timer(this::due);
    private final Timer saveDrift = new Timer(this::saveDriftHourly);
    private long lastStartTick;

    /** Looks up the servers and starts to ask them. */
    NtpSource(
            EventLoop loop,
            Ticker ticker,
            Helper helper,
            Helper asker,
            DisciplinedClock clock,
            DriftFile drift,
            TimekeeperOptions options,
            HostReading reading,
            Function<InetSocketAddress, String> addressText) {
        this.loop = loop;
        this.ticker = ticker;
        this.helper = helper;
        this.asker = asker;
        this.clock = clock;
        this.drift = drift;
        lastStartTick = reading.tick();
        synchroniser =
                new Synchroniser(choices(options), drift.first(), new SecureRandom(), reading.tick(), reading.utcNs());
        names = new NtpNames(InetAddress::getAllByName, addressText);
        useNames(options.servers());
        loop.schedule(saveDrift, SAVE_DRIFT_NS);
    }

    private static Synchroniser.Settings choices(TimekeeperOptions options) {
        return new Synchroniser.Settings(
                options.pollMin().toNanos(),
                options.pollMax().toNanos(),
                options.maxError().toNanos(),
                options.maxStep().toNanos());
    }

    @Override
    public void use(TimekeeperOptions options) {
        synchroniser.use(choices(options), ticker.nanos());
        useNames(options.servers());
        scheduleDue();
    }

    // ---- names

    private void useNames(List<NtpHost> hosts) {
        names.use(hosts, loop.nowNs());
        askServers();
        lookUp();
    }

    private void lookUp() {
        for (NameLookup lookup : names.next(loop.nowNs())) {
            if (!asker.submit(lookup, () -> lookedUp(lookup))) {
                names.postpone(lookup, loop.nowNs());
            }
        }
        synchroniser.expectMore(names.pending(), names.unresolved().size());
        names.nextTick().ifPresent(tick -> loop.schedule(nextLookup, tick - loop.nowNs()));
    }

    private void lookedUp(NameLookup lookup) {
        names.found(lookup, loop.nowNs());
        askServers();
        lookUp();
    }

    /** From now on asks the servers of the names, and no others. */
    private void askServers() {
        Map<InetSocketAddress, String> missing = names.servers();
        for (Map.Entry<Integer, NtpServer> entry : List.copyOf(servers.entrySet())) {
            NtpServer server = entry.getValue();
            if (!missing.remove(server.address(), server.name())) {
                remove(entry.getKey());
            }
        }
        missing.forEach(this::add);
    }

    private void add(InetSocketAddress address, String name) {
        int id = synchroniser.add(name, nextStartTick());
        servers.put(id, new NtpServer(loop, address, name, key -> receive(id)));
        Log.info("ntp-server", "server", name);
        scheduleDue();
    }

    private long nextStartTick() {
        long tick = ticker.nanos();
        long apart = lastStartTick + STAGGER_NS;
        lastStartTick = apart - tick > 0 ? apart : tick;
        return lastStartTick;
    }

    private void remove(int id) {
        synchroniser.remove(id);
        NtpServer server = servers.remove(id);
        server.close();
        Log.info("ntp-server-gone", "server", server.name());
    }

    // ---- requests and replies

    private void due() {
        obey(synchroniser.due(ticker.nanos()));
        lookUp();
    }

    private void receive(int id) {
        NtpServer server = servers.get(id);
        switch (server.receive()) {
            // The packet had arrived by the time when this turn's select returned.
            case DONE -> obey(synchroniser.received(id, server.packet(), loop.nowNs()));
            case PORT_CLOSED -> synchroniser.portClosed(id);
            case LOST -> {} // the next request counts this one as unanswered
        }
    }

    private void send(Action.Send send) {
        if (servers.get(send.server()).send(send.request().encode()) == NtpServer.Outcome.PORT_CLOSED) {
            synchroniser.portClosed(send.server());
        }
    }

    private void obey(List<Action> actions) {
        for (Action action : actions) {
            if (action instanceof Action.Send send) {
                send(send);
            } else if (action instanceof Action.Adjust adjust) {
                adjust(adjust);
            } else if (action instanceof Action.Holdover) {
                clock.holdover();
            } else if (action instanceof Action.Resolve resolve) {
                names.silent(servers.get(resolve.server()).address(), loop.nowNs());
            } else if (action instanceof Action.Event event) {
                log(event);
            }
        }
        scheduleDue();
    }

    private void adjust(Action.Adjust adjust) {
        if (!adjust.step()) {
            clock.slew(adjust.estimate());
            return;
        }
        long steppedNs = clock.follow(adjust.estimate());
        if (steppedNs != 0) {
            Log.warn("clock-step", "by-ns", steppedNs);
        }
    }

    private static void log(Action.Event event) {
        if (event.warning()) {
            Log.warn(event.name(), event.pairs().toArray());
        } else {
            Log.info(event.name(), event.pairs().toArray());
        }
    }

    private void scheduleDue() {
        loop.schedule(due, synchroniser.nextTick(loop.nowNs()) - loop.nowNs());
    }

    // ---- the host's clock

    @Override
    public void update(HostReading reading) {
        // The source ntp does not follow the host's clock.
    }

    @Override
    public void hostStepped(HostReading reading, long byNs) {
        clock.startFrom(reading.utcNs());
    }

    @Override
    public void hostSlept(HostReading reading, long ns) {
        clock.startFrom(reading.utcNs());
        clock.distrust();
        synchroniser.sleep(ns, reading.tick());
        scheduleDue();
    }

    @Override
    public String vouchedBy() {
        return "";
    }

    @Override
    public String problem() {
        return synchroniser.problem();
    }

    @Override
    public OptionalLong offsetNs(HostReading reading) {
        Reading served = clock.readAt(reading.tick());
        return served.state() == ClockState.UNSYNCHRONISED
                ? OptionalLong.empty()
                : OptionalLong.of(ChronoUnit.NANOS.between(Instant.EPOCH, served.instant()) - reading.utcNs());
    }

    // ---- the drift for the next run

    private void saveDriftHourly() {
        saveDrift();
        loop.schedule(saveDrift, SAVE_DRIFT_NS);
    }

    private void saveDrift() {
        drift.save(synchroniser.frequency(), helper);
    }

    @Override
    public List<ClockFacts.Server> servers() {
        var table = new ArrayList<>(synchroniser.servers(ticker.nanos()));
        names.unresolved().forEach(name -> table.add(ClockFacts.Server.unresolved(name)));
        return table;
    }

    @Override
    public void close() {
        loop.cancel(nextLookup);
        loop.cancel(due);
        loop.cancel(saveDrift);
        names.use(List.of(), loop.nowNs()); // the result of a running lookup is ignored
        servers.values().forEach(NtpServer::close);
        servers.clear();
        saveDrift();
    }
}
