package io.timeserverd.timekeeping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.clock.ClockState;
import io.timeserverd.clock.Reading;
import io.timeserverd.log.Capture;
import io.timeserverd.log.Log;
import io.timeserverd.loop.EventLoop;
import io.timeserverd.loop.Helper;
import io.timeserverd.timekeeping.TimekeeperOptions.Source;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The test plays the ticker, the host's clock and the NTP server; only the sockets are real. */
class TimekeeperTest {
    private static final long SECOND = 1_000_000_000;
    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
    private static final long UNIX_TO_NTP_S = 2_208_988_800L;
    private static final int TURNS = 20_000;
    private static final int PATIENCE = 4000;

    @TempDir
    Path directory;

    private final AtomicLong tick = new AtomicLong(SECOND);
    private long hostAheadNs;
    private final EventLoop loop = new EventLoop(tick::get);
    private final Helper helper = new Helper(loop);
    private final DatagramChannel server = DatagramChannel.open(StandardProtocolFamily.INET);
    private Timekeeper timekeeper;
    private boolean uptimeIsKnown = true;
    private long sleptSeconds;

    TimekeeperTest() throws IOException {}

    @BeforeEach
    void bind() throws IOException {
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        server.configureBlocking(false);
    }

    @AfterEach
    void close() throws IOException {
        timekeeper.close();
        helper.close();
        loop.close();
        server.close();
    }

    private void start(TimekeeperOptions options) {
        timekeeper = new Timekeeper(
                loop,
                tick::get,
                new HostClock(),
                uptime(),
                helper,
                helper,
                directory.resolve("clock.drift"),
                options,
                InetSocketAddress::toString);
        timekeeper.start();
    }

    /** The file with the time since boot, which includes {@code sleptSeconds}. */
    private Path uptime() {
        Path file = directory.resolve("uptime");
        try {
            if (uptimeIsKnown) {
                double seconds = sleptSeconds + tick.get() / 1e9;
                Files.writeString(file, String.format(Locale.ROOT, "%.2f 0.00%n", seconds));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return file;
    }

    /** Lets the host sleep: true time goes on while the ticker stands still. */
    private void sleep(long seconds) {
        sleptSeconds += seconds;
        hostAheadNs += seconds * SECOND;
        uptime();
    }

    private void startSystem() {
        start(options(Source.SYSTEM));
    }

    private void startNtp() throws IOException {
        start(ntp());
    }

    private TimekeeperOptions ntp() throws IOException {
        return options(Source.NTP, new NtpHost("server", (InetSocketAddress) server.getLocalAddress()));
    }

    private static TimekeeperOptions options(Source source, NtpHost... servers) {
        return new TimekeeperOptions(
                source,
                List.of(servers),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1024),
                Duration.ofSeconds(1),
                Duration.ofDays(1));
    }

    @Test
    void showsTheHostsTimeUnsynchronisedUntilAServerReplies() throws IOException {
        startNtp();
        assertEquals(START.plusNanos(tick.get()), timekeeper.clock().read().instant());
        assertEquals(ClockState.UNSYNCHRONISED, timekeeper.clock().read().state());
        assertEquals("ntp", timekeeper.facts().source());
    }

    @Test
    void followsItsServerAndNotTheHost() throws IOException {
        hostAheadNs = 7 * SECOND;
        startNtp();
        until(() -> state() == ClockState.SYNCHRONISED);
        assertTrue(offNs() <= timekeeper.clock().read().errorBoundNs());
        assertEquals(-7e9, (double) timekeeper.facts().offsetNs().orElseThrow(), 1e6);
        assertEquals(0, timekeeper.facts().steps());
    }

    @Test
    void sleepOfTheHostIsNoStep() throws IOException {
        try (Capture log = Log.capture()) {
            startNtp();
            until(() -> state() == ClockState.SYNCHRONISED
                    && tick.get() > 4 * SECOND); // the timekeeper has looked at the host's clock since
            sleep(3600);
            until(() -> !log.lines("host-slept").isEmpty());
            assertEquals(1, log.lines("clock-unsynchronised").size());
            until(() -> state() == ClockState.SYNCHRONISED);
            assertTrue(offNs() <= timekeeper.clock().read().errorBoundNs());
            assertEquals(0, timekeeper.facts().hostSteps());
        }
    }

    @Test
    void aStepOfTheHostDoesNotMoveAClockThatFollowsNtp() throws IOException {
        try (Capture log = Log.capture()) {
            startNtp();
            until(() -> state() == ClockState.SYNCHRONISED && tick.get() > 4 * SECOND);
            hostAheadNs = 30 * 86_400 * SECOND;
            until(() -> timekeeper.facts().hostSteps() == 1);
            assertEquals(List.of("event=host-step by-ns=2592000000000000"), log.lines("host-step"));
            assertEquals(ClockState.SYNCHRONISED, state());
            assertEquals(0, timekeeper.facts().steps());
        }
    }

    @Test
    void aStepForwardsCountsAsSleepIfTheTimeOfSleepIsUnknown() throws IOException {
        try (Capture log = Log.capture()) {
            uptimeIsKnown = false;
            startNtp();
            until(() -> state() == ClockState.SYNCHRONISED && tick.get() > 4 * SECOND);
            hostAheadNs = 3600 * SECOND;
            until(() -> !log.lines("host-slept").isEmpty());
            assertEquals(List.of("event=host-slept ns=3600000000000"), log.lines("host-slept"));
            until(() -> state() == ClockState.SYNCHRONISED);
        }
    }

    @Test
    void aBackwardStepOfTheHostIsOnlyCounted() throws IOException {
        startNtp();
        until(() -> state() == ClockState.SYNCHRONISED);
        hostAheadNs = -10 * SECOND;
        until(() -> timekeeper.facts().hostSteps() == 1);
        assertEquals(ClockState.SYNCHRONISED, state());
    }

    @Test
    void theStateIsUnknownWithoutAWitness() {
        startSystem();
        Reading reading = timekeeper.clock().read();
        assertEquals(ClockState.UNKNOWN, reading.state());
        assertEquals(Reading.UNKNOWN, reading.errorBoundNs());
        assertEquals("no-evidence", timekeeper.facts().problem());
        assertEquals("system", timekeeper.facts().source());
        assertTrue(timekeeper.facts().offsetNs().isEmpty());
    }

    @Test
    void theSourceSystemFollowsAStepOfTheHost() {
        try (Capture log = Log.capture()) {
            startSystem();
            hostAheadNs = -5 * SECOND;
            until(() -> timekeeper.facts().steps() == 1);
            assertEquals(
                    START.plusNanos(tick.get() - 5 * SECOND),
                    timekeeper.clock().read().instant());
            assertEquals(List.of("event=host-step by-ns=-5000000000"), log.lines("host-step"));
            assertEquals(List.of("event=clock-step by-ns=-5000000000"), log.lines("clock-step"));
        }
    }

    @Test
    void aReloadChangesTheSourceWithoutAStep() throws IOException {
        startSystem();
        hostAheadNs = 0;
        timekeeper.use(ntp());
        assertEquals(ClockState.UNSYNCHRONISED, state());
        until(() -> state() == ClockState.SYNCHRONISED);
        timekeeper.use(options(Source.SYSTEM));
        until(() -> timekeeper.clock().read().errorBoundNs() == Reading.UNKNOWN);
        assertEquals(0, timekeeper.facts().steps());
    }

    /** The name localhost is in a file, so the lookup needs no name server. */
    @Test
    void asksTheServersOfAName() throws IOException {
        int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
        var host = new NtpHost("localhost:" + port, InetSocketAddress.createUnresolved("localhost", port));
        start(options(Source.NTP, host));
        for (int i = 0; i < PATIENCE && timekeeper.facts().servers().isEmpty(); i++) {
            loop.turnWithin(TimeUnit.MILLISECONDS.toNanos(2));
        }
        until(() -> state() == ClockState.SYNCHRONISED);
        assertTrue(
                timekeeper.facts().servers().stream()
                        .anyMatch(each ->
                                each.address().equals("localhost/localhost/127.0.0.1:" + port) && each.measured()),
                timekeeper.facts()::toString);
    }

    private ClockState state() {
        return timekeeper.clock().read().state();
    }

    /** How far the clock is from true time, which runs like the ticker. */
    private long offNs() {
        Instant truth = START.plusNanos(tick.get()).plusSeconds(sleptSeconds);
        return Math.abs(
                ChronoUnit.NANOS.between(truth, timekeeper.clock().read().instant()));
    }

    /** Runs turns, plays the server and lets time pass until {@code condition} holds. */
    private void until(BooleanSupplier condition) {
        for (int i = 0; i < TURNS && !condition.getAsBoolean(); i++) {
            try {
                loop.turnWithin(0);
                answer();
                loop.turnWithin(0);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            tick.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
        }
        assertTrue(condition.getAsBoolean(), () -> timekeeper.facts().toString());
    }

    /** Replies as a server of stratum 1 (RFC 5905 section 7.3). */
    private void answer() throws IOException {
        var request = ByteBuffer.allocate(100);
        for (SocketAddress client = server.receive(request); client != null; client = server.receive(request.clear())) {
            Instant now = START.plusNanos(tick.get()).plusSeconds(sleptSeconds);
            long timestamp = ((now.getEpochSecond() + UNIX_TO_NTP_S) << 32) + ((long) now.getNano() << 32) / SECOND;
            ByteBuffer reply = ByteBuffer.allocate(48)
                    .put((byte) 0x24)
                    .put((byte) 1)
                    .put((byte) 6)
                    .put((byte) -20)
                    .putLong(24, request.getLong(40))
                    .putLong(32, timestamp)
                    .putLong(40, timestamp);
            server.send(reply.clear(), client);
        }
    }

    /** The host's clock: it runs like the ticker, except for its steps. */
    private final class HostClock extends Clock {
        @Override
        public Instant instant() {
            return START.plusNanos(tick.get() + hostAheadNs);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
