package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.timeserverd.clock.ClockFacts;
import io.timeserverd.clock.ClockState;
import io.timeserverd.clock.HostReading;
import io.timeserverd.clock.Reading;
import io.timeserverd.clock.Ticker;
import io.timeserverd.loop.EventLoop;
import io.timeserverd.loop.Helper;
import io.timeserverd.timekeeping.NtpHost;
import io.timeserverd.timekeeping.Timekeeper;
import io.timeserverd.timekeeping.TimekeeperOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * The daemon's reference clock in a loop that the test turns. Its servers serve this machine's time, so this machine's clock
 * is the truth: after every turn the reading must be within its bound.
 */
final class RunningClock implements AutoCloseable {
    private static final long TURN_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final Duration POLL_MIN = Duration.ofSeconds(16);
    private static final Duration POLL_MAX = Duration.ofSeconds(1024);

    private final Ticker ticker = Ticker.system();
    private final EventLoop loop = new EventLoop(ticker);
    private final Helper helper = new Helper(loop);
    private final Timekeeper timekeeper;
    private final long startNs = ticker.nanos();
    private long worstErrorNs;
    private long worstBoundNs;
    private int readings;

    RunningClock(Path directory, TimekeeperOptions options) throws IOException {
        Path drift = directory.resolve("clock.drift");
        timekeeper = new Timekeeper(
                loop, ticker, Clock.systemUTC(), helper, helper, drift, options, InetSocketAddress::toString);
        timekeeper.start();
    }

    /** The default options with these servers: {@code address:port}, no names. */
    static TimekeeperOptions servers(List<String> servers) {
        return options(servers.stream().map(RunningClock::host).toList());
    }

    static TimekeeperOptions servers(List<String> servers, Duration pollMin, Duration pollMax, Duration maxError) {
        return options(servers.stream().map(RunningClock::host).toList(), pollMin, pollMax, maxError);
    }

    /** The default options with these servers. */
    static TimekeeperOptions options(List<NtpHost> hosts) {
        return options(hosts, POLL_MIN, POLL_MAX, Duration.ofSeconds(1));
    }

    private static TimekeeperOptions options(
            List<NtpHost> hosts, Duration pollMin, Duration pollMax, Duration maxError) {
        return new TimekeeperOptions(
                TimekeeperOptions.Source.NTP, hosts, pollMin, pollMax, maxError, Duration.ofDays(1));
    }

    /** {@code address:port}, no name. */
    static NtpHost host(String server) {
        int colon = server.lastIndexOf(':');
        int port = Integer.parseInt(server.substring(colon + 1));
        return new NtpHost(server, new InetSocketAddress(server.substring(0, colon), port));
    }

    /** Applies other options, as a reload does. */
    void use(TimekeeperOptions options) {
        timekeeper.use(options);
    }

    /** Runs a turn and checks the clock after it. */
    void turn() {
        try {
            loop.turnWithin(TURN_NS);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        check();
    }

    private void check() {
        var hostReading = HostReading.take(ticker, Clock.systemUTC());
        Reading reading = timekeeper.clock().readAt(hostReading.tick());
        if (reading.state() == ClockState.UNSYNCHRONISED) {
            return;
        }
        long errorNs = Math.abs(ChronoUnit.NANOS.between(Instant.EPOCH, reading.instant()) - hostReading.utcNs());
        assertTrue(
                errorNs <= reading.errorBoundNs() + hostReading.uncertaintyNs(),
                () -> errorNs + " ns off: " + reading + "\n" + table());
        readings++;
        worstErrorNs = Math.max(worstErrorNs, errorNs);
        worstBoundNs = Math.max(worstBoundNs, reading.errorBoundNs());
    }

    /** Runs turns until {@code condition} holds. */
    void until(String what, BooleanSupplier condition) {
        long limitNs = TimeUnit.SECONDS.toNanos(Programs.HANG_S);
        long fromNs = ticker.nanos();
        while (!condition.getAsBoolean()) {
            if (ticker.nanos() - fromNs > limitNs) {
                fail(what + " did not happen: " + reading() + "\n" + table());
            }
            turn();
        }
    }

    void until(ClockState state) {
        until(state.text(), () -> reading().state() == state);
    }

    void forSeconds(int seconds) {
        long fromNs = ticker.nanos();
        while (ticker.nanos() - fromNs < TimeUnit.SECONDS.toNanos(seconds)) {
            turn();
        }
    }

    Reading reading() {
        return timekeeper.clock().read();
    }

    ClockFacts facts() {
        return timekeeper.facts();
    }

    /** The row of a server in the table. */
    ClockFacts.Server server(String name) {
        return facts().servers().stream()
                .filter(server -> server.address().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private String table() {
        return facts().servers().stream().map(ClockFacts.Server::toString).collect(Collectors.joining("\n"));
    }

    int readings() {
        return readings;
    }

    double secondsSinceStart() {
        return (ticker.nanos() - startNs) / 1e9;
    }

    /** Prints the measurements, which depend on the machine and its load. */
    void report(String what) {
        System.out.printf(
                "reference clock, %s: %d readings, all inside the bound; worst error %.3f ms, worst bound %.3f ms%n",
                what, readings, worstErrorNs / 1e6, worstBoundNs / 1e6);
    }

    @Override
    public void close() throws IOException {
        timekeeper.close();
        helper.close();
        loop.close();
    }
}
