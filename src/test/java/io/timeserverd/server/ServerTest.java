package io.timeserverd.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.clock.ClockState;
import io.timeserverd.clock.Leap;
import io.timeserverd.clock.Reading;
import io.timeserverd.log.Capture;
import io.timeserverd.log.Log;
import io.timeserverd.place.Places;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients of a server with other settings, a failing journal, an unsynchronised clock, and while it stops. */
class ServerTest {
    private static final String PARIS = "2026-11-22 13:38:34\n";
    private static final String UTC = "2026-11-22 12:38:34\n";

    static Stream<String> validRequests() {
        return Stream.of(
                "",
                "Europe/Paris",
                "+05:30",
                "UTC+2 +iso",
                "-0930@0",
                "Etc/GMT+5@2026-01-01T00:00:00 +long",
                "@1700000000.5 +unix3",
                "America/Port of Spain +%A, %d %B %Y %T %:z",
                "+next",
                "help",
                "MENU",
                "zones paris",
                "places new york",
                "sync 12345",
                "me",
                "version",
                "keep",
                "nowhere at all",
                "Europe/Paris +nonsense",
                "UTC@nonsense");
    }

    @ParameterizedTest
    @MethodSource("validRequests")
    void aRequestIsAnsweredTheSameWholeByteByByteAndPipelined(String request) throws Exception {
        try (var fixture = new ServerFixture()) {
            String whole = repliesInSession(fixture, request + "\nquit\n", 1000);
            assertTrue(whole.endsWith("\n"), whole);
            assertEquals(whole, repliesInSession(fixture, request + "\nquit\n", 1));
            String thrice = (request + "\n").repeat(3) + "quit\n";
            assertEquals(whole.repeat(3), repliesInSession(fixture, thrice, 1000));
            assertEquals(whole.repeat(3), repliesInSession(fixture, thrice, 7));
        }
    }

    private static String repliesInSession(ServerFixture fixture, String lines, int piece) throws Exception {
        try (TestClient client = fixture.connect()) {
            client.send("keep\n");
            client.readUntil("OK\n");
            for (int i = 0; i < lines.length(); i += piece) {
                client.send(lines.substring(i, Math.min(lines.length(), i + piece)));
                fixture.turn();
            }
            return client.readToEnd().substring("OK\n".length());
        }
    }

    @Test
    void theGreetingIsTheMenu() throws Exception {
        try (var fixture = new ServerFixture("answer.greeting=menu", "answer.menu=Europe/Paris, UTC +unix")) {
            try (TestClient client = fixture.connect()) {
                client.readUntil(
                        "1) Europe/Paris\n2) UTC +unix\nchoose a number from 1 to 2, or send any request:\n\n");
                client.send("1\n");
                assertTrue(client.readToEnd().endsWith("\n\n" + PARIS));
            }
            assertTrue(fixture.ask("2\n").endsWith("\n\n1795351114\n"));
            try (TestClient silent = fixture.connect()) {
                silent.halfClose();
                assertTrue(silent.readToEnd().endsWith("\n\n" + UTC));
            }
        }
    }

    @Test
    void theDefaultZoneAndFormatAreSettings() throws Exception {
        try (var fixture = new ServerFixture("answer.zone=Europe/Paris", "answer.format=iso")) {
            assertEquals("2026-11-22T13:38:34+01:00\n", fixture.ask("\n"));
        }
    }

    @Test
    void aRefusedClientReadsTheErrorEvenIfItsRequestComesLater() throws Exception {
        try (var fixture = new ServerFixture("limits.connections=1", "limits.linger=1s");
                TestClient only = fixture.connect()) {
            only.send("keep\n");
            only.readUntil("OK\n");
            try (TestClient late = fixture.connect()) {
                fixture.settle();
                late.send("UTC\n");
                fixture.settle();
                assertEquals("ERR busy too many connections, try again later\n", late.readToEnd());
                fixture.advance(Duration.ofSeconds(1));
            }
        }
    }

    @Test
    void onlyAFewRefusedConnectionsLinger() throws Exception {
        try (var fixture = new ServerFixture("limits.connections=1")) {
            TestClient only = fixture.connect();
            only.send("keep\n");
            only.readUntil("OK\n");
            var refused = new ArrayList<TestClient>();
            for (int i = 0; i < Refusals.MAX_LINGERING + 1; i++) {
                refused.add(fixture.connect());
                fixture.settle();
            }
            assertTrue(isClosedByServer(refused.get(0)));
            assertFalse(isClosedByServer(refused.get(1)));
            fixture.advance(Duration.ofSeconds(2));
            for (TestClient each : refused) {
                assertTrue(isClosedByServer(each));
            }
        }
    }

    /** The kernel replies to a write on a closed connection with a reset, so that the next write fails. */
    private static boolean isClosedByServer(TestClient client) {
        try {
            client.sendSome(new byte[] {'x'});
            client.sendSome(new byte[] {'x'});
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void aClientBeyondTheConnectionLimitGetsAnError() throws Exception {
        try (var fixture = new ServerFixture("limits.connections=2", "limits.connections-per-client=2")) {
            try (TestClient first = fixture.connect();
                    TestClient second = fixture.connect()) {
                fixture.until(() -> fixture.server.openConnections() == 2);
                assertEquals("ERR busy too many connections, try again later\n", fixture.ask(""));
                first.send("\n");
                second.send("\n");
                assertEquals(UTC + UTC, first.readToEnd() + second.readToEnd());
            }
            fixture.until(() -> fixture.server.openConnections() == 0);
            assertEquals(UTC, fixture.ask("\n"));
        }
    }

    @Test
    void oneClientCannotTakeAllConnections() throws Exception {
        try (var fixture = new ServerFixture("limits.connections-per-client=1");
                TestClient first = fixture.connect()) {
            fixture.until(() -> fixture.server.openConnections() == 1);
            assertEquals("ERR busy too many connections, try again later\n", fixture.ask(""));
            first.send("\n");
            assertEquals(UTC, first.readToEnd());
        }
    }

    @Test
    void theControlSocketAlwaysHasRoomForTheNextOperator() throws Exception {
        try (var fixture = new ServerFixture()) {
            var idle = new ArrayList<SocketChannel>();
            for (int i = 0; i < 40; i++) {
                idle.add(SocketChannel.open(UnixDomainSocketAddress.of(fixture.controlSocket())));
                fixture.turn();
            }
            try (var operator = SocketChannel.open(UnixDomainSocketAddress.of(fixture.controlSocket()))) {
                operator.configureBlocking(false);
                operator.write(ByteBuffer.wrap("status\n".getBytes(StandardCharsets.US_ASCII)));
                var reply = ByteBuffer.allocate(16 * 1024);
                fixture.until(() -> {
                    try {
                        return operator.read(reply) < 0;
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                });
                var status = new String(reply.array(), 0, reply.position(), StandardCharsets.UTF_8);
                assertTrue(status.contains("\naccepted: 0\n"), status);
            }
            for (SocketChannel each : idle) {
                each.close();
            }
        }
    }

    @Test
    void theFullStatusIsOnlyForAddressesInAccessStatus() throws Exception {
        try (var fixture = new ServerFixture("access.status=127.0.0.2")) {
            try (TestClient stranger = fixture.connect();
                    TestClient operator = fixture.connectFrom("127.0.0.2")) {
                stranger.send("status\n");
                operator.send("status\n");
                assertFalse(stranger.readToEnd().contains("accepted"), stranger::received);
                assertTrue(stranger.received().contains("state: synchronised\n"), stranger::received);
                assertTrue(operator.readToEnd().contains("\naccepted: 2\n"), operator::received);
            }
        }
    }

    @Test
    void aSmallHeapLowersTheConnectionLimit() throws Exception {
        assertEquals(10_000, ServerFixture.HEAP.connections(10_000));
        try (Capture log = Log.capture();
                var fixture = new ServerFixture("limits.connections=100000")) {
            int fitting = ServerFixture.HEAP.connections(100_000);
            assertTrue(fitting < 20_000, () -> fitting + " connections in 62 MB");
            String line = log.lines("connections-limit").get(0);
            assertTrue(line.contains("connections=" + fitting + " configured=100000"), line);
            assertTrue(fixture.ask("status\n").contains("\nconnections-limit: " + fitting + "\n"));
        }
    }

    @Test
    void aRequestOverTheQuotaGetsTheTimeToWaitAndNoRecord() throws Exception {
        try (var fixture = new ServerFixture("limits.rate=1", "limits.burst=3")) {
            assertEquals(
                    "address: 127.0.0.1\nrecorded: 127.0.0.1\nfor: 30d\nconnections: 1 of 256\nquota: 2 of 3 requests, 1 more each second\n\n",
                    fixture.ask("me\n"));
            assertEquals(
                    PARIS + PARIS + "ERR rate-limited try again in 1 s\n", fixture.ask("Europe/Paris\n".repeat(3)));
            assertEquals(3, fixture.journal.committed.size());
            fixture.advance(Duration.ofSeconds(1));
            assertEquals(PARIS, fixture.ask("Europe/Paris\n"));
        }
    }

    @ParameterizedTest
    @MethodSource("accessLists")
    void accessListsDecideWhichClientsAreServed(String allow, String deny, boolean served) throws Exception {
        try (var fixture = new ServerFixture("access.allow=" + allow, "access.deny=" + deny)) {
            try (TestClient client = fixture.connect()) {
                client.halfClose();
                assertEquals(served ? UTC : "ERR denied this address is not let in here\n", client.readToEnd());
            }
        }
    }

    static Stream<Arguments> accessLists() {
        return Stream.of(
                Arguments.of("127.0.0.0/8", "", true),
                Arguments.of("10.0.0.0/8", "", false),
                Arguments.of("", "127.0.0.1", false),
                Arguments.of("127.0.0.0/8", "127.0.0.1", false),
                Arguments.of("", "10.0.0.0/8", true));
    }

    @Test
    void refusesRequestsThatCannotBeJournalledIfConfigured() throws Exception {
        try (var fixture = new ServerFixture("journal.when-full=refuse")) {
            fixture.journal.failing = true;
            String refusal = "ERR journal-unavailable the request could not be recorded\n";
            assertEquals(refusal + refusal, fixture.ask("Europe/Paris\nUTC\n"));
            fixture.journal.failing = false;
            assertEquals(PARIS, fixture.ask("Europe/Paris\n"));
        }
    }

    @Test
    void aFailingJournalKeepsGreetingsAndWithdrawsRepliesOfTime() throws Exception {
        try (var fixture = new ServerFixture(
                "journal.when-full=refuse", "listen.time=127.0.0.1:0", "answer.greeting=menu", "answer.menu=UTC")) {
            fixture.journal.failing = true;
            try (TestClient time = fixture.connect("time");
                    TestClient text = fixture.connect()) {
                text.readUntil("1) UTC\nchoose a number from 1 to 1, or send any request:\n\n");
                time.readToEnd();
                assertEquals(0, time.bytes().length);
            }
        }
    }

    @Test
    void errorsMayBeMuchLongerThanTheRepliesThatTheyReplace() throws Exception {
        try (var fixture = new ServerFixture("journal.when-full=refuse")) {
            fixture.journal.failing = true;
            try (TestClient client = fixture.connect()) {
                client.send("keep\n" + "+%%\n".repeat(30_000));
                client.halfClose();
                assertEquals(30_001, client.readToEnd().lines().count());
            }
        }
    }

    @Test
    void manyConnectionsMayBeGreetedOrTimeOutAtOnce() throws Exception {
        String menu = IntStream.range(0, 60)
                .mapToObj(i -> "UTC +%%" + i + "x".repeat(200))
                .collect(Collectors.joining(","));
        try (var fixture = new ServerFixture(
                "answer.greeting=menu", "limits.connections-per-client=1000", "answer.menu=" + menu)) {
            var crowd = new ArrayList<TestClient>();
            for (int i = 0; i < 700; i++) {
                crowd.add(fixture.connect());
            }
            fixture.until(() -> fixture.server.openConnections() == 700);
            fixture.advance(Duration.ofSeconds(10));
            for (TestClient client : crowd) {
                client.close();
            }
            fixture.until(() -> fixture.server.openConnections() == 0);
        }
    }

    @Test
    void answersRequestsThatCannotBeJournalledByDefaultAndCountsThem() throws Exception {
        try (var fixture = new ServerFixture()) {
            fixture.journal.failing = true;
            assertEquals(PARIS, fixture.ask("Europe/Paris\n"));
            assertEquals(1, fixture.journal.status().lost());
        }
    }

    @Test
    void aDefectFailsOneRequestAndIsLogged() throws Exception {
        var broken = (Places) Proxy.newProxyInstance(
                Places.class.getClassLoader(), new Class<?>[] {Places.class}, (proxy, method, args) -> {
                    if (method.getName().equals("resolve") && args[0].equals("bug")) {
                        throw new IllegalStateException("a defect");
                    }
                    return method.invoke(ServerFixture.PLACES, args);
                });
        try (Capture log = Log.capture();
                var fixture = new ServerFixture(broken)) {
            assertEquals(
                    PARIS + "ERR internal this request met a defect of the server\n" + PARIS,
                    fixture.ask("Europe/Paris\nbug\nEurope/Paris\n"));
            assertEquals(1, log.lines("internal-error").size());
        }
    }

    @Test
    void refusesTheTimeOfAnUnsynchronisedClockIfConfigured() throws Exception {
        try (var fixture = new ServerFixture("answer.unsynchronised=refuse")) {
            fixture.reading =
                    new Reading(ServerFixture.NOW, ClockState.UNSYNCHRONISED, Reading.UNKNOWN, 16, Leap.UNKNOWN);
            String refusal = "ERR unsynchronised the clock is not synchronised\n";
            assertEquals(refusal + refusal, fixture.ask("Europe/Paris\n+json\n"));
            assertEquals("1970-01-01 00:00:00\n", fixture.ask("UTC@0\n"), "needs no clock");
        }
        try (var fixture = new ServerFixture()) {
            fixture.reading =
                    new Reading(ServerFixture.NOW, ClockState.UNSYNCHRONISED, Reading.UNKNOWN, 16, Leap.UNKNOWN);
            assertEquals(PARIS, fixture.ask("Europe/Paris\n"));
        }
    }

    @Test
    void syncHasTheTransmitTimeOfItsWrite() throws Exception {
        try (var fixture = new ServerFixture()) {
            Reading received = fixture.reading;
            fixture.journal.duringCommit = () -> fixture.reading =
                    new Reading(received.instant().plusMillis(3), ClockState.SYNCHRONISED, 1500, 2, Leap.INSERT);
            assertEquals("t1 1795351114123456789 1795351114126456789 - 0 0\n", fixture.ask("sync t1\n"));
            fixture.journal.duringCommit = () -> {};
            assertEquals("- 1795351114126456789 1795351114126456789 1500 2 1\n", fixture.ask("sync\n"));
        }
    }

    @Test
    void theFullStatusIsForTheControlSocketToo() throws Exception {
        try (var fixture = new ServerFixture("access.status=192.0.2.0/24")) {
            assertTrue(fixture.ask("status\n").startsWith("state: synchronised\n"), "not for this client");
            assertFalse(fixture.ask("status\n").contains("accepted: "), "no counters for this client");
            String operators = askControl(fixture, "status\n");
            assertTrue(operators.startsWith("clock: system\n"), operators);
            assertTrue(operators.contains("\naccepted: 2\n"), operators);
            fixture.use("access.status=127.0.0.0/8");
            assertTrue(fixture.ask("status\n").startsWith("clock: system\n"), "a reload applies at once");
        }
    }

    private static String askControl(ServerFixture fixture, String request) throws IOException {
        try (var client = SocketChannel.open(UnixDomainSocketAddress.of(fixture.controlSocket()))) {
            client.configureBlocking(false);
            client.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8)));
            var reply = ByteBuffer.allocate(16 * 1024);
            fixture.until(() -> {
                try {
                    return client.read(reply) < 0;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            return new String(reply.array(), 0, reply.position(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void statusCountsItself() throws Exception {
        try (var fixture = new ServerFixture()) {
            assertEquals(PARIS, fixture.ask("Europe/Paris\n"));
            fixture.until(() -> fixture.server.openConnections() == 0);
            Map<String, String> status = fixture.ask("nowhere\nstatus\n")
                    .lines()
                    .filter(line -> line.contains(": "))
                    .collect(Collectors.toMap(line -> line.split(": ", 2)[0], line -> line.split(": ", 2)[1]));
            assertEquals("2", status.get("accepted"));
            assertEquals("1", status.get("served"));
            assertEquals("1", status.get("open"));
            assertEquals("synchronised", status.get("state"));
            assertEquals("test", status.get("version"));
        }
    }

    @Test
    void meSaysWhatIsRecorded() throws Exception {
        try (var fixture = new ServerFixture("journal.client=prefix", "journal.retention=7d")) {
            assertEquals(
                    "address: 127.0.0.1\nrecorded: 127.0.0.0/24\nfor: 7d\nconnections: 1 of 256\nquota: unlimited\n\n",
                    fixture.ask("me\n"));
        }
    }

    @Test
    void stoppingAnswersArrivedRequestsAndSendsTheOthersAnError() throws Exception {
        try (var fixture = new ServerFixture();
                TestClient session = fixture.connect();
                TestClient half = fixture.connect();
                TestClient arrived = fixture.connect()) {
            session.send("keep\n");
            session.readUntil("OK\n");
            half.send("Europe/Pa");
            fixture.settle();
            arrived.send("Europe/Paris\n");
            fixture.tickNs = 50_000_000; // without it the linger of clients that read later would never end
            fixture.server.stop();
            assertEquals("OK\nERR shutting-down the server is stopping\n", session.readToEnd());
            assertEquals("ERR shutting-down the server is stopping\n", half.readToEnd());
            assertEquals(PARIS, arrived.readToEnd());
            assertThrows(ConnectException.class, fixture::connect);
        }
    }

    @Test
    void daytimeAndTimeReplyOnConnectWhateverTheClientSends() throws Exception {
        try (var fixture = new ServerFixture(
                "listen.daytime=127.0.0.1:0", "listen.time=127.0.0.1:0", "answer.zone=Europe/Paris")) {
            for (String sent : List.of("", "anything\n", "x".repeat(100_000))) {
                try (TestClient daytime = fixture.connect("daytime");
                        TestClient time = fixture.connect("time")) {
                    daytime.send(sent);
                    assertEquals("Sun Nov 22 13:38:34 2026\r\n", daytime.readToEnd());
                    time.send(sent);
                    time.readToEnd();
                    assertEquals(4, time.bytes().length);
                }
            }
            assertEquals(6, fixture.journal.committed.size());
        }
    }

    @Test
    void timeSendsNothingIfTheClockIsUnsynchronisedOrTheQuotaSpent() throws Exception {
        try (var fixture = new ServerFixture(
                "listen.time=127.0.0.1:0", "answer.unsynchronised=refuse", "limits.rate=1", "limits.burst=1")) {
            fixture.reading =
                    new Reading(ServerFixture.NOW, ClockState.UNSYNCHRONISED, Reading.UNKNOWN, 16, Leap.UNKNOWN);
            for (int i = 0; i < 2; i++) {
                try (TestClient time = fixture.connect("time")) {
                    time.readToEnd();
                    assertEquals(0, time.bytes().length);
                }
            }
            assertEquals(List.of("unsynchronised "), fixture.journal.committed);
        }
    }

    @Test
    void newSettingsApplyToTheNextRequest() throws Exception {
        try (var fixture = new ServerFixture()) {
            fixture.use("answer.zone=Europe/Paris");
            assertEquals(PARIS, fixture.ask("\n"));
        }
    }
}
