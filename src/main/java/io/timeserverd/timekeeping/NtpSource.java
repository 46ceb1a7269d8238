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
import io.timeserverd.ntp.Frequency;
import io.timeserverd.ntp.ServerStatus;
import io.timeserverd.ntp.Synchroniser;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The source {@code ntp}: carries out what a {@link Synchroniser} wants done.
 *
 * <pre>
 *     NtpNames -> servers           datagram, arrival -> Synchroniser -> Adjust, Holdover -> clock
 *     timer ----> Synchroniser -> Send -> NtpServer
 * </pre>
 */
final class NtpSource implements TimeSource, NtpServer.Receiver, NtpNames.Servers {
    /** Servers are first asked so far apart that sending to one does not delay the request to the next. */
    private static final long STAGGER_NS = TimeUnit.MILLISECONDS.toNanos(5);

    private static final long KEEP_DRIFT_NS = TimeUnit.HOURS.toNanos(1);

    private final EventLoop loop;
    private final Ticker ticker;
    private final Helper helper;
    private final DisciplinedClock clock;
    private final DriftFile drift;
    private final Synchroniser synchroniser;
    private final NtpNames names;
    private final Map<Integer, NtpServer> servers = new LinkedHashMap<>();
    private final Timer due = new Timer(this::due);
    private final Timer keepDrift = new Timer(this::keepDriftHourly);
    private Frequency kept;
    private long lastStartTick;

    /** Looks the servers up and begins to ask them. */
    NtpSource(
            EventLoop loop,
            Ticker ticker,
            Helper helper,
            DisciplinedClock clock,
            DriftFile drift,
            TimekeeperOptions options,
            HostLook look,
            Function<InetSocketAddress, String> addressText) {
        this.loop = loop;
        this.ticker = ticker;
        this.helper = helper;
        this.clock = clock;
        this.drift = drift;
        kept = drift.first();
        lastStartTick = look.tick();
        synchroniser = new Synchroniser(choices(options), kept, new SecureRandom(), look.tick(), look.utcNs());
        names = new NtpNames(loop, helper, InetAddress::getAllByName, addressText, this);
        names.use(options.servers());
        loop.schedule(keepDrift, KEEP_DRIFT_NS);
    }

    private static Synchroniser.Settings choices(TimekeeperOptions options) {
        return new Synchroniser.Settings(
                options.pollMin().toNanos(),
                options.pollMax().toNanos(),
                options.maxError().toNanos());
    }

    @Override
    public void use(TimekeeperOptions options) {
        synchroniser.use(choices(options), ticker.nanos());
        names.use(options.servers());
        scheduleDue();
    }

    // ---- servers come and go

    @Override
    public int add(InetSocketAddress address, String name) {
        int id = synchroniser.add(name, nextStartTick());
        if (id < 0) {
            Log.warn("ntp-too-many", "server", name, "limit", Synchroniser.MAX_SERVERS);
            return id;
        }
        servers.put(id, new NtpServer(loop, address, id, name, this));
        Log.info("ntp-server", "server", name);
        scheduleDue();
        return id;
    }

    private long nextStartTick() {
        long tick = ticker.nanos();
        long apart = lastStartTick + STAGGER_NS;
        lastStartTick = apart - tick > 0 ? apart : tick;
        return lastStartTick;
    }

    @Override
    public void remove(int id) {
        synchroniser.remove(id);
        var server = servers.remove(id);
        server.close();
        Log.info("ntp-server-gone", "server", server.name());
    }

    // ---- requests and replies

    private void due() {
        obey(synchroniser.due(ticker.nanos()));
    }

    /** It arrived, at the latest, when this turn's {@code select} returned. */
    @Override
    public void received(int server, ByteBuffer packet) {
        synchroniser.expectMore(names.pending());
        obey(synchroniser.received(server, packet, loop.nowNs()));
    }

    @Override
    public void portClosed(int server) {
        synchroniser.portClosed(server);
    }

    private void obey(List<Action> actions) {
        for (var action : actions) {
            if (action instanceof Action.Send send) {
                servers.get(send.server()).send(send.request().encode());
            } else if (action instanceof Action.Adjust adjust) {
                adjust(adjust);
            } else if (action instanceof Action.Holdover) {
                clock.holdover();
            } else if (action instanceof Action.Resolve resolve) {
                names.silent(resolve.server());
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
        // It is not followed.
    }

    /** Backwards, somebody moved it, which is no business of ours. Forwards, the ticker may have slept with the host. */
    @Override
    public void hostStepped(HostLook look, long byNs) {
        clock.startFrom(look.utcNs());
        if (byNs > 0) {
            clock.distrust();
            synchroniser.restart(look.tick(), look.utcNs());
            scheduleDue();
        }
    }

    @Override
    public OptionalLong offsetNs(HostLook look) {
        var reading = clock.readAt(look.tick());
        return reading.state() == ClockState.UNSYNCHRONISED
                ? OptionalLong.empty()
                : OptionalLong.of(ChronoUnit.NANOS.between(Instant.EPOCH, reading.instant()) - look.utcNs());
    }

    // ---- what outlives the run

    private void keepDriftHourly() {
        keepDrift();
        loop.schedule(keepDrift, KEEP_DRIFT_NS);
    }

    private void keepDrift() {
        var frequency = synchroniser.frequency();
        if (!frequency.equals(kept)) {
            kept = frequency;
            helper.submit(() -> drift.write(frequency), () -> {});
        }
    }

    @Override
    public List<ClockFacts.Server> servers() {
        return synchroniser.servers(ticker.nanos()).stream()
                .map(NtpSource::fact)
                .toList();
    }

    private static ClockFacts.Server fact(ServerStatus server) {
        return new ClockFacts.Server(
                server.mark(),
                server.name(),
                server.stratum(),
                server.pollNs(),
                server.reach(),
                server.delayNs() > 0,
                server.offsetNs(),
                server.delayNs(),
                server.jitterNs(),
                server.problem() == null ? "" : server.problem().text());
    }

    @Override
    public void close() {
        loop.cancel(due);
        loop.cancel(keepDrift);
        names.close();
        servers.values().forEach(NtpServer::close);
        servers.clear();
        keepDrift();
    }
}
