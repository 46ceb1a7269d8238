package io.timeserverd.server;

import io.timeserverd.clock.ClockFacts;
import io.timeserverd.clock.ReferenceClock;
import io.timeserverd.conf.HostPort;
import io.timeserverd.conf.Settings;
import io.timeserverd.journal.Journal;
import io.timeserverd.journal.Listener;
import io.timeserverd.log.Log;
import io.timeserverd.loop.EventLoop;
import io.timeserverd.place.Places;
import io.timeserverd.protocol.Answerer;
import io.timeserverd.protocol.Daytime;
import io.timeserverd.protocol.Defaults;
import io.timeserverd.protocol.Exchange;
import io.timeserverd.protocol.Status;
import io.timeserverd.protocol.TimeProtocol;
import io.timeserverd.server.Service.Opening;
import io.timeserverd.zone.ZoneSet;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The service: listeners, what all connections share, and the order of a turn's end. Belongs to the loop's thread.
 */
public final class Server {
    /** How long {@link #stop} waits for clients to take their last answers. */
    private static final long STOP_NS = TimeUnit.SECONDS.toNanos(1);

    /** How long {@link #stop} waits for requests of clients who connected just before. */
    private static final long ON_ITS_WAY_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final EventLoop loop;
    private final Supplier<ClockFacts> clockFacts;
    private final Journal journal;
    private final String version;
    private final long startedNs;
    private final Turn turn;
    private final Listeners listeners;
    private final Counters counters = new Counters();
    private final Clients clients = new Clients();
    private final Pressure pressure = new Pressure();
    private final ClientReport report;
    private final Service text;
    private final Service daytime;
    private final Service time;
    private final Service control;
    private Descriptors descriptors;
    private Settings settings;
    private Defaults defaults;
    private ZoneSet zones;
    private Places places;

    /**
     * @param clockFacts what status tells about the clock
     * @param version release of the program
     */
    public Server(
            EventLoop loop,
            ReferenceClock clock,
            Supplier<ClockFacts> clockFacts,
            Journal journal,
            String version,
            Settings settings,
            ZoneSet zones,
            Places places) {
        this.loop = loop;
        this.clockFacts = clockFacts;
        this.journal = journal;
        this.version = version;
        this.startedNs = loop.nowNs();
        this.turn = new Turn(loop, clock, journal);
        this.listeners = new Listeners(settings.listen().share() == Settings.Listen.Share.YES);
        this.report = new ClientReport(loop, clients);
        this.text = service(counters, Optional.of(new JournalRecorder(turn, Listener.TEXT)));
        this.daytime = service(counters, Optional.of(new JournalRecorder(turn, Listener.DAYTIME)));
        this.time = service(counters, Optional.of(new JournalRecorder(turn, Listener.TIME)));
        this.control = service(new Counters(), Optional.empty());
        daytime.opening = Opening.ANSWER;
        time.opening = Opening.ANSWER;
        loop.atEndOfTurn(turn::end);
        use(settings, zones, places);
    }

    private Service service(Counters itsCounters, Optional<JournalRecorder> recorder) {
        return new Service(loop, turn, itsCounters, clients, pressure, recorder, report::of);
    }

    /**
     * Answers by these from now on.
     *
     * @throws IllegalArgumentException when these zones and places have none for the settings; then all stays as it was
     */
    public void use(Settings newSettings, ZoneSet newZones, Places newPlaces) {
        var answer = newSettings.answer();
        boolean refuse = answer.unsynchronised() == Settings.Answer.Unsynchronised.REFUSE;
        defaults = Defaults.of(answer.zone(), answer.format(), answer.menu(), refuse, newZones, newPlaces);
        settings = newSettings;
        zones = newZones;
        places = newPlaces;
        var answerer = new Answerer(defaults, zones, places, this::status);
        text.answerBy(answerer, zones.release(), places.release());
        text.menu = answerer::menu;
        text.opening = answer.greeting() == Settings.Answer.Greeting.MENU ? Opening.MENU : Opening.NOTHING;
        control.answerBy(answerer, zones.release(), places.release());
        var style =
                settings.daytime().format() == Settings.Daytime.Format.NIST ? Daytime.Style.NIST : Daytime.Style.PLAIN;
        daytime.answerBy(new Daytime(style, defaults.home(), refuse), zones.release(), places.release());
        time.answerBy(new TimeProtocol(refuse), zones.release(), places.release());
        report.use(settings);
        limit(Descriptors.ofProcess());
        turn.refuseUnjournalled(settings.journal().whenFull() == Settings.Journal.WhenFull.REFUSE);
    }

    private void limit(Descriptors newDescriptors) {
        var limits = Limits.of(settings, newDescriptors);
        // At the start it is told when the listeners are open: an error there should not drown in it.
        boolean changed = descriptors != null
                && (!newDescriptors.equals(descriptors) || limits.connections() != text.limits.connections());
        descriptors = newDescriptors;
        text.limits = limits;
        daytime.limits = limits;
        time.limits = limits;
        control.limits = limits.forControl();
        clients.limit(limits.connectionsPerClient(), limits.rate(), limits.burst());
        if (changed) {
            tellLimit();
        }
    }

    private void tellLimit() {
        Log.info(
                "connections-limit",
                "connections",
                text.limits.connections(),
                "configured",
                settings.limits().connections(),
                "descriptors",
                descriptors);
    }

    /**
     * Opens every listener that is on.
     *
     * @param inherited a listening socket that takes the place of the first address of {@code listen.text}
     * @return the addresses as bound by the listener's name, comma-separated where there are several
     */
    public Map<String, String> open(Optional<ServerSocketChannel> inherited) throws ListenException {
        var listen = settings.listen();
        var bound = new LinkedHashMap<String, String>();
        try {
            bound.put("text", openText(listen.text(), inherited));
            bound.put("daytime", listeners.open("listen.daytime", listen.daytime(), daytime));
            bound.put("time", listeners.open("listen.time", listen.time(), time));
            listeners.openControl(listen.control(), control);
            bound.put("control", listen.control().toString());
            bound.values().removeIf(String::isEmpty);
            tellLimit();
            return bound;
        } catch (ListenException e) {
            listeners.close();
            throw e;
        }
    }

    private String openText(List<HostPort> addresses, Optional<ServerSocketChannel> inherited) throws ListenException {
        if (inherited.isEmpty()) {
            return listeners.open("listen.text", addresses, text);
        }
        var first = listeners.adopt("listen.text", inherited.get(), text);
        var others =
                listeners.open("listen.text", addresses.subList(Math.min(1, addresses.size()), addresses.size()), text);
        return others.isEmpty() ? first : first + "," + others;
    }

    /** The state of the service in a few words, for whoever watches over it. */
    public String summary() {
        return "answered " + counters.answered + ", open " + counters.open + ", clock "
                + turn.clockState().text() + ", zones " + zones.release();
    }

    /**
     * Stops accepting, answers what has arrived or is on its way, and lets clients take their answers; runs the loop's last
     * turns. Whoever has not taken its answers within 1 s is closed on.
     */
    public void stop() throws IOException {
        listeners.pause();
        loop.turnWithin(0);
        listeners.close();
        loop.turnWithin(0); // sees itself what is still to be read
        long startNs = loop.nowNs();
        while (counters.open > 0 && loop.nowNs() - startNs < ON_ITS_WAY_NS) {
            loop.turnWithin(ON_ITS_WAY_NS - (loop.nowNs() - startNs));
        }
        while (counters.open > 0 && loop.nowNs() - startNs < STOP_NS) {
            loop.forEachHandler(Introduction.class, Introduction::stop);
            loop.forEachHandler(Connection.class, Connection::stop);
            turn.end();
            loop.turnWithin(TimeUnit.MILLISECONDS.toNanos(50));
        }
        close();
        Log.info("stopped", "answered", counters.answered, "accepted", counters.accepted);
    }

    /** The zones without which the configuration could not be answered: they must not go missing. */
    public Collection<String> zonesInUse() {
        return defaults.zoneIds(zones, places);
    }

    /** Whether every accepted connection and every answered request is accounted for. */
    boolean balances() {
        var written = journal.status();
        return counters.connectionsBalance() && counters.answered == written.journalled() + written.lost();
    }

    long heldBytes() {
        return pressure.total();
    }

    int openConnections() {
        return counters.open;
    }

    /** Connections among them that are about to leave, unknown to the selector. */
    int departing() {
        return services().mapToInt(each -> each.departures.size()).sum();
    }

    private Stream<Service> services() {
        return Stream.of(text, daytime, time, control);
    }

    private Status status(Exchange exchange) {
        var named = counters.named();
        var written = journal.status();
        named.put("answered", counters.answered - turn.uncommitted()); // what the journal can know of
        named.put("connections-limit", (long) text.limits.connections());
        if (descriptors.limit() != Descriptors.UNLIMITED) {
            named.put("descriptors-limit", descriptors.limit());
        }
        named.put("journalled", written.journalled());
        named.put("lost", written.lost());
        named.put("journal-torn", (long) written.torn());
        named.put("journal-aside", (long) written.aside());
        named.put("journal-segments", (long) written.segments());
        named.put("journal-bytes", written.bytes());
        var turns = loop.turnTimes();
        named.put("turns", turns.turns());
        named.put("turn-p50-us", TimeUnit.NANOSECONDS.toMicros(turns.withinNs(0.5)));
        named.put("turn-p99-us", TimeUnit.NANOSECONDS.toMicros(turns.withinNs(0.99)));
        named.put("turn-max-us", TimeUnit.NANOSECONDS.toMicros(turns.longestNs()));
        var source = clockFacts.get();
        named.put("clock-steps", source.steps());
        named.put("host-steps", source.hostSteps());
        return new Status(
                version,
                TimeUnit.NANOSECONDS.toSeconds(loop.nowNs() - startedNs),
                source,
                exchange.reading,
                zones.release(),
                zones.source(),
                places.release(),
                written.problem(),
                named);
    }

    /** Closes whatever is open; who has not taken all its answers counts as failed. */
    public void close() {
        listeners.close();
        loop.forEachHandler(Introduction.class, Introduction::stop);
        loop.forEachHandler(Connection.class, Connection::drop);
        services().forEach(each -> {
            each.departures.drop();
            each.admission.close();
        });
    }
}
