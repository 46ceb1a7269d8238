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

/** Whoever asks for much, or for what takes long, waits for it himself. */
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

    @Test
    void oneThatPipelinesDoesNotHoldUpAnother() throws IOException {
        try (var greedy = fixture.connect();
                var modest = fixture.connect()) {
            greedy.send("keep\n");
            greedy.readUntil("OK\n");
            // A megabyte of replies, of which one turn makes only a part.
            greedy.sendSome("help\n".repeat(1000).getBytes(StandardCharsets.US_ASCII));
            modest.send("Europe/Paris\n");
            for (int turns = 0; turns < 3; turns++) {
                fixture.turn();
            }
            assertEquals(PARIS, modest.received());
            assertTrue(fixture.journal.safe.size() < 200, () -> fixture.journal.safe.size() + " answers in 3 turns");
        }
    }

    /** Each reading of this ticker lasts as long as a slow search. */
    @Test
    void oneThatPipelinesSlowRequestsDoesNotHoldUpAnother() throws IOException {
        try (var greedy = fixture.connect();
                var other = fixture.connect();
                var modest = fixture.connect()) {
            greedy.sendSome("@1 +unix\n".repeat(1000).getBytes(StandardCharsets.US_ASCII));
            other.sendSome("@1 +unix\n".repeat(1000).getBytes(StandardCharsets.US_ASCII));
            modest.send("Europe/Paris\n");
            fixture.tickNs = Duration.ofMillis(1).toNanos();
            for (int turns = 0; turns < 4; turns++) {
                fixture.turn();
            }
            assertEquals(PARIS, modest.received());
            assertTrue(fixture.journal.safe.size() < 20, () -> fixture.journal.safe.size() + " answers in 4 turns");
            fixture.tickNs = 0;
            assertEquals("1\n".repeat(1000), greedy.readToEnd());
            assertEquals("1\n".repeat(1000), other.readToEnd());
        }
    }

    /** A search takes a millisecond here, and one of them is done in each turn. */
    @Test
    void thoseWhoAskForSearchesDoNotHoldUpAnother() throws IOException {
        var slow = new ArrayList<TestClient>();
        for (int i = 0; i < 5; i++) {
            slow.add(fixture.connect());
        }
        try (var modest = fixture.connect()) {
            fixture.settle();
            slow.forEach(each -> each.send("nowhere\n"));
            modest.send("tokyo@1 +unix\n");
            fixture.tickNs = Duration.ofMillis(1).toNanos();
            fixture.until(() -> modest.received().equals("1\n"));
            assertEquals(1, fixture.journal.safe.size(), "no search was done before it");
            for (int i = 0; i < 5; i++) {
                fixture.turn();
                assertEquals(i + 2, fixture.journal.safe.size(), "searches, one a turn");
            }
        }
        fixture.tickNs = 0;
        for (var each : slow) {
            assertTrue(each.readToEnd().startsWith("ERR unknown-place"), each::received);
            each.close();
        }
    }

    @Test
    void whatFollowsASearchKeepsItsPlace() throws IOException {
        var told = fixture.ask("keep\n@1 +unix\nnowhere\n@2 +unix\nplaces qqqq\n@3 +unix\nquit\n");
        var lines = told.lines().toList();
        assertEquals(6, lines.size(), told);
        assertEquals(List.of("OK", "1", "2", "3"), List.of(lines.get(0), lines.get(1), lines.get(3), lines.get(5)));
        assertTrue(lines.get(2).startsWith("ERR ") && lines.get(4).startsWith("ERR "), told);
        assertEquals(7, fixture.journal.safe.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere", "@1 +unix\nnowhere", "springfield\nnowhere"})
    void theHalfCloseEndsALineThatTakesASearchToo(String request) throws IOException {
        try (var client = fixture.connect()) {
            client.send(request);
            client.halfClose();
            assertTrue(client.readToEnd().contains("ERR unknown-place"), client::received);
        }
        assertEquals(request.lines().count(), fixture.journal.safe.size());
    }

    @Test
    void aRequestThatWaitsForItsSearchCountsOnceAgainstTheQuota() throws Exception {
        try (var limited = new ServerFixture("limits.rate=1", "limits.burst=2")) {
            var lines = limited.ask("nowhere\n@1 +unix\n@2 +unix\n").lines().toList();
            assertTrue(lines.get(0).startsWith("ERR unknown-place"), lines::toString);
            assertEquals("1", lines.get(1));
            assertTrue(lines.get(2).startsWith("ERR rate-limited"), lines::toString);
        }
    }

    @Test
    void whoseOnlyRequestIsAnsweredInALongTurnIsDone() throws IOException {
        try (var client = fixture.connect()) {
            fixture.settle();
            client.send("@1 +unix\n");
            fixture.tickNs = Duration.ofMillis(5).toNanos();
            fixture.turn();
            fixture.tickNs = 0;
            assertTrue(client.hasEnded(), "closes in the turn of its answer");
            assertEquals("1\n", client.received());
        }
    }

    /** Somebody looks at the clock again and again: the turn is long before the last of them is read. */
    @Test
    void inALongTurnEachConnectionHasOneAnswer() throws IOException {
        var clients = new ArrayList<TestClient>();
        for (int i = 0; i < 20; i++) {
            clients.add(fixture.connect());
            clients.get(i).send("keep\n");
        }
        fixture.until(() -> clients.stream().allMatch(each -> each.received().equals("OK\n")));
        clients.forEach(each -> each.send("@1 +unix\n".repeat(10)));
        fixture.tickNs = 400_000;
        int before = fixture.journal.safe.size();
        fixture.turn();
        int answered = fixture.journal.safe.size() - before;
        assertTrue(answered >= 20 && answered < 40, () -> answered + " answers");
        fixture.tickNs = 0;
        for (var each : clients) {
            assertEquals("OK\n" + "1\n".repeat(10), each.readUntil("1\n".repeat(10)));
            each.close();
        }
    }

    /** After a long turn a connection is read without the selector's word, at any time within the next one. */
    @ParameterizedTest
    @ValueSource(strings = {"sync a\n", "sync a\nsync b\n"})
    void noRequestIsStampedBeforeItWasSent(String requests) throws IOException {
        fixture.clockGoes = true;
        try (var client = fixture.connect()) {
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
            var last = client.readToEnd()
                    .lines()
                    .reduce("", (earlier, line) -> line)
                    .split(" ", -1);
            var sent = ServerFixture.NOW.plusNanos(Long.parseLong(last[0]));
            var received = Instant.EPOCH.plusNanos(Long.parseLong(last[1]));
            assertFalse(received.isBefore(sent), received + " " + sent);
        }
    }
}
