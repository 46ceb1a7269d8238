package io.timeserverd.timekeeping;

import io.timeserverd.clock.ClockFacts;
import io.timeserverd.clock.ClockState;
import io.timeserverd.clock.DisciplinedClock;
import io.timeserverd.clock.HostLook;
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
 * The source {@code ntp}: does what a {@link Synchroniser} decides.
 *
 * <pre>
 *     NtpNames -> NameLookup -> NtpNames -> servers to ask
 *     timer ---> Synchroniser -> Send -> NtpServer
 *     NtpServer -> packet -----> Synchroniser -> Adjust, Holdover -> clock
 * </pre>
 */
final class NtpSource implements TimeSource {
    /** Between the first requests to two servers, so that sending one does not delay the other. */
    private static final long STAGGER_NS = TimeUnit.MILLISECONDS.toNanos(5);

    private static final long KEEP_DRIFT_NS = TimeUnit.HOURS.toNanos(1);

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
    private final Timer keepDrift = new Timer(this::keepDriftHourly);
    private long lastStartTick;

    /** Looks the servers up and starts to ask them. */
    NtpSource(
            EventLoop loop,
            Ticker ticker,
            Helper helper,
            Helper asker,
            DisciplinedClock clock,
            DriftFile drift,
            TimekeeperOptions options,
            HostLook look,
            Function<InetSocketAddress, String> addressText) {
        this.loop = loop;
        this.ticker = ticker;
        this.helper = helper;
        this.asker = asker;
        this.clock = clock;
        this.drift = drift;
        lastStartTick = look.tick();
        synchroniser = new Synchroniser(choices(options), drift.first(), new SecureRandom(), look.tick(), look.utcNs());
        names = new NtpNames(InetAddress::getAllByName, addressText);
        useNames(options.servers());
        loop.schedule(keepDrift, KEEP_DRIFT_NS);
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
        for (var lookup : names.next(loop.nowNs())) {
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

    /** From now on asks the servers that the names stand for, and no others. */
    private void askServers() {
        var missing = names.servers();
        for (var entry : List.copyOf(servers.entrySet())) {
            var server = entry.getValue();
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
        var server = servers.remove(id);
        server.close();
        Log.info("ntp-server-gone", "server", server.name());
    }

    // ---- requests and replies

    private void due() {
        obey(synchroniser.due(ticker.nanos()));
        lookUp();
    }

    private void receive(int id) {
        var server = servers.get(id);
        switch (server.receive()) {
            // The packet arrived, at the latest, when this turn's select returned.
            case DONE -> obey(synchroniser.received(id, server.packet(), loop.nowNs()));
            case PORT_CLOSED -> synchroniser.portClosed(id);
            case LOST -> {} // the server counts as silent from the next request on
        }
    }

    private void send(Action.Send send) {
        if (servers.get(send.server()).send(send.request().encode()) == NtpServer.Outcome.PORT_CLOSED) {
            synchroniser.portClosed(send.server());
        }
    }

    private void obey(List<Action> actions) {
        for (var action : actions) {
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
            clock.slew(adjust.line());
            return;
        }
        long steppedNs = clock.follow(adjust.line());
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
    public void look(HostLook look) {
        // The source ntp does not follow the host's clock.
    }

    @Override
    public void hostStepped(HostLook look, long byNs) {
        clock.startFrom(look.utcNs());
    }

    @Override
    public void hostSlept(HostLook look, long ns) {
        clock.startFrom(look.utcNs());
        clock.distrust();
        synchroniser.sleep(ns, look.tick());
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
    public OptionalLong offsetNs(HostLook look) {
        var reading = clock.readAt(look.tick());
        return reading.state() == ClockState.UNSYNCHRONISED
                ? OptionalLong.empty()
                : OptionalLong.of(ChronoUnit.NANOS.between(Instant.EPOCH, reading.instant()) - look.utcNs());
    }

    // ---- what the next run starts with

    private void keepDriftHourly() {
        keepDrift();
        loop.schedule(keepDrift, KEEP_DRIFT_NS);
    }

    private void keepDrift() {
        drift.keep(synchroniser.frequency(), helper);
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
        loop.cancel(keepDrift);
        names.use(List.of(), loop.nowNs()); // a lookup that is under way may still end
        servers.values().forEach(NtpServer::close);
        servers.clear();
        keepDrift();
    }
}
