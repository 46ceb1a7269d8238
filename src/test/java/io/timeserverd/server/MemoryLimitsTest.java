package io.timeserverd.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.server.MemoryAccount.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** Limits of the memory that the daemon holds for clients that do not read or send much. */
class MemoryLimitsTest {
    private static final String PARIS = "2026-11-22 13:38:34\n";
    private static final byte[] MANY = "help\n".repeat(20_000).getBytes(StandardCharsets.US_ASCII);
    private static final MemoryAccount LIMITS = ServerFixture.HEAP.account();

    private static TestClient stalled(ServerFixture fixture, String address) throws IOException {
        TestClient stalled = fixture.connectFrom(address);
        stalled.shrinkReceiveBuffer();
        fixture.turn();
        stalled.send("keep\n");
        stalled.sendSome(MANY);
        fixture.turn();
        fixture.turn();
        return stalled;
    }

    @Test
    void aClientThatNeverReadsHoldsAQuarterAtMost() throws Exception {
        try (var fixture = new ServerFixture("limits.connections-per-client=1000")) {
            for (int i = 0; i < 400; i++) {
                stalled(fixture, "127.0.0.1");
            }
            fixture.until(fixture.server::isQuiet);
            for (Kind kind : Kind.values()) {
                long held = fixture.server.memory().held(kind);
                assertTrue(held > 0 && held <= LIMITS.limit(kind) / 4, () -> held + " bytes are held of " + kind);
            }
            assertEquals(400, fixture.server.openConnections(), "no connection was closed");
            try (TestClient other = fixture.connectFrom("127.0.0.2")) {
                other.send("Europe/Paris\n");
                assertEquals(PARIS, other.readToEnd());
            }
        }
    }

    @Test
    void aRestingConnectionIsServedWhenTheClientsOtherConnectionsAreGone() throws Exception {
        try (var fixture = new ServerFixture("limits.connections-per-client=1000")) {
            var stalledClients = new ArrayList<TestClient>();
            for (int i = 0; i < 100; i++) {
                stalledClients.add(stalled(fixture, "127.0.0.1"));
            }
            try (TestClient waiting = fixture.connect()) {
                waiting.send("Europe/Paris\n");
                fixture.settle();
                assertEquals("", waiting.received());
                for (TestClient stalled : stalledClients) {
                    stalled.reset();
                }
                assertEquals(PARIS, waiting.readToEnd());
            }
        }
    }

    @Test
    void closesARestingConnectionAtItsDeadline() throws Exception {
        try (var fixture = new ServerFixture("limits.connections-per-client=1000")) {
            for (int i = 0; i < 100; i++) {
                stalled(fixture, "127.0.0.1");
            }
            fixture.settle();
            assertTrue(resting(fixture) > 0, "some connections rest");
            fixture.advance(Duration.ofSeconds(11));
            fixture.settle();
            assertEquals(0, resting(fixture));
            assertTrue(fixture.server.openConnections() > 0, "connections with unsent replies have more time");
        }
    }

    private static int resting(ServerFixture fixture) {
        var count = new int[1];
        fixture.loop.forEachHandler(
                Connection.class, each -> count[0] += each.state() == Connection.State.WAITING ? 1 : 0);
        return count[0];
    }

    /** Other clients hold as much as they may, and this one holds half a line. */
    @Test
    void servesAClientThatHoldsLittleHoweverMuchOthersHold() throws Exception {
        try (var fixture = new ServerFixture("limits.connections-per-client=1000")) {
            for (int client = 2; client < 7; client++) {
                for (int i = 0; i < 90; i++) {
                    stalled(fixture, "127.0.0." + client);
                }
            }
            try (TestClient slow = fixture.connectFrom("127.0.0.99")) {
                slow.send("Europe/");
                fixture.until(fixture.server::isQuiet);
                slow.send("Paris\n");
                fixture.until(() -> slow.received().equals(PARIS));
            }
        }
    }

    /** The stalled connections hold much kernel memory but no input, so they stay open. */
    @Test
    void tooMuchInputClosesOnlyConnectionsThatHoldInput() throws Exception {
        byte[] lines = "@1 +%c%c%c%c%c%c\n".repeat(2000).getBytes(StandardCharsets.US_ASCII);
        try (var fixture = new ServerFixture("limits.connections-per-client=1000")) {
            for (int i = 0; i < 20; i++) {
                stalled(fixture, "127.0.9.1");
            }
            fixture.until(() -> fixture.server.memory().held(Kind.KERNEL) >= 20 * Connection.BLOCKED_BYTES);
            fixture.tickNs = 50_000;
            for (int client = 0; client < 500; client++) {
                fixture.connectFrom("127.0." + client / 200 + "." + (2 + client % 200))
                        .sendSome(lines);
                fixture.turn();
            }
            assertTrue(fixture.server.openConnections() < 520, "some were closed");
            assertEquals(
                    20L * Connection.BLOCKED_BYTES,
                    fixture.server.memory().held(Kind.KERNEL),
                    "none of the stalled ones was closed");
            assertTrue(fixture.ask("status\n").matches("(?s).*\nfailed-memory: [1-9].*"));
        }
    }

    @Test
    void closesTheConnectionsThatHoldMostWhenAllHoldTooMuch() throws Exception {
        try (var fixture = new ServerFixture("limits.connections-per-client=1000")) {
            for (int client = 2; client < 7; client++) {
                for (int i = 0; i < 90; i++) {
                    stalled(fixture, "127.0.0." + client);
                }
            }
            for (int client = 10; client < 250; client++) {
                stalled(fixture, "127.0.0." + client);
            }
            fixture.until(() -> fixture.server.openConnections() < 5 * 90 + 240);
            for (Kind kind : Kind.values()) {
                long held = fixture.server.memory().held(kind);
                assertTrue(held > 0 && held <= LIMITS.limit(kind), () -> held + " bytes are held of " + kind);
            }
            try (TestClient newClient = fixture.connectFrom("127.0.1.1")) {
                newClient.send("Europe/Paris\n");
                assertEquals(PARIS, newClient.readToEnd());
            }
        }
    }

    /** The input counts from the first share on, which a new connection takes without a report of the selector. */
    @Test
    void limitsTheInputOfManyNewClients() throws Exception {
        byte[] lines = "@1 +%c%c%c%c%c%c\n".repeat(2000).getBytes(StandardCharsets.US_ASCII);
        try (var fixture = new ServerFixture("limits.connections-per-client=1000")) {
            fixture.tickNs = 50_000; // a share ends after a few lines, with most of them unanswered
            for (int client = 0; client < 600; client++) {
                fixture.connectFrom("127.0." + client / 200 + "." + (1 + client % 200))
                        .sendSome(lines);
                fixture.turn();
                assertFalse(fixture.server.memory().exceeds(Kind.INPUT, 1), "after client " + client);
            }
            long held = fixture.server.memory().held(Kind.INPUT);
            assertTrue(held > LIMITS.limit(Kind.INPUT) / 2, () -> held + " bytes of input are held");
        }
    }

    @Test
    void holdsNothingForClosedConnections() throws Exception {
        try (var fixture = new ServerFixture("limits.connections-per-client=1000")) {
            for (int i = 0; i < 20; i++) {
                stalled(fixture, "127.0.0.1").reset();
            }
            fixture.until(() -> fixture.server.openConnections() == 0);
            assertFalse(fixture.server.memory().holdsAny());
        }
    }

    @Test
    void limitsTheKernelMemoryOfAClient() {
        MemoryAccount client = new MemoryAccount(1 << 20, 256L << 20).ofClient();
        for (int blocked = 0; blocked <= 384; blocked++) {
            assertFalse(client.mustWait(true), "after " + blocked);
            client.charge(Kind.KERNEL, Connection.BLOCKED_BYTES);
        }
        assertTrue(client.mustWait(true), "beyond three quarters of 64 MiB");
    }

    @Test
    void connectionsWithHeldInputNeedNotWait() {
        MemoryAccount client = new MemoryAccount(1000, 1000).ofClient();
        client.charge(Kind.INPUT, 124);
        assertFalse(client.mustWait(true), "answering frees it");
        assertTrue(client.mustWait(false), "a connection that holds none would add to it");
        client.charge(Kind.REPLIES, 124);
        assertTrue(client.mustWait(true), "the client must read its replies first");
    }

    @Test
    void aTightTotalMakesClientsWaitThatHoldMoreThanALittle() {
        var total = new MemoryAccount(1000, 1000);
        MemoryAccount holder = total.ofClient();
        MemoryAccount bystander = total.ofClient();
        holder.charge(Kind.REPLIES, 8);
        bystander.charge(Kind.REPLIES, 7);
        bystander.charge(Kind.INPUT, 3);
        for (int i = 0; i < 10; i++) {
            total.ofClient().charge(Kind.REPLIES, 40);
        }
        assertTrue(holder.mustWait(true));
        assertFalse(bystander.mustWait(false), "a client that holds little");
        assertFalse(total.ofClient().mustWait(false), "a new client");
        assertFalse(total.exceeds(Kind.REPLIES, 1));
        total.ofClient().charge(Kind.REPLIES, 100);
        assertTrue(total.exceeds(Kind.REPLIES, 1));
    }
}
