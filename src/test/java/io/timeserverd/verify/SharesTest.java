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
 * Clients that always have work for the daemon do not starve others. The tests of the server and the benchmarks measure the
 * shares; these tests only check that every client gets one.
 */
class SharesTest {
    private static final int SECONDS = 2;

    /** The number of sessions of a client. */
    private static final int SESSIONS = 250;

    /** As many sessions as {@code limits.connections} leaves room for. */
    private static final int CLIENTS = 39;

    /** An attack counts only after this many lines. */
    private static final int UNDER_WAY = 1000;

    /** Many times the wait for one or two turns, but much less than a wait for every session of a busy client. */
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
    void aNewClientGetsItsReplyBesideABusyClient(Kind kind) throws Exception {
        attack(kind, SESSIONS, SECONDS);
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"FORMATS", "JSON", "PUZZLE", "MIXED"})
    @Tag("long")
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void aNewClientGetsItsReplyBesideABusyClientForMinutes(Kind kind) throws Exception {
        attack(kind, SESSIONS, Attack.LONG_SECONDS);
    }

    @Test
    @Tag("verify")
    void turnsStayShortWithAllSessionsBusy() throws Exception {
        attack(Kind.MIXED, CLIENTS * SESSIONS, SECONDS);
        assertTurnsAreShort();
    }

    @Test
    @Tag("long")
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void turnsStayShortWithAllSessionsBusyForMinutes() throws Exception {
        attack(Kind.MIXED, CLIENTS * SESSIONS, Attack.LONG_SECONDS);
        assertTurnsAreShort();
    }

    private void attack(Kind kind, int sessions, int seconds) throws Exception {
        var client = new HonestClient(daemon);
        client.ask(UNDER_WAY); // warms up
        try (var attack = AttackProcess.start(daemon.port(), processors.last())) {
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
        double waitedMs = new ProcessStats(daemon.pid()).waitedNs("java") / 1e6;
        System.out.printf("longest turn: %.1f ms; %.1f ms without a processor in all%n", longestMs, waitedMs);
        assertTrue(longestMs - waitedMs < TURN_BOUND_MS, () -> "a turn of " + longestMs + " ms");
    }
}
