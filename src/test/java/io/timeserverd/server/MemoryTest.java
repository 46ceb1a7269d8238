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

/** What clients that do not read make the daemon hold. */
class MemoryTest {
    private static final String PARIS = "2026-11-22 13:38:34\n";
    private static final byte[] MANY = "help\n".repeat(20_000).getBytes(StandardCharsets.US_ASCII);
    private static final MemoryAccount LIMITS = ServerFixture.HEAP.account();

    private static TestClient deaf(ServerFixture fixture, String address) throws IOException {
        var deaf = fixture.connectFrom(address);
        deaf.readNothing();
        fixture.turn();
        deaf.send("keep\n");
        deaf.sendSome(MANY);
        fixture.turn();
        fixture.turn();
        return deaf;
    }

    @Test
    void aClientThatNeverReadsHoldsAQuarterAtMostAndThenItsInputWaits() throws Exception {
        try (var fixture = new ServerFixture("limits.connections-per-client=1000")) {
            for (int i = 0; i < 400; i++) {
                deaf(fixture, "127.0.0.1");
            }
            fixture.until(fixture.server::isQuiet);
            for (var kind : Kind.values()) {
                long held = fixture.server.memory().held(kind);
                assertTrue(held > 0 && held <= LIMITS.limit(kind) / 4, () -> held + " bytes are held of " + kind);
            }
            assertEquals(400, fixture.server.openConnections(), "no connection was closed");
            try (var other = fixture.connectFrom("127.0.0.2")) {
                other.send("Europe/Paris\n");
                assertEquals(PARIS, other.readToEnd());
            }
        }
    }

    @Test
    void aClientWhoseInputWaitedIsServedWhenItsOthersHaveGone() throws Exception {
        try (var fixture = new ServerFixture("limits.connections-per-client=1000")) {
            var deafs = new ArrayList<TestClient>();
            for (int i = 0; i < 100; i++) {
                deafs.add(deaf(fixture, "127.0.0.1"));
            }
            try (var waiting = fixture.connect()) {
                waiting.send("Europe/Paris\n");
                fixture.settle();
                assertEquals("", waiting.received());
                for (var deaf : deafs) {
                    deaf.reset();
                }
                assertEquals(PARIS, waiting.readToEnd());
            }
        }
    }

    @Test
    void aConnectionThatRestsUntilItsDeadlineIsClosed() throws Exception {
        try (var fixture = new ServerFixture("limits.connections-per-client=1000")) {
            for (int i = 0; i < 100; i++) {
                deaf(fixture, "127.0.0.1");
            }
            fixture.settle();
            assertTrue(resting(fixture) > 0, "some wait because of the others");
            fixture.advance(Duration.ofSeconds(11));
            fixture.settle();
            assertEquals(0, resting(fixture));
            assertTrue(fixture.server.openConnections() > 0, "those that are slow to read have more time");
        }
    }

    private static int resting(ServerFixture fixture) {
        var count = new int[1];
        fixture.loop.forEachHandler(
                Connection.class, each -> count[0] += each.state() == Connection.State.WAITING ? 1 : 0);
        return count[0];
    }

    /** Others hold as much as they may; this client holds half a line. */
    @Test
    void aClientThatHoldsLittleIsServedHoweverMuchOthersHold() throws Exception {
        try (var fixture = new ServerFixture("limits.connections-per-client=1000")) {
            for (int client = 2; client < 7; client++) {
                for (int i = 0; i < 90; i++) {
                    deaf(fixture, "127.0.0." + client);
                }
            }
            try (var slow = fixture.connectFrom("127.0.0.99")) {
                slow.send("Europe/");
                fixture.until(fixture.server::isQuiet);
                slow.send("Paris\n");
                fixture.until(() -> slow.received().equals(PARIS));
            }
        }
    }

    /** Those that are slow to read hold much, but none of what there is too much of. */
    @Test
    void inputIsMadeRoomForByClosingThoseThatHoldInput() throws Exception {
        byte[] lines = "@1 +%c%c%c%c%c%c\n".repeat(2000).getBytes(StandardCharsets.US_ASCII);
        try (var fixture = new ServerFixture("limits.connections-per-client=1000")) {
            for (int i = 0; i < 20; i++) {
                deaf(fixture, "127.0.9.1");
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
                    20L * Connection.BLOCKED_BYTES, fixture.server.memory().held(Kind.KERNEL), "none of the slow ones");
            assertTrue(fixture.ask("status\n").matches("(?s).*\nfailed-memory: [1-9].*"));
        }
    }

    @Test
    void whenManyClientsHoldTooMuchTheConnectionsThatHoldMostAreClosed() throws Exception {
        try (var fixture = new ServerFixture("limits.connections-per-client=1000")) {
            for (int client = 2; client < 7; client++) {
                for (int i = 0; i < 90; i++) {
                    deaf(fixture, "127.0.0." + client);
                }
            }
            for (int client = 10; client < 250; client++) {
                deaf(fixture, "127.0.0." + client);
            }
            fixture.until(() -> fixture.server.openConnections() < 5 * 90 + 240);
            for (var kind : Kind.values()) {
                long held = fixture.server.memory().held(kind);
                assertTrue(held > 0 && held <= LIMITS.limit(kind), () -> held + " bytes are held of " + kind);
            }
            try (var newcomer = fixture.connectFrom("127.0.1.1")) {
                newcomer.send("Europe/Paris\n");
                assertEquals(PARIS, newcomer.readToEnd());
            }
        }
    }

    /** Their input waits in line from the first share on, before the selector has to know of them. */
    @Test
    void inputOfManyNewClientsIsBoundedToo() throws Exception {
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
    void nothingIsHeldForConnectionsThatAreGone() throws Exception {
        try (var fixture = new ServerFixture("limits.connections-per-client=1000")) {
            for (int i = 0; i < 20; i++) {
                deaf(fixture, "127.0.0.1").reset();
            }
            fixture.until(() -> fixture.server.openConnections() == 0);
            assertFalse(fixture.server.memory().holdsAny());
        }
    }

    @Test
    void whatTheKernelHoldsForAClientIsBoundedToo() {
        MemoryAccount client = new MemoryAccount(1 << 20, 256L << 20).ofClient();
        for (int blocked = 0; blocked <= 384; blocked++) {
            assertFalse(client.mustWait(true), "after " + blocked);
            client.charge(Kind.KERNEL, Connection.BLOCKED_BYTES);
        }
        assertTrue(client.mustWait(true), "beyond three quarters of 64 MiB");
    }

    @Test
    void inputThatIsHeldIsAnsweredHoweverMuchItIs() {
        MemoryAccount client = new MemoryAccount(1000, 1000).ofClient();
        client.charge(Kind.INPUT, 124);
        assertFalse(client.mustWait(true), "answering frees it");
        assertTrue(client.mustWait(false), "a connection that holds none would add to it");
        client.charge(Kind.REPLIES, 124);
        assertTrue(client.mustWait(true), "a client that does not read has to read first");
    }

    @Test
    void aTotalThatIsTightMakesThoseWaitThatHoldSomething() {
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
        assertFalse(bystander.mustWait(false), "a client that holds little, and half a line");
        assertFalse(total.ofClient().mustWait(false), "a newcomer");
        assertFalse(total.exceeds(Kind.REPLIES, 1));
        total.ofClient().charge(Kind.REPLIES, 100);
        assertTrue(total.exceeds(Kind.REPLIES, 1));
    }
}
