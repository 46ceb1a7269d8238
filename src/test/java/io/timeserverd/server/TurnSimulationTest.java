package io.timeserverd.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The invariants of the server hold after every turn, whatever clients do, whatever the journal loses, and whatever settings
 * the operator changes. A seed determines each episode; {@code -Dtimeserverd.seed=N} plays a single one.
 */
class TurnSimulationTest {
    private static final int TURNS = 2000;
    private static final int EPISODES = 50;
    private static final int LONG_EPISODES = 2000;
    private static final int CLIENTS = 40;
    private static final long FIRST_INSTANT = 1_000_000_000;
    private static final Pattern ANSWERED = Pattern.compile("^ok .*@([0-9]+) \\+unix$", Pattern.DOTALL);
    private static final Pattern COUNTER = Pattern.compile("(?m)^([a-z-]+): ([0-9]+)$");

    private final Map<String, Long> totals = new HashMap<>();

    @Test
    void invariantsHoldAfterEveryTurn() throws Exception {
        var seed = Long.getLong("timeserverd.seed");
        if (seed != null) {
            play(seed);
            return;
        }
        for (int i = 0; i < EPISODES; i++) {
            play(i);
        }
        // The invariants are worth something only if all of this has happened.
        for (String name : List.of(
                "served",
                "refused-busy",
                "refused-client-limit",
                "refused-denied",
                "failed-reset",
                "failed-stalled",
                "errors",
                "rate-limited",
                "lost",
                "journalled")) {
            assertTrue(totals.getOrDefault(name, 0L) > 0, () -> "never " + name + ": " + totals);
        }
    }

    @Test
    @Tag("long")
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void invariantsHoldForMinutes() throws Exception {
        long first = System.currentTimeMillis();
        for (int i = 0; i < LONG_EPISODES; i++) {
            play(first + i);
        }
    }

    private void play(long seed) throws Exception {
        var episode = new Episode(seed);
        try (ServerFixture fixture = episode.fixture) {
            for (episode.turn = 0; episode.turn < TURNS; episode.turn++) {
                episode.step();
            }
            episode.end();
            fixture.use();
            COUNTER.matcher(fixture.ask("status\n"))
                    .results()
                    .forEach(pair -> totals.merge(pair.group(1), Long.parseLong(pair.group(2)), Long::sum));
            if (seed % 2 == 1) {
                episode.stop();
            }
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("turn " + episode.turn + " of -Dtimeserverd.seed=" + seed, e);
        }
    }

    /** A server, its clients and the replies that they may have. */
    private static final class Episode {
        final ServerFixture fixture = new ServerFixture();
        private final Random random;
        private final List<SimulatedClient> clients = new ArrayList<>();
        private final Set<Long> recorded = new HashSet<>();
        private int committedSeen;
        private int lostSeen;
        private boolean refuseUnjournalled;
        private boolean journalFails;
        private long instant = FIRST_INSTANT;
        int turn;

        Episode(long seed) throws Exception {
            random = new Random(seed);
            fixture.journal.duringCommit = this::duringCommit;
        }

        void step() throws Exception {
            if (clients.size() < CLIENTS && random.nextInt(3) == 0) {
                clients.add(
                        new SimulatedClient(fixture.addressOf("text"), random, () -> ++instant, recorded::contains));
            }
            for (int acts = random.nextInt(8); acts > 0 && !clients.isEmpty(); acts--) {
                clients.get(random.nextInt(clients.size())).act();
            }
            clients.removeIf(SimulatedClient::isGone);
            if (random.nextInt(50) == 0) {
                reload();
            }
            if (random.nextInt(100) == 0) {
                journalFails = !journalFails;
            }
            fixture.ticker.addAndGet(
                    random.nextInt(100) == 0 ? TimeUnit.SECONDS.toNanos(random.nextInt(8)) : random.nextInt(1_000_000));
            fixture.tickNs = random.nextInt(4) == 0 ? random.nextInt(1_000_000) : 0; // some turns take time
            turn();
            fixture.tickNs = 0;
        }

        private void turn() {
            fixture.turn();
            noteRecords();
            assertInvariants();
        }

        private void reload() {
            refuseUnjournalled = random.nextBoolean();
            fixture.use(
                    "journal.when-full=" + (refuseUnjournalled ? "refuse" : "drop-oldest"),
                    "limits.connections=" + (random.nextBoolean() ? 10000 : 1 + random.nextInt(CLIENTS)),
                    "limits.connections-per-client=" + (random.nextBoolean() ? 256 : 1 + random.nextInt(20)),
                    "limits.rate=" + (random.nextBoolean() ? 0 : 1 + random.nextInt(1000)),
                    "limits.request-timeout=" + (1 + random.nextInt(5)) + "s",
                    "limits.idle-timeout=" + (1 + random.nextInt(10)) + "s",
                    "limits.linger=" + (1 + random.nextInt(2000)) + "ms",
                    "access.deny=" + (random.nextInt(4) == 0 ? "127.0.0.2" : ""),
                    "answer.greeting=" + (random.nextInt(4) == 0 ? "menu" : "none"));
        }

        /** Clients read while a commit runs: none of its replies may have reached them. */
        private void duringCommit() {
            for (int looks = 3; looks > 0 && !clients.isEmpty(); looks--) {
                clients.get(random.nextInt(clients.size())).receive();
            }
            fixture.journal.failing = journalFails && random.nextInt(4) > 0;
        }

        /** Records that were lost count too, unless their requests are refused. */
        private void noteRecords() {
            List<String> committed = fixture.journal.committed;
            note(committed.subList(committedSeen, committed.size()));
            committedSeen = committed.size();
            List<String> lost = fixture.journal.lost;
            if (!refuseUnjournalled) {
                note(lost.subList(lostSeen, lost.size()));
            }
            lostSeen = lost.size();
        }

        private void note(List<String> entries) {
            for (String entry : entries) {
                Matcher answered = ANSWERED.matcher(entry);
                if (answered.find()) {
                    recorded.add(Long.parseLong(answered.group(1)));
                }
            }
        }

        private void assertInvariants() {
            Server server = fixture.server;
            assertTrue(server.balances(), "the counters do not add up");
            for (MemoryAccount.Kind kind : MemoryAccount.Kind.values()) {
                assertFalse(server.memory().exceeds(kind, 1), "too much is held: " + kind);
            }
            var keys = new int[1];
            fixture.loop.forEachHandler(Connection.class, connection -> {
                keys[0]++;
                assertNotEquals(Connection.State.CLOSED, connection.state(), "a key without an owner");
                assertTrue(
                        connection.hasDeadline() || isQueued(connection), () -> "no deadline: " + connection.state());
            });
            assertEquals(server.openConnections(), keys[0], "keys of open connections");
        }

        private static boolean isQueued(Connection connection) {
            return Set.of(Connection.State.WAITING, Connection.State.SEARCHING).contains(connection.state());
        }

        /** No client acts any more. Deadlines alone must close all connections. */
        void end() {
            for (int i = 0; i < 1000 && fixture.server.openConnections() > 0; i++) {
                fixture.ticker.addAndGet(Duration.ofSeconds(11).toNanos());
                turn();
            }
            assertEquals(0, fixture.server.openConnections(), "still open");
            assertFalse(fixture.server.memory().holdsAny(), "still held");
            clients.forEach(SimulatedClient::close);
            clients.clear();
            fixture.journal.duringCommit = () -> {};
            fixture.journal.failing = false;
        }

        /** Stops the server while clients are connected. */
        void stop() throws Exception {
            for (int i = 0; i < TURNS / 10; i++) {
                step();
            }
            fixture.tickNs = TimeUnit.MILLISECONDS.toNanos(100); // the waits of stop() are measured by this ticker
            fixture.server.stop();
            assertTrue(fixture.server.balances(), "the counters do not add up");
            clients.forEach(SimulatedClient::close);
        }
    }
}
