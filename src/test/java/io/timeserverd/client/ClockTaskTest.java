package io.timeserverd.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ClockTaskTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:38:34Z");
    private static final long NOW_NS = NOW.getEpochSecond() * 1_000_000_000;

    private static final Pattern LIVE_LINE = Pattern.compile("\r\033\\[K\033\\[\\?7l(.*?)\033\\[\\?7h");

    /** Each reading of the ticker takes 1 ms. The local clock stands still unless it is set. */
    private final AtomicLong tick = new AtomicLong();

    private final FakeCommandRunner commands = new FakeCommandRunner();
    private final ClientRun run = new ClientRun()
            .on(new LocalSystem(new SetClock(), ms -> {}, commands))
            .ticking(() -> tick.addAndGet(1_000_000));

    private final class SetClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return NOW.plusNanos(commands.steppedNs);
        }
    }

    /** A server whose clock is {@code aheadNs} ahead; {@code rest} is what follows the times in its replies. */
    private static FakeServer server(long aheadNs, String rest) throws Exception {
        return new FakeServer(peer -> {
            for (String line = peer.readLine(); line != null; line = peer.readLine()) {
                long there = NOW_NS + aheadNs;
                peer.write(line.equals("keep") ? "OK\n" : line.substring(5) + ' ' + there + ' ' + there + rest + '\n');
            }
        });
    }

    @Test
    void printsTheOffsetOfSeveralExchangesInOneSession() throws Exception {
        try (FakeServer server = server(250_000_000, " 1000 2 0")) {
            assertEquals(0, run.of(server, "--offset"), run::err);
            assertEquals(1 + Comparison.EXCHANGES, server.received().size());
        }
        assertTrue(
                run.out().matches("\\+0\\.2[0-9]{5} s ± 0\\.0[0-9]{5} s  \\(round trip .*, stratum 2\\)\n"), run::out);
        assertEquals("", run.err());
    }

    /** A server that replies to each HTTP request on a connection with this status and body. */
    private static FakeServer http(String status, UnaryOperator<String> bodyByToken) throws Exception {
        return new FakeServer(peer -> {
            for (String line = peer.readLine(); line != null; line = peer.readLine()) {
                if (line.startsWith("GET ")) {
                    String body = bodyByToken.apply(line.replaceAll(".*token=([0-9]+) .*", "$1"));
                    peer.write("HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
                }
            }
        });
    }

    @Test
    void measuresOverHttp() throws Exception {
        long there = NOW_NS + 250_000_000;
        try (FakeServer server = http(
                "200 OK",
                token -> "{\"token\":\"" + token + "\",\"receive_ns\":" + there + ",\"transmit_ns\":" + there
                        + ",\"error_bound_ns\":1000,\"stratum\":2,\"leap\":0,\"state\":\"synchronised\"}\n")) {
            assertEquals(0, run.of(server, "--offset", "--http"), run::err);
        }
        assertTrue(
                run.out().matches("\\+0\\.2[0-9]{5} s ± 0\\.0[0-9]{5} s  \\(round trip .*, stratum 2\\)\n"), run::out);
    }

    @Test
    void reportsAnErrorOverHttp() throws Exception {
        try (FakeServer server =
                http("503 Service Unavailable", token -> "ERR unsynchronised the clock is not synchronised\n")) {
            assertEquals(4, run.of(server, "--offset", "--http"));
        }
        assertEquals("ERR unsynchronised the clock is not synchronised\n", run.err());
    }

    @Test
    void reportsAServerThatDoesNotSpeakHttp() throws Exception {
        try (var server = new FakeServer(peer -> {
            peer.readLine();
            peer.write("SSH-2.0-OpenSSH_9.2\r\n");
        })) {
            assertEquals(3, run.of(server, "--offset", "--http"));
        }
        run.assertComplaint("not a reply of a time server over HTTP: SSH-2.0-OpenSSH_9.2");
    }

    @Test
    void endsWithStatus4IfTheServerIsNotSynchronised() throws Exception {
        try (FakeServer server = server(0, " - 16 3")) {
            assertEquals(4, run.of(server, "--offset", "--json"));
        }
        assertTrue(run.out().contains("\"synchronised\":false"), run::out);
    }

    @Test
    void endsWithStatus4IfTheServerRefusesBecauseItIsNotSynchronised() throws Exception {
        try (var server = new FakeServer(peer -> {
            peer.readLine();
            peer.write("OK\n");
            peer.readLine();
            peer.write("ERR unsynchronised the clock is not synchronised\n");
        })) {
            assertEquals(4, run.of(server, "--offset"));
        }
        assertEquals("ERR unsynchronised the clock is not synchronised\n", run.err());
    }

    @Test
    void endsWithStatus1IfTheServerRefusesASession() throws Exception {
        try (var server = new FakeServer(peer -> {
            peer.readLine();
            peer.write("ERR busy try later\n");
        })) {
            assertEquals(1, run.of(server, "--offset"));
        }
        assertEquals("ERR busy try later\n", run.err());
    }

    @Test
    void endsWithStatus3IfTheReplyIsNotOneToSync() throws Exception {
        try (var server = new FakeServer(peer -> {
            peer.readLine();
            peer.write("OK\n");
            peer.readLine();
            peer.write("2026-11-22 12:38:34\n");
        })) {
            assertEquals(3, run.of(server, "--offset"));
        }
        run.assertComplaint("not a reply to sync: 2026-11-22 12:38:34");
    }

    @Test
    void watchPrintsALineForEachMeasurement() throws Exception {
        try (FakeServer server = server(0, " 1000 2 0")) {
            assertEquals(0, run.of(server, "--watch", "--count", "3"));
        }
        assertEquals(3, run.out().lines().count());
        run.out().lines().forEach(line -> assertTrue(line.startsWith("2026-11-22T12:38:34Z  "), line));
    }

    /** The lines that a terminal of this width shows, one after the other. */
    private List<String> watch(int columns) throws Exception {
        try (FakeServer server = server(0, " 1000 2 0")) {
            assertEquals(0, run.live(columns).of(server, "--watch", "--count", "3"));
        }
        assertEquals(run.out().length() - 1, run.out().indexOf('\n'));
        List<String> lines = LIVE_LINE
                .matcher(run.out())
                .results()
                .map(line -> line.group(1))
                .toList();
        assertEquals(3, lines.size());
        return lines;
    }

    @Test
    void watchRewritesOneLineOnATerminal() throws Exception {
        for (String line : watch(120)) {
            assertTrue(line.matches("2026-11-22T12:38:34Z  [-+].* s ± .* s  \\(round trip .* s, stratum 2\\)"), line);
        }
    }

    @Test
    void watchLeavesOutDetailsOnANarrowTerminal() throws Exception {
        for (String line : watch(60)) {
            assertTrue(line.matches("2026-11-22T12:38:34Z  [-+][0-9.]+ s ± [0-9.]+ s"), line);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 20, 30, 40})
    void watchLeavesOutTheTimeOnAVeryNarrowTerminal(int columns) throws Exception {
        for (String line : watch(columns)) {
            assertTrue(line.length() <= columns && line.matches("[-+][0-9. s±]*"), line);
        }
    }

    @Test
    void watchSaysOnANarrowTerminalThatTheServerIsNotSynchronised() throws Exception {
        try (FakeServer server = server(0, " - 16 3")) {
            assertEquals(4, run.live(70).of(server, "--watch", "--count", "1"));
        }
        assertTrue(run.out().contains("s ± unknown  unsynchronised\033[?7h\n"), run::out);
    }

    @Test
    void setStepsByTheMeasuredOffset() throws Exception {
        try (FakeServer server = server(-3_600_000_000_000L, " 1000 2 0")) {
            assertEquals(0, run.of(server, "--set"), run::err);
        }
        assertEquals(1, commands.run.size());
        List<String> command = commands.run.get(0);
        assertEquals(List.of("date", "--utc", "--set"), command.subList(0, 3));
        assertTrue(command.get(3).matches("-3600\\.00[0-9]{7} seconds"), command::toString);
        assertTrue(run.err().startsWith("timeclient: will step the local clock by -3600.00"), run::err);
        assertEquals(2, run.out().lines().count());
    }

    /** The first step is late by 20 ms, and the second one allows for that. */
    @Test
    void setStepsAgainWhenTheFirstStepWasLate() throws Exception {
        commands.dateTakesNs = 20_000_000;
        try (FakeServer server = server(5_000_000_000L, " 1000 2 0")) {
            assertEquals(0, run.of(server, "--set"), run::err);
        }
        assertEquals(2, commands.run.size());
        assertEquals(5_000.0, commands.steppedNs / 1e6, 10.0);
        assertEquals(3, run.out().lines().count());
    }

    /** Without a limit, a program that takes longer each time would be run for ever. */
    @Test
    void setGivesUpAfterThreeSteps() throws Exception {
        commands.dateTakesNs = 20_000_000;
        commands.dateTakesMoreNs = 10_000_000;
        try (FakeServer server = server(5_000_000_000L, " 1000 2 0")) {
            assertEquals(0, run.of(server, "--set"), run::err);
        }
        assertEquals(3, commands.run.size());
        assertEquals(4, run.out().lines().count());
    }

    @Test
    void setSlewsTheErrorThatAStepLeaves() throws Exception {
        commands.there = Set.of("date", "adjtimex");
        commands.dateTakesNs = 20_000_000;
        try (FakeServer server = server(5_000_000_000L, " 1000 2 0")) {
            assertEquals(0, run.of(server, "--set"), run::err);
        }
        assertEquals(2, commands.run.size());
        List<String> command = commands.run.get(1);
        assertEquals("adjtimex", command.get(0));
        assertEquals(20_000.0, Double.parseDouble(command.get(2)), 10_000.0);
    }

    @Test
    void setSlewsASmallOffsetIfAdjtimexIsInstalled() throws Exception {
        commands.there = Set.of("date", "adjtimex");
        try (FakeServer server = server(100_000_000, " 1000 2 0")) {
            assertEquals(0, run.of(server, "--set"), run::err);
        }
        List<String> command = commands.run.get(0);
        assertEquals(List.of("adjtimex", "--singleshot"), command.subList(0, 2));
        assertEquals(100_000.0, Double.parseDouble(command.get(2)), 10_000.0);
        assertTrue(run.err().contains("will slew the local clock by +0."), run::err);
    }

    @Test
    void dryRunChangesNothingAndNeedsNoRoot() throws Exception {
        commands.root = false;
        try (FakeServer server = server(5_000_000_000L, " 1000 2 0")) {
            assertEquals(0, run.of(server, "--set", "--dry-run"), run::err);
        }
        assertEquals(List.of(), commands.run);
        assertTrue(run.err().startsWith("timeclient: would step the local clock by +"), run::err);
    }

    @Test
    void onlyRootMaySet() throws Exception {
        commands.root = false;
        assertEquals(5, run.of("--set"));
        run.assertComplaint("only root can set the clock; --dry-run says what would be done");
    }

    @ParameterizedTest
    @CsvSource({
        "' - 16 3', the server's clock is not synchronised",
        "' - 0 0', the server does not know its own error bound",
        "' 200000000 2 0', the measurement may be 0.20",
    })
    void setLeavesTheClockAloneIfTheMeasurementIsNotGoodEnough(String rest, String why) throws Exception {
        try (FakeServer server = server(5_000_000_000L, rest)) {
            assertEquals(4, run.of(server, "--set"));
        }
        assertEquals(List.of(), commands.run);
        assertTrue(run.err().startsWith("timeclient: " + why), run::err);
        assertTrue(run.err().endsWith("the local clock is left alone\n"), run::err);
    }

    @Test
    void setLeavesAClockAloneThatAgreesWithTheServer() throws Exception {
        try (FakeServer server = server(0, " 50000000 2 0")) {
            assertEquals(0, run.of(server, "--set"));
        }
        assertEquals(List.of(), commands.run);
        run.assertComplaint("the local clock agrees with the server within the bound; nothing to do");
    }

    @Test
    void saysWhyTheClockWasNotSet() throws Exception {
        commands.complaint = Optional.of("date: cannot set date: Operation not permitted");
        try (FakeServer server = server(5_000_000_000L, " 1000 2 0")) {
            assertEquals(5, run.of(server, "--set"));
        }
        assertTrue(run.err().endsWith("the clock was not set: date: cannot set date: Operation not permitted\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--offset paris",
                "--set --watch",
                "--json",
                "--dry-run",
                "--count 3",
                "--watch --count 0",
                "--set --max-bound 0",
                "--offset --menu"
            })
    void refusesOptionsThatExcludeEachOther(String words) {
        assertEquals(2, run.of(words.split(" ", -1)));
    }
}
