package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.clock.ClockState;
import io.timeserverd.log.Capture;
import io.timeserverd.log.Log;
import io.timeserverd.timekeeping.NtpHost;
import io.timeserverd.timekeeping.TimekeeperOptions;
import io.timeserverd.verify.NtpRelay.Trick;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The source {@code ntp} with real chronyds. Every reading in every test must be within its bound. */
@Tag("verify")
@Timeout(300)
class ReferenceClockTest {
    /** A bound that is large enough for everything that a busy machine does. */
    private static final long GENEROUS_NS = 100_000_000;

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** How long the start waits for servers and names, and another second for a busy machine. */
    private static final double LATER_S = 6;

    @TempDir
    Path directory;

    private final List<Chronyd> chronyds = new ArrayList<>();

    @AfterEach
    void stop() {
        chronyds.forEach(Chronyd::close);
    }

    private Chronyd start(String fakeTime) throws Exception {
        var chronyd = Chronyd.server(directory, fakeTime);
        chronyds.add(chronyd);
        return chronyd;
    }

    private List<String> start(int right, int wrong) throws Exception {
        var names = new ArrayList<String>();
        for (int i = 0; i < right + wrong; i++) {
            names.add(start(i < wrong ? "+5s" : "").name());
        }
        return names;
    }

    @Test
    void servesTheTimeOfThreeGoodServersWithACorrectBound() throws Exception {
        List<String> names = start(3, 0);
        try (var clock = new RunningClock(directory, RunningClock.servers(names))) {
            assertEquals(ClockState.UNSYNCHRONISED, clock.reading().state());
            clock.until(ClockState.SYNCHRONISED);
            System.out.printf("reference clock: synchronised %.3f s after the start%n", clock.secondsSinceStart());
            clock.until("10,000 readings", () -> clock.readings() >= 10_000);
            clock.report("three good servers");
            assertEquals(4, clock.reading().stratum());
            assertTrue(clock.reading().errorBoundNs() < GENEROUS_NS, clock.reading()::toString);
            assertEquals(0, clock.facts().steps());
            assertTrue(clock.facts().offsetNs().isPresent());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void wrongServersAreMarkedAndDoNotMoveTheTime(int liars) throws Exception {
        List<String> names = start(5 - liars, liars);
        try (Capture log = Log.capture();
                var clock = new RunningClock(directory, RunningClock.servers(names))) {
            clock.until(ClockState.SYNCHRONISED);
            for (String liar : names.subList(0, liars)) {
                clock.until(liar + " is marked", () -> clock.server(liar).mark() == 'x');
                clock.until(
                        liar + " is in the log",
                        () -> log.lines().stream()
                                .anyMatch(line -> line.contains("event=ntp-falseticker server=" + liar + " ")));
            }
            clock.forSeconds(2);
            clock.report(liars + " of five wrong");
            assertEquals(ClockState.SYNCHRONISED, clock.reading().state());
        }
    }

    /** Two servers agree with the host. Together with the host they are as many as the other three, so no server is followed. */
    @Test
    void aMajorityOfWrongServersIsNotFollowedAgainstTheHost() throws Exception {
        List<String> names = start(2, 3);
        try (Capture log = Log.capture();
                var clock = new RunningClock(directory, RunningClock.servers(names))) {
            clock.forSeconds(10); // a wrong reading would exceed its bound
            clock.report("three of five wrong");
            assertEquals(1, log.lines("clock-not-set").size(), log.lines()::toString);
        }
    }

    @Test
    void isInHoldoverUntilTheBoundIsTooLargeAndRecovers() throws Exception {
        List<String> names = start(3, 0);
        try (Capture log = Log.capture();
                var clock =
                        new RunningClock(directory, RunningClock.servers(names, SECOND, SECOND, Duration.ofDays(1)))) {
            clock.until(ClockState.SYNCHRONISED);
            for (Chronyd chronyd : chronyds) {
                chronyd.stop();
            }
            clock.until(ClockState.HOLDOVER);
            long early = clock.reading().errorBoundNs();
            clock.forSeconds(1);
            long later = clock.reading().errorBoundNs();
            assertTrue(later > early, early + " ns, a second later " + later + " ns");
            // A little more than the present bound, which depends on the machine.
            long maxErrorMs = later / 1_000_000 + 1;
            clock.use(RunningClock.servers(names, SECOND, SECOND, Duration.ofMillis(maxErrorMs)));
            clock.until(ClockState.UNSYNCHRONISED);
            assertTrue(clock.reading().errorBoundNs() > maxErrorMs * 1_000_000, clock.reading()::toString);
            clock.until(
                    "a line in the log",
                    () -> log.lines().stream().anyMatch(line -> line.contains("event=clock-unsynchronised ")));
            assertEquals("port-closed", clock.server(names.get(0)).problem());
            for (Chronyd chronyd : chronyds) {
                chronyd.start();
            }
            clock.use(RunningClock.servers(names, SECOND, SECOND, SECOND));
            clock.until(ClockState.SYNCHRONISED);
            clock.report("holdover and recovery after " + maxErrorMs + " ms");
        }
    }

    /** Each trick is played by a relay before a fourth server; three servers are good. */
    @Test
    void badRepliesAreNamedAndDoNotMoveTheTime() throws Exception {
        List<String> names = start(3, 0);
        Map<Trick, NtpRelay> relays = new EnumMap<>(Trick.class);
        try {
            for (Trick trick : Trick.values()) {
                relays.put(trick, new NtpRelay(chronyds.get(0)));
            }
            relays.values().forEach(relay -> names.add(relay.name()));
            TimekeeperOptions options = RunningClock.servers(names, SECOND, Duration.ofSeconds(2), SECOND);
            try (var clock = new RunningClock(directory, options)) {
                clock.until(ClockState.SYNCHRONISED);
                clock.until(
                        "all are usable",
                        () -> clock.facts().servers().stream().noneMatch(server -> server.mark() == '?'));
                relays.forEach((trick, relay) -> relay.play(trick));
                Map<Trick, String> expected = Map.of(
                        Trick.GARBAGE, "length",
                        Trick.REPLAY, "replayed",
                        Trick.ORIGIN, "origin",
                        Trick.RATE, "kiss-rate",
                        Trick.DENY, "kiss-deny");
                expected.forEach((trick, word) -> {
                    String name = relays.get(trick).name();
                    clock.until(
                            trick + " is named",
                            () -> clock.server(name).problem().equals(word));
                });
                for (Trick trick : List.of(Trick.SECOND, Trick.HOUR, Trick.MONTH)) {
                    String name = relays.get(trick).name();
                    clock.until(trick + " is marked", () -> clock.server(name).mark() == 'x');
                }
                String late = relays.get(Trick.DELAY).name();
                clock.until("the delay is seen", () -> clock.server(late).delayNs() > 150_000_000);
                assertEquals(ClockState.SYNCHRONISED, clock.reading().state());
                clock.report("tricks of networks and liars");
                assertEquals(0, clock.facts().steps());
            }
        } finally {
            relays.values().forEach(NtpRelay::close);
        }
    }

    @Test
    void aMajorityThatMovesAMonthAheadIsNotFollowed() throws Exception {
        var relays = new ArrayList<NtpRelay>();
        try {
            for (int i = 0; i < 3; i++) {
                relays.add(new NtpRelay(start("")));
            }
            List<String> names = relays.stream().map(NtpRelay::name).toList();
            TimekeeperOptions options = RunningClock.servers(names, SECOND, SECOND, Duration.ofDays(1));
            try (Capture log = Log.capture();
                    var clock = new RunningClock(directory, options)) {
                clock.until(ClockState.SYNCHRONISED);
                relays.forEach(relay -> relay.play(Trick.MONTH));
                clock.until("the step is refused", () -> clock.facts().problem().equals("beyond-max-step"));
                clock.forSeconds(3);
                assertEquals(ClockState.HOLDOVER, clock.reading().state());
                assertEquals(
                        1,
                        log.lines().stream()
                                .filter(line -> line.contains("reason=beyond-max-step"))
                                .count());
                relays.forEach(relay -> relay.play(Trick.NONE));
                clock.until(ClockState.SYNCHRONISED);
                clock.report("a majority that moved a month ahead and came back");
                assertEquals(0, clock.facts().steps());
            }
        } finally {
            relays.forEach(NtpRelay::close);
        }
    }

    /** One server never replies, nothing listens at the port of another, and two names have no address. */
    @Test
    void deadServersAndNamesWithoutAnAddressDelayNothing() throws Exception {
        String good = start("").name();
        double aloneS = secondsUntilSynchronised(List.of(RunningClock.host(good)));
        try (var silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            Chronyd dead = start("");
            dead.stop();
            var hosts = List.of(
                    unresolved("nowhere.invalid"),
                    RunningClock.host("127.0.0.1:" + silent.getLocalPort()),
                    RunningClock.host(dead.name()),
                    unresolved("also.nowhere.invalid"),
                    RunningClock.host(good));
            double amongS = secondsUntilSynchronised(hosts);
            System.out.printf("reference clock: synchronised by one server after %.3f s alone,", aloneS);
            System.out.printf(" %.3f s among dead ones and names without an address%n", amongS);
            assertTrue(amongS < aloneS + LATER_S, () -> aloneS + " s, " + amongS + " s");
        }
    }

    private double secondsUntilSynchronised(List<NtpHost> hosts) throws IOException {
        try (var clock = new RunningClock(directory, RunningClock.options(hosts))) {
            clock.until(ClockState.SYNCHRONISED);
            double seconds = clock.secondsSinceStart();
            clock.until(
                    "all names are looked up",
                    () -> clock.facts().servers().stream()
                                    .filter(server -> server.problem().equals("unresolved"))
                                    .count()
                            == hosts.stream()
                                    .filter(host -> host.address().isUnresolved())
                                    .count());
            return seconds;
        }
    }

    private static NtpHost unresolved(String name) {
        return new NtpHost(name + ":123", InetSocketAddress.createUnresolved(name, 123));
    }

    @Test
    void asksOverIpv6() throws Exception {
        var chronyd = Chronyd.ipv6(directory);
        chronyds.add(chronyd);
        int port = chronyd.address().getPort();
        try (var clock = new RunningClock(directory, RunningClock.servers(List.of("[::1]:" + port)))) {
            clock.until(ClockState.SYNCHRONISED);
            assertEquals("[::1]:" + port, clock.facts().servers().get(0).address());
        }
    }

    @Test
    void aReloadChangesTheServersAndKeepsTheTime() throws IOException, Exception {
        List<String> names = start(2, 0);
        String other = start("").name();
        try (var clock = new RunningClock(directory, RunningClock.servers(names))) {
            clock.until(ClockState.SYNCHRONISED);
            clock.use(RunningClock.servers(List.of(names.get(0), other)));
            clock.until(
                    "the new one is asked",
                    () -> clock.facts().servers().stream()
                            .anyMatch(server -> server.address().equals(other) && server.measured()));
            assertEquals(2, clock.facts().servers().size());
            assertEquals(ClockState.SYNCHRONISED, clock.reading().state());
        }
    }
}
