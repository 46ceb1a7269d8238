package io.timeserverd.server;

import io.timeserverd.clock.ClockFacts;
import io.timeserverd.clock.ReferenceClock;
import io.timeserverd.conf.HostPort;
import io.timeserverd.conf.Settings;
import io.timeserverd.http.HttpRequest;
import io.timeserverd.http.Routes;
import io.timeserverd.journal.Journal;
import io.timeserverd.journal.Listener;
import io.timeserverd.log.Log;
import io.timeserverd.loop.EventLoop;
import io.timeserverd.place.Places;
import io.timeserverd.protocol.Answerer;
import io.timeserverd.protocol.Daytime;
import io.timeserverd.protocol.Defaults;
import io.timeserverd.protocol.Exchange;
import io.timeserverd.protocol.Output;
import io.timeserverd.protocol.Responder;
import io.timeserverd.protocol.TimeProtocol;
import io.timeserverd.zone.ZoneSet;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The service: makes its parts, opens the listeners, hands new settings to the parts, stops. Belongs to the loop's thread. */
public final class Server {
    /** How long {@link #stop} waits for clients to take their last replies. */
    private static final long STOP_NS = TimeUnit.SECONDS.toNanos(1);

    /** How long {@link #stop} waits for requests of clients that connected just before. */
    private static final long ON_ITS_WAY_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final EventLoop loop;
    private final Journal journal;
    private final Turn turn;
    private final Queues<Connection> queues = new Queues<>(new FairQueue<>(), new FairQueue<>());
    private final Counters counters = new Counters();
    private final Capacity capacity;
    private final MemoryAccount memory;
    private final Clients clients;
    private final ClientReport clientReport;
    private final StatusReport statusReport;
    private final Admission admission;
    private final Dispatcher dispatcher;
    private final Listeners listeners;

    /** What all network listeners have in common, and the control socket. */
    private final Endpoint network;

    private final Endpoint control;
    private final Refusals refusals;
    private final Refusals silentRefusals;
    private final Refusals httpRefusals;

    private final RequestHandler text;
    private final RequestHandler daytime;
    private final RequestHandler time;
    private final RequestHandler operator;
    private final RequestHandler http;
    private final RequestHandler scraper;
    private final MetricsReport metrics;

    private Optional<Consumer<Output>> greeting = Optional.empty();
    private Routes routes;
    private Settings settings;
    private Defaults defaults;
    private ZoneSet zones;
    private Places places;
    private boolean isOpen;

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
        this(loop, clock, clockFacts, journal, version, settings, zones, places, Heap.ofProcess());
    }

    Server(
            EventLoop loop,
            ReferenceClock clock,
            Supplier<ClockFacts> clockFacts,
            Journal journal,
            String version,
            Settings settings,
            ZoneSet zones,
            Places places,
            Heap heap) {
        this.loop = loop;
        this.journal = journal;
        capacity = new Capacity(heap);
        memory = heap.account();
        clients = new Clients(loop::nowNs, memory);
        turn = new Turn(clock, journal, new Summaries(clients.journal()));
        clientReport = new ClientReport(clients);
        statusReport = new StatusReport(loop, turn, journal, counters, memory, clockFacts, version);
        admission = new Admission(clients, counters);
        dispatcher = new Dispatcher(loop, turn, memory, clients.journal(), queues, counters);
        listeners = new Listeners(settings.listen().share() == Settings.Listen.Share.YES);
        var buffer = new ReadBuffer();
        network = new Endpoint(loop, turn, buffer, counters, clients);
        var controlCounters = new Counters();
        control = new Endpoint(loop, turn, buffer, controlCounters, clients);
        refusals = new Refusals(network, Refusals.TEXT);
        silentRefusals = new Refusals(network, Refusals.SILENT);
        httpRefusals = new Refusals(network, Refusals.HTTP);
        text = handler(counters, Optional.of(Listener.TEXT), Wording.TEXT);
        daytime = handler(counters, Optional.of(Listener.DAYTIME), Wording.TEXT);
        time = handler(counters, Optional.of(Listener.TIME), Wording.TEXT);
        operator = handler(controlCounters, Optional.empty(), Wording.TEXT);
        http = handler(counters, Optional.of(Listener.HTTP), Wording.HTTP);
        scraper = handler(controlCounters, Optional.empty(), Wording.HTTP);
        var outcomes = new LinkedHashMap<String, Outcomes>();
        outcomes.put(Listener.TEXT.text(), text.outcomes());
        outcomes.put(Listener.HTTP.text(), http.outcomes());
        outcomes.put(Listener.DAYTIME.text(), daytime.outcomes());
        outcomes.put(Listener.TIME.text(), time.outcomes());
        metrics = new MetricsReport(loop, journal, counters, memory, statusReport::of, outcomes);
        loop.atEndOfTurn(dispatcher::endTurn);
        use(settings, zones, places);
    }

    private RequestHandler handler(Counters itsCounters, Optional<Listener> journalled, Wording wording) {
        return new RequestHandler(
                turn,
                clients,
                itsCounters,
                journalled.map(listener -> new JournalRecorder(turn, clients.journal(), listener)),
                wording,
                clientReport::of);
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
        limit();
        statusReport.use(zones, places);
        clientReport.use(settings);
        dispatcher.refuseUnrecorded(settings.journal().whenFull() == Settings.Journal.WhenFull.REFUSE);
        var answerer = new Answerer(defaults, zones, places, statusReport::of);
        greeting = answer.greeting() == Settings.Answer.Greeting.MENU ? Optional.of(answerer::menu) : Optional.empty();
        var style =
                settings.daytime().format() == Settings.Daytime.Format.NIST ? Daytime.Style.NIST : Daytime.Style.PLAIN;
        answerBy(text, answerer);
        answerBy(operator, answerer);
        answerBy(http, answerer);
        answerBy(scraper, answerer);
        routes = new Routes(answerer, zones, places, defaults.home(), refuse);
        answerBy(daytime, new Daytime(style, defaults.home(), refuse));
        answerBy(time, new TimeProtocol(refuse));
    }

    private void answerBy(RequestHandler handler, Responder responder) {
        handler.answerBy(
                responder, zones.release(), places.release(), network.limits().status());
    }

    private void limit() {
        boolean changed = capacity.update(settings);
        var limits = Limits.of(settings, capacity.connections());
        network.limit(limits);
        control.limit(limits);
        admission.limit(limits);
        clients.limit(limits);
        statusReport.limit(limits, capacity.descriptors());
        if (changed && isOpen) {
            capacity.log();
        }
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
            bound.put("daytime", listeners.open("listen.daytime", listen.daytime(), oldDoor(daytime)));
            bound.put("time", listeners.open("listen.time", listen.time(), oldDoor(time)));
            bound.put("http", listeners.open("listen.http", listen.http(), httpDoor()));
            bound.put("metrics", listeners.open("listen.metrics", listen.metrics(), metricsDoor()));
            listeners.openControl(listen.control(), controlDoor());
            bound.put("control", listen.control().toString());
            bound.values().removeIf(String::isEmpty);
            capacity.log(); // not before: an error of a listener should stand by itself
            isOpen = true;
            return bound;
        } catch (ListenException e) {
            listeners.close();
            throw e;
        }
    }

    private String openText(List<HostPort> addresses, Optional<ServerSocketChannel> inherited) throws ListenException {
        var door = textDoor();
        if (inherited.isEmpty()) {
            return listeners.open("listen.text", addresses, door);
        }
        var first = listeners.adopt("listen.text", inherited.get(), door);
        var others =
                listeners.open("listen.text", addresses.subList(Math.min(1, addresses.size()), addresses.size()), door);
        return others.isEmpty() ? first : first + "," + others;
    }

    private Door textDoor() {
        var connector = new Connector(network, queues, true, peer -> new TextConversation(text, peer, turn, greeting));
        return new PublicDoor(network, admission, refusals, connector);
    }

    private Door oldDoor(RequestHandler handler) {
        var connector = new Connector(network, queues, true, peer -> new OldConversation(handler, peer));
        return new PublicDoor(network, admission, silentRefusals, connector);
    }

    private Door httpDoor() {
        var connector = new Connector(
                network,
                queues,
                false,
                peer -> new HttpConversation(
                        http,
                        new Forwarding(peer, clients, network::limits),
                        (request, clientIp, exchange, out) -> routes.answer(request, clientIp, exchange, out)));
        return new PublicDoor(network, admission, httpRefusals, connector);
    }

    private Door metricsDoor() {
        var connector = new Connector(
                network,
                queues,
                false,
                peer -> new HttpConversation(scraper, new Forwarding(peer, clients, network::limits), this::scrape));
        return new PublicDoor(network, admission, httpRefusals, connector);
    }

    private void scrape(HttpRequest request, String clientIp, Exchange exchange, Output out) {
        exchange.begin();
        var content = new Output();
        metrics.put(exchange, content);
        Routes.monitoring(request, "/metrics", PrometheusText.TYPE, exchange, content, out);
    }

    private Door controlDoor() {
        var connector = new Connector(
                control, queues, true, peer -> new TextConversation(operator, peer, turn, Optional.empty()));
        return new ControlDoor(control, connector, clients.unlimited());
    }

    /** The state of the service in a few words, for the service manager. */
    public String summary() {
        return "answered " + counters.answered + ", open " + counters.open + ", clock "
                + turn.clockState().text() + ", zones " + zones.release();
    }

    /**
     * Stops accepting, answers what has arrived or is on its way, and lets clients take their replies; runs the loop's last
     * turns. Connections whose clients have not taken their replies within 1 s are closed.
     */
    public void stop() throws IOException {
        listeners.pause();
        loop.turnWithin(0);
        listeners.close();
        loop.turnWithin(0); // answers what was sent with the last connections
        long startNs = loop.nowNs();
        while (counters.open > 0 && loop.nowNs() - startNs < ON_ITS_WAY_NS) {
            loop.turnWithin(ON_ITS_WAY_NS - (loop.nowNs() - startNs));
        }
        while (counters.open > 0 && loop.nowNs() - startNs < STOP_NS) {
            loop.forEachHandler(Introduction.class, Introduction::stop);
            dispatcher.stopConnections();
            loop.turnWithin(0);
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
        Journal.Status written = journal.status();
        return counters.connectionsBalance()
                && counters.answered == written.journalled() + written.summarised() + written.lost();
    }

    /** What clients make the daemon hold. */
    MemoryAccount memory() {
        return memory;
    }

    int openConnections() {
        return counters.open;
    }

    /** Whether no connection is queued for its share of a turn. Those that rest until less memory is held do not count. */
    boolean isQuiet() {
        return !dispatcher.hasWork();
    }

    /** Closes whatever is open; a connection that has not sent all its replies counts as failed. */
    public void close() {
        listeners.close();
        loop.forEachHandler(Introduction.class, Introduction::stop);
        dispatcher.dropConnections();
        refusals.closeAll();
        httpRefusals.closeAll();
    }
}
