package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A daemon that may open few files accepts fewer connections than configured, and never runs out of descriptors. */
@Tag("verify")
class DescriptorsTest {
    private static final int FILES = 256;
    private static final int CLIENTS = 400;
    private static final int WATCHED_S = 3;

    /** A loop that spins would use a whole processor. */
    private static final double BUSY_BOUND = 0.4;

    /** On an idle machine it takes less than a second. */
    private static final double RECOVERY_BOUND_S = 10;

    private static DaemonProcess start(int files, Path directory, String setting) throws IOException {
        var command = new ArrayList<>(List.of("sh", "-c", "ulimit -n " + files + " && exec \"$@\"", "sh"));
        command.addAll(DaemonProcess.command(
                DaemonProcess.DEFAULTS_ONLY, directory, "limits.connections-per-client=1000", setting));
        return DaemonProcess.start(command);
    }

    /** The kernel would block the loop while it enlarges the table, just when there are many clients. */
    @Test
    void theTableOfDescriptorsIsLargeBeforeTheFirstClient(@TempDir Path directory) throws Exception {
        try (DaemonProcess daemon = start(3000, directory, "limits.idle-timeout=1h")) {
            var look = new ProcessStats(daemon.pid());
            assertEquals(4096, look.roomForDescriptors());
            assertTrue(look.descriptors() < 100, look.descriptors() + " are open");
        }
    }

    @Test
    void connectionsLeaveDescriptorsForTheDaemon(@TempDir Path directory) throws Exception {
        try (DaemonProcess daemon = start(FILES, directory, "limits.idle-timeout=1h")) {
            assertTrue(
                    daemon.log()
                            .toString()
                            .contains("event=connections-limit connections=160 configured=10000 descriptors=256"),
                    daemon.log()::toString);
            var open = new ArrayList<Wire>();
            for (int i = 0; i < 160; i++) {
                Wire wire = daemon.connect();
                assertEquals("OK", wire.send("keep\n").line());
                open.add(wire);
            }
            for (int i = 0; i < FILES; i++) {
                try (Wire wire = daemon.connect()) {
                    assertEquals("ERR busy too many connections, try again later\n", wire.rest());
                }
            }
            for (Wire wire : open) {
                assertEquals("1", wire.send("@1 +unix\n").line());
                wire.close();
            }
            var ledger = Ledger.awaitAllClosed(daemon);
            assertEquals(160, ledger.count("connections-limit"));
            assertEquals(FILES, ledger.count("descriptors-limit"));
            assertEquals(0, ledger.count("accept-pauses"));
        }
    }

    @Test
    void withoutDescriptorsTheLoopWaitsAndThenGoesOn(@TempDir Path directory) throws Exception {
        try (DaemonProcess daemon = start(FILES, directory, "limits.request-timeout=5m")) {
            try (Wire session = daemon.connect()) {
                assertEquals("OK", session.send("keep\n").line());
                var others = new ArrayList<Wire>();
                for (int i = 0; i < CLIENTS; i++) {
                    others.add(daemon.connect());
                }
                assertDoesNotSpin(new ProcessStats(daemon.pid()));
                assertEquals("1", session.send("@1 +unix\n").line());
                for (Wire other : others) {
                    other.close();
                }
                assertRecovers(daemon);
                assertEquals("2", session.send("@2 +unix\n").line());
            }
            Ledger.awaitAllClosed(daemon);
        }
    }

    private static void assertDoesNotSpin(ProcessStats daemon) throws Exception {
        Thread.sleep(1000); // until every possible connection is accepted
        assertTrue(daemon.descriptors() > FILES / 2, () -> "too few to matter");
        double before = daemon.cpuSeconds();
        Thread.sleep(TimeUnit.SECONDS.toMillis(WATCHED_S));
        double busy = (daemon.cpuSeconds() - before) / WATCHED_S;
        System.out.printf("descriptors: %.1f %% of a processor while there are none%n", 100 * busy);
        assertTrue(busy < BUSY_BOUND, busy + " of a processor");
    }

    private static void assertRecovers(DaemonProcess daemon) throws Exception {
        long startNs = System.nanoTime();
        String answer;
        double tookS;
        do { // closed connections count until the loop has read their end
            answer = daemon.ask("@1 +unix");
            tookS = (System.nanoTime() - startNs) / 1e9;
        } while (answer.startsWith("ERR busy ") && tookS < RECOVERY_BOUND_S);
        System.out.printf("descriptors: answers again after %.2f s%n", tookS);
        assertEquals("1\n", answer);
        assertTrue(tookS < RECOVERY_BOUND_S, tookS + " s");
    }
}
