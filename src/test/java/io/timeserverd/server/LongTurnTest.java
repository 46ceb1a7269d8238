package io.timeserverd.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client with many or slow requests does not delay other clients. */
class LongTurnTest {
    private static final String PARIS = "2026-11-22 13:38:34\n";

    private ServerFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new ServerFixture();
    }

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    /** Opens sessions of one client, each with one unanswered request. */
    private List<TestClient> busySessions(int count, String request) throws IOException {
        var sessions = new ArrayList<TestClient>();
        for (int i = 0; i < count; i++) {
            sessions.add(fixture.session("127.0.0.1"));
        }
        sessions.forEach(each -> each.send(request));
        return sessions;
    }

    private static void closeAll(List<TestClient> clients) throws IOException {
        for (TestClient client : clients) {
            client.close();
        }
    }

    /** Each reading of the ticker takes as long as a costly format or a slow search. */
    @ParameterizedTest
    @ValueSource(longs = {30_000, 100_000, 1_000_000, 5_000_000})
    void aNewClientIsAnsweredWithinTwoTurns(long tickNs) throws IOException {
        for (String request : List.of("UTC +" + "%c".repeat(10) + "\n", "+json\n", "nowhere\n")) {
            List<TestClient> busy = busySessions(250, request);
            fixture.tickNs = tickNs;
            fixture.turn(); // the sessions are queued now, and most of them stay so
            try (TestClient newClient = fixture.connectFrom("127.0.0.2")) {
                newClient.sendSome("Europe/Paris\n".getBytes(StandardCharsets.US_ASCII));
                fixture.turn();
                fixture.turn();
                assertEquals(PARIS, newClient.received(), request);
            }
            fixture.tickNs = 0;
            for (TestClient each : busy) {
                each.readUntil("\n");
            }
            closeAll(busy);
            fixture.settle();
        }
    }

    @Test
    void aTurnAnswersSomeConnectionsAndLeavesTheOthersUntouched() throws IOException {
        List<TestClient> busy = busySessions(20, "@1 +unix\n".repeat(10));
        fixture.tickNs = 400_000;
        int before = fixture.journal.committed.size();
        fixture.turn();
        long answered =
                busy.stream().filter(each -> !each.received().equals("OK\n")).count();
        assertTrue(answered > 0 && answered < 10, () -> answered + " of 20 were served");
        int requests = fixture.journal.committed.size() - before;
        assertTrue(requests <= 4 * answered, () -> requests + " requests of " + answered + " connections");
        fixture.tickNs = 0;
        for (TestClient each : busy) {
            assertEquals("OK\n" + "1\n".repeat(10), each.readUntil("1\n".repeat(10)));
        }
        closeAll(busy);
    }

    @Test
    void aPipelineDoesNotDelayAnotherConnection() throws IOException {
        try (TestClient greedy = fixture.session("127.0.0.1");
                TestClient modest = fixture.connect()) {
            // a megabyte of replies, more than one turn makes
            greedy.sendSome("help\n".repeat(1000).getBytes(StandardCharsets.US_ASCII));
            modest.send("Europe/Paris\n");
            for (int turns = 0; turns < 3; turns++) {
                fixture.turn();
            }
            assertEquals(PARIS, modest.received());
            assertTrue(
                    fixture.journal.committed.size() < 200,
                    () -> fixture.journal.committed.size() + " replies in 3 turns");
        }
    }

    @Test
    void answersPipelinesOfSlowRequestsInOrder() throws IOException {
        try (TestClient greedy = fixture.connect();
                TestClient other = fixture.connectFrom("127.0.0.2")) {
            greedy.sendSome("@1 +unix\n".repeat(1000).getBytes(StandardCharsets.US_ASCII));
            other.sendSome("@1 +unix\n".repeat(1000).getBytes(StandardCharsets.US_ASCII));
            fixture.tickNs = Duration.ofMillis(1).toNanos();
            for (int turns = 0; turns < 4; turns++) {
                fixture.turn();
            }
            assertTrue(
                    fixture.journal.committed.size() < 20,
                    () -> fixture.journal.committed.size() + " replies in 4 turns");
            fixture.tickNs = 0;
            assertEquals("1\n".repeat(1000), greedy.readToEnd());
            assertEquals("1\n".repeat(1000), other.readToEnd());
        }
    }

    /** First the searches take no time, then they exceed the time for searches of a turn. */
    @Test
    void aTurnDoesOneSlowSearch() throws IOException {
        var slow = new ArrayList<TestClient>();
        for (int i = 0; i < 5; i++) {
            slow.add(fixture.connectFrom("127.0.0." + (10 + i)));
        }
        fixture.settle();
        slow.forEach(each -> each.send("nowhere\n"));
        fixture.turn();
        assertEquals(5, fixture.journal.committed.size(), "no time has passed");
        slow.forEach(each -> assertTrue(each.received().startsWith("ERR unknown-place"), each::received));
        closeAll(slow);
        slow.clear();
        for (int i = 0; i < 5; i++) {
            slow.add(fixture.connectFrom("127.0.0." + (10 + i)));
        }
        fixture.settle();
        fixture.tickNs = 600_000;
        for (TestClient each : slow) {
            each.sendSome("nowhere\n".getBytes(StandardCharsets.US_ASCII));
        }
        for (int turn = 0; turn < 12; turn++) {
            int before = fixture.journal.committed.size();
            fixture.turn();
            assertTrue(fixture.journal.committed.size() <= before + 1, "more than one search in a turn");
        }
        assertEquals(10, fixture.journal.committed.size());
        fixture.tickNs = 0;
        closeAll(slow);
    }

    @Test
    void searchesGoOnWhileOtherRepliesFillEveryTurn() throws IOException {
        var readers = new ArrayList<TestClient>();
        byte[] lines = "help\n".repeat(400).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 20; i++) {
            readers.add(fixture.session("127.0.0." + (10 + i)));
        }
        try (TestClient searcher = fixture.connectFrom("127.0.0.2")) {
            for (TestClient reader : readers) {
                reader.sendSome(lines);
            }
            searcher.send("nowhere at all\n");
            for (int turns = 0; turns < 3; turns++) {
                fixture.turn();
            }
            assertTrue(searcher.received().startsWith("ERR unknown-place"), searcher::received);
        }
        closeAll(readers);
    }

    @Test
    void repliesAfterASearchStayInOrder() throws IOException {
        String replies = fixture.ask("keep\n@1 +unix\nnowhere\n@2 +unix\nplaces qqqq\n@3 +unix\nquit\n");
        List<String> lines = replies.lines().toList();
        assertEquals(6, lines.size(), replies);
        assertEquals(List.of("OK", "1", "2", "3"), List.of(lines.get(0), lines.get(1), lines.get(3), lines.get(5)));
        assertTrue(lines.get(2).startsWith("ERR ") && lines.get(4).startsWith("ERR "), replies);
        assertEquals(7, fixture.journal.committed.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere", "@1 +unix\nnowhere", "springfield\nnowhere"})
    void theHalfCloseEndsALineThatNeedsASearch(String request) throws IOException {
        try (TestClient client = fixture.connect()) {
            client.send(request);
            client.halfClose();
            assertTrue(client.readToEnd().contains("ERR unknown-place"), client::received);
        }
        assertEquals(request.lines().count(), fixture.journal.committed.size());
    }

    @Test
    void aRequestThatWaitsForASearchCountsOnceAgainstTheQuota() throws Exception {
        try (var limited = new ServerFixture("limits.rate=1", "limits.burst=2")) {
            List<String> lines =
                    limited.ask("nowhere\n@1 +unix\n@2 +unix\n").lines().toList();
            assertTrue(lines.get(0).startsWith("ERR unknown-place"), lines::toString);
            assertEquals("1", lines.get(1));
            assertTrue(lines.get(2).startsWith("ERR rate-limited"), lines::toString);
        }
    }

    @Test
    void closesInTheTurnOfTheOnlyReplyEvenIfThatIsLong() throws IOException {
        try (TestClient client = fixture.connect()) {
            fixture.settle();
            client.send("@1 +unix\n");
            fixture.tickNs = Duration.ofMillis(5).toNanos();
            fixture.turn();
            fixture.tickNs = 0;
            assertTrue(client.hasEnded(), "closes in the turn of its reply");
            assertEquals("1\n", client.received());
        }
    }

    /** A queued connection is read at any time within a turn, not only when the selector reports it. */
    @ParameterizedTest
    @ValueSource(strings = {"sync a\n", "sync a\nsync b\n"})
    void noRequestIsStampedBeforeItWasSent(String requests) throws IOException {
        fixture.clockRuns = true;
        try (TestClient client = fixture.connect()) {
            client.send("keep\n");
            client.readUntil("OK\n");
            fixture.journal.duringCommit = () -> fixture.loop.execute(() -> {
                fixture.ticker.addAndGet(TimeUnit.MILLISECONDS.toNanos(2));
                client.send("sync " + fixture.ticker + "\nquit\n");
            });
            client.send(requests);
            fixture.tickNs = TimeUnit.MILLISECONDS.toNanos(1);
            fixture.turn();
            fixture.journal.duringCommit = () -> {};
            fixture.tickNs = 0;
            String[] last = client.readToEnd()
                    .lines()
                    .reduce("", (earlier, line) -> line)
                    .split(" ", -1);
            Instant sent = ServerFixture.NOW.plusNanos(Long.parseLong(last[0]));
            Instant received = Instant.EPOCH.plusNanos(Long.parseLong(last[1]));
            assertFalse(received.isBefore(sent), received + " " + sent);
        }
    }
}
