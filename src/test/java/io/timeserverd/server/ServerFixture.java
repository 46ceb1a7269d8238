package io.timeserverd.server;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.clock.ClockFacts;
import io.timeserverd.clock.ClockState;
import io.timeserverd.clock.Leap;
import io.timeserverd.clock.Reading;
import io.timeserverd.clock.ReferenceClock;
import io.timeserverd.conf.Settings;
import io.timeserverd.conf.SettingsReader;
import io.timeserverd.loop.EventLoop;
import io.timeserverd.place.Places;
import io.timeserverd.zone.JvmZones;
import io.timeserverd.zone.ZoneSet;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A server on an ephemeral port. The test turns its loop by hand, with its own ticker and clock. Clients and server share the
 * test's thread, so a client that waits has to turn the loop.
 */
final class ServerFixture implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-22T12:38:34.123456789Z");
    private static final ZoneSet ZONES = new JvmZones();
    static final Places PLACES = Places.load();

    /** The heap of the daemon as it is shipped. */
    static final HeapBudget HEAP = new HeapBudget(62L << 20);

    /** How many turns {@link #until} takes at most. Each waits 2 ms for a socket. */
    private static final int MAX_TURNS = 4000;

    final AtomicLong ticker = new AtomicLong();

    /** By how much the ticker advances each time it is read; 0 for a ticker that only a test moves. */
    long tickNs;

    final FakeJournal journal = new FakeJournal();
    final EventLoop loop;
    final Server server;
    private final Map<String, String> addresses;
    Reading reading = new Reading(NOW, ClockState.SYNCHRONISED, Reading.UNKNOWN, 0, Leap.NONE);

    /** Whether the clock runs with the ticker; otherwise it stands still. */
    boolean clockRuns;

    ClockFacts facts = new ClockFacts("system", "", "", OptionalLong.empty(), List.of(), 0, 0);
    private final ReferenceClock clock = new ReferenceClock() {
        @Override
        public Reading read() {
            return readAt(ticker.get());
        }

        @Override
        public Reading readAt(long tick) {
            return clockRuns ? new Reading(NOW.plusNanos(tick), ClockState.SYNCHRONISED, 0, 1, Leap.NONE) : reading;
        }
    };
    private final Path directory;
    private final List<TestClient> clients = new ArrayList<>();

    ServerFixture(String... overrides) throws Exception {
        this(PLACES, overrides);
    }

    ServerFixture(Places places, String... overrides) throws Exception {
        directory = Files.createTempDirectory("ts");
        var all = new ArrayList<>(
                List.of("listen.text=127.0.0.1:0", "listen.control=" + directory.resolve("control.sock")));
        all.addAll(List.of(overrides));
        loop = new EventLoop(() -> ticker.addAndGet(tickNs));
        server = new Server(loop, clock, () -> facts, journal, "test", settings(all), ZONES, places, HEAP);
        addresses = server.open(Optional.empty());
    }

    /** The address of a listener on the loopback interface. */
    InetSocketAddress addressOf(String listener) {
        String bound = addresses.get(listener);
        return new InetSocketAddress(
                InetAddress.getLoopbackAddress(), Integer.parseInt(bound.substring(bound.lastIndexOf(':') + 1)));
    }

    String controlSocket() {
        return addresses.get("control");
    }

    static Settings settings(List<String> overrides) {
        return assertInstanceOf(SettingsReader.Loaded.class, SettingsReader.read(overrides))
                .settings();
    }

    /** Reloads with other settings. */
    void use(String... overrides) {
        server.use(settings(List.of(overrides)), ZONES, PLACES);
    }

    TestClient connect() throws IOException {
        return connect("text");
    }

    TestClient connect(String listener) throws IOException {
        return connect(listener, "127.0.0.1");
    }

    /** Connects to the text listener from {@code address}, which the server takes for another client. */
    TestClient connectFrom(String address) throws IOException {
        return connect("text", address);
    }

    private TestClient connect(String listener, String address) throws IOException {
        var client = new TestClient(this, addressOf(listener), address);
        clients.add(client);
        return client;
    }

    /** Opens a session from {@code address}. */
    TestClient session(String address) throws IOException {
        TestClient session = connectFrom(address);
        session.send("keep\n");
        session.readUntil("OK\n");
        return session;
    }

    /** Sends {@code request} on a new connection, and returns all replies until the server closes. */
    String ask(String request) throws IOException {
        try (TestClient client = connect()) {
            client.send(request);
            return client.readToEnd();
        }
    }

    /** Runs one turn. Over loopback, everything that was sent has arrived. */
    void turn() {
        turnWithin(0);
    }

    private void turnWithin(long ns) {
        try {
            loop.turnWithin(ns);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Turns until {@code condition} holds. */
    void until(BooleanSupplier condition) {
        for (int i = 0; i < MAX_TURNS; i++) {
            if (condition.getAsBoolean()) {
                return;
            }
            turnWithin(TimeUnit.MILLISECONDS.toNanos(2));
            ticker.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
        }
        assertTrue(condition.getAsBoolean(), "did not happen");
    }

    /** Turns often enough for everything to happen that does not need time to pass. */
    void settle() {
        for (int i = 0; i < 10; i++) {
            turn();
        }
    }

    void advance(Duration time) {
        ticker.addAndGet(time.toNanos());
        turn();
    }

    @Override
    public void close() throws IOException {
        for (TestClient client : clients) {
            client.close();
        }
        settle();
        server.close();
        boolean balanced = server.balances();
        loop.close();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
        assertTrue(balanced, "the counters do not add up");
    }
}
