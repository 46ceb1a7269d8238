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

/** The service: makes its parts, opens the listeners, passes new settings to the parts, and stops. Belongs to the loop thread. */
public final class Server {
    /** How long {@link #stop} waits for clients to read their last replies. */
    private static final long STOP_NS = TimeUnit.SECONDS.toNanos(1);

    /** How long {@link #stop} waits for requests from clients that have just connected. */
    private static final long LAST_REQUESTS_NS = TimeUnit.MILLISECONDS.toNanos(100);

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

    private final ConnectionContext network;
    private final ConnectionContext control;
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
     * @param clockFacts the facts about the clock for {@code status}
     * @param version the release of the program
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
        this(loop, clock, clockFacts, journal, version, settings, zones, places, HeapBudget.ofProcess());
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
            HeapBudget heap) {
        this.loop = loop;
        this.journal = journal;
        capacity = new Capacity(heap);
        memory = heap.account();
        clients = new Clients(loop::nowNs, memory);
        turn = new Turn(clock, journal, new RequestSummaries(clients.journal()));
        clientReport = new ClientReport(clients);
        statusReport = new StatusReport(loop, turn, journal, counters, memory, clockFacts, version);
        admission = new Admission(clients, counters);
        dispatcher = new Dispatcher(loop, turn, memory, clients.journal(), queues, counters);
        listeners = new Listeners(settings.listen().share() == Settings.Listen.Share.YES);
        var buffer = new ReadBuffer();
        network = new ConnectionContext(loop, turn, buffer, counters, clients);
        var controlCounters = new Counters();
        control = new ConnectionContext(loop, turn, buffer, controlCounters, clients);
        refusals = new Refusals(network, Refusals.TEXT);
        silentRefusals = new Refusals(network, Refusals.SILENT);
        httpRefusals = new Refusals(network, Refusals.HTTP);
        text = handler(counters, Optional.of(Listener.TEXT), ErrorReply.TEXT);
        daytime = handler(counters, Optional.of(Listener.DAYTIME), ErrorReply.TEXT);
        time = handler(counters, Optional.of(Listener.TIME), ErrorReply.TEXT);
        operator = handler(controlCounters, Optional.empty(), ErrorReply.TEXT);
        http = handler(counters, Optional.of(Listener.HTTP), ErrorReply.HTTP);
        scraper = handler(controlCounters, Optional.empty(), ErrorReply.HTTP);
        var outcomes = new LinkedHashMap<String, Outcomes>();
        outcomes.put(Listener.TEXT.text(), text.outcomes());
        outcomes.put(Listener.HTTP.text(), http.outcomes());
        outcomes.put(Listener.DAYTIME.text(), daytime.outcomes());
        outcomes.put(Listener.TIME.text(), time.outcomes());
        metrics = new MetricsReport(loop, journal, counters, memory, statusReport::of, outcomes);
        loop.atEndOfTurn(dispatcher::endTurn);
        use(settings, zones, places);
    }

    private RequestHandler handler(Counters itsCounters, Optional<Listener> journalled, ErrorReply errorReply) {
        return new RequestHandler(
                turn,
                clients,
                itsCounters,
                journalled.map(listener -> new JournalRecorder(turn, clients.journal(), listener)),
                errorReply,
                clientReport::of);
    }

    /**
     * Answers by these settings, zones and places from now on.
     *
     * @throws IllegalArgumentException if the settings name a place that these zones and places lack; then nothing changes
     */
    public void use(Settings newSettings, ZoneSet newZones, Places newPlaces) {
        Settings.Answer answer = newSettings.answer();
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
        Daytime.Style style =
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
     * Opens every listener that is on, or none.
     *
     * @param inherited a listening socket to use in place of the first address of {@code listen.text}
     * @return the bound addresses by the name of the listener, comma-separated where there are several
     * @throws ListenException if one of them cannot be opened
     */
    public Map<String, String> open(Optional<ServerSocketChannel> inherited) throws ListenException {
        Settings.Listen listen = settings.listen();
        var bound = new LinkedHashMap<String, String>();
        try {
            bound.put("text", openText(listen.text(), inherited));
            bound.put("daytime", listeners.open("listen.daytime", listen.daytime(), singleReplyDoor(daytime)));
            bound.put("time", listeners.open("listen.time", listen.time(), singleReplyDoor(time)));
            bound.put("http", listeners.open("listen.http", listen.http(), httpDoor()));
            bound.put("metrics", listeners.open("listen.metrics", listen.metrics(), metricsDoor()));
            listeners.openControl(listen.control(), controlDoor());
            bound.put("control", listen.control().toString());
            bound.values().removeIf(String::isEmpty);
            capacity.log(); // after all listeners, so that an error of one of them stands alone in the log
            isOpen = true;
            return bound;
        } catch (ListenException e) {
            listeners.close();
            throw e;
        }
    }

    private String openText(List<HostPort> addresses, Optional<ServerSocketChannel> inherited) throws ListenException {
        Door door = textDoor();
        if (inherited.isEmpty()) {
            return listeners.open("listen.text", addresses, door);
        }
        String first = listeners.adopt("listen.text", inherited.get(), door);
        String others =
                listeners.open("listen.text", addresses.subList(Math.min(1, addresses.size()), addresses.size()), door);
        return others.isEmpty() ? first : first + "," + others;
    }

    private Door textDoor() {
        var connector = new Connector(network, queues, true, peer -> new TextConversation(text, peer, turn, greeting));
        return new PublicDoor(network, admission, refusals, connector);
    }

    private Door singleReplyDoor(RequestHandler handler) {
        var connector = new Connector(network, queues, true, peer -> new SingleReplyConversation(handler, peer));
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
     * Stops the service: stops accepting, answers requests that have arrived or are on their way, and waits up to 1 s for
     * clients to read their replies. Runs the last turns of the loop.
     */
    public void stop() throws IOException {
        listeners.pause();
        loop.turnWithin(0);
        listeners.close();
        loop.turnWithin(0); // answers the requests on the last connections
        long startNs = loop.nowNs();
        while (counters.open > 0 && loop.nowNs() - startNs < LAST_REQUESTS_NS) {
            loop.turnWithin(LAST_REQUESTS_NS - (loop.nowNs() - startNs));
        }
        while (counters.open > 0 && loop.nowNs() - startNs < STOP_NS) {
            loop.forEachHandler(ProxyHandshake.class, ProxyHandshake::stop);
            dispatcher.stopConnections();
            loop.turnWithin(0);
            loop.turnWithin(TimeUnit.MILLISECONDS.toNanos(50));
        }
        close();
        Log.info("stopped", "answered", counters.answered, "accepted", counters.accepted);
    }

    /** The zones that the settings need. A new release of the rules must have all of them. */
    public Collection<String> zonesInUse() {
        return defaults.zoneIds(zones, places);
    }

    /** Whether the counters add up: every accepted connection and every answered request is accounted for. */
    boolean balances() {
        Journal.Status written = journal.status();
        return counters.connectionsBalance()
                && counters.answered == written.journalled() + written.summarised() + written.lost();
    }

    /** The memory that the daemon holds for clients. */
    MemoryAccount memory() {
        return memory;
    }

    int openConnections() {
        return counters.open;
    }

    /** Whether no connection is queued for a share of a turn. Resting connections do not count. */
    boolean isQuiet() {
        return !dispatcher.hasWork();
    }

    /** Closes everything. A connection that has not sent all its replies counts as failed. */
    public void close() {
        listeners.close();
        loop.forEachHandler(ProxyHandshake.class, ProxyHandshake::stop);
        dispatcher.dropConnections();
        refusals.closeAll();
        httpRefusals.closeAll();
    }
}
