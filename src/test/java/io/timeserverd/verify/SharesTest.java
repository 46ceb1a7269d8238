package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.verify.Attack.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Clients that always have work for the daemon leave their share of its time to others. How large that share is, in turns
 * and in milliseconds, is for the tests of the server and for the benchmarks to say; here nobody is forgotten.
 */
class SharesTest {
    private static final int SECONDS = 2;

    /** Sessions that one client has. */
    private static final int SESSIONS = 250;

    /** As many of them as {@code limits.connections} leaves room for. */
    private static final int CLIENTS = 39;

    /** Lines of an attack before it counts as one. */
    private static final int UNDER_WAY = 1000;

    /** Many times what a client waits for a turn or two, and a part of what it waited when sessions had turns of their own. */
    private static final double WAIT_BOUND_MS = 500;

    /** The watchdog of the service ends it after 10 s without a turn. */
    private static final double TURN_BOUND_MS = 500;

    private static final Pattern LONGEST_TURN = Pattern.compile("(?m)^turn-max-us\t([0-9]+)$");

    @TempDir
    Path directory;

    private Processors processors;
    private DaemonProcess daemon;

    @BeforeEach
    void startOnAProcessorOfItsOwn() throws Exception {
        processors = Processors.ofThisProcess();
        List<String> command = DaemonProcess.command(DaemonProcess.DEFAULTS_ONLY, directory);
        daemon = DaemonProcess.start(Processors.on(processors.first(), command));
        Processors.moveThisThread(processors.last());
    }

    @AfterEach
    void stop() throws Exception {
        daemon.close();
        Processors.moveThisThread(processors.allowed());
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"FORMATS", "JSON", "PUZZLE", "MIXED"})
    @Tag("verify")
    void aNewcomerIsAnsweredBesideABusyClient(Kind kind) throws Exception {
        attack(kind, SESSIONS, SECONDS);
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"FORMATS", "JSON", "PUZZLE", "MIXED"})
    @Tag("long")
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void aNewcomerIsAnsweredBesideABusyClientForMinutes(Kind kind) throws Exception {
        attack(kind, SESSIONS, Attack.LONG_SECONDS);
    }

    @Test
    @Tag("verify")
    void theLoopTurnsBesideAsManyBusySessionsAsItTakes() throws Exception {
        attack(Kind.MIXED, CLIENTS * SESSIONS, SECONDS);
        assertTurnsAreShort();
    }

    @Test
    @Tag("long")
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void theLoopTurnsBesideAsManyBusySessionsAsItTakesForMinutes() throws Exception {
        attack(Kind.MIXED, CLIENTS * SESSIONS, Attack.LONG_SECONDS);
        assertTurnsAreShort();
    }

    private void attack(Kind kind, int sessions, int seconds) throws Exception {
        var client = new HonestClient(daemon);
        client.ask(UNDER_WAY); // warms up
        try (AttackProcess attack = AttackProcess.start(daemon.port(), processors.last())) {
            attack.begin(kind, sessions);
            attack.await(UNDER_WAY);
            HonestClient.Waits waits = client.askFor(seconds);
            System.out.printf("beside %d sessions of %s: %s%n", sessions, kind, waits);
            assertTrue(waits.longestMs() < WAIT_BOUND_MS, waits::toString);
            Ledger.of(daemon);
        }
    }

    private void assertTurnsAreShort() throws IOException, InterruptedException {
        Programs.Result status = Programs.runAdmin(directory, "status");
        assertEquals(0, status.status(), status::toString);
        Matcher longest = LONGEST_TURN.matcher(status.out());
        assertTrue(longest.find(), status::toString);
        double longestMs = Integer.parseInt(longest.group(1)) / 1e3;
        double waitedMs = new ProcessLook(daemon.pid()).waitedNs("java") / 1e6;
        System.out.printf("longest turn: %.1f ms; %.1f ms without a processor in all%n", longestMs, waitedMs);
        assertTrue(longestMs - waitedMs < TURN_BOUND_MS, () -> "a turn of " + longestMs + " ms");
    }
}
