package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SIGTERM and SIGINT: the daemon replies to the requests that have arrived and ends with 0 within 5 s. */
@Tag("verify")
class StopTest {
    private static final long STOP_NS = TimeUnit.SECONDS.toNanos(5);
    private static final String SHUTTING_DOWN = "ERR shutting-down the server is stopping\n";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void openConnectionsGetAnErrorAndAreClosed(String signal) throws Exception {
        try (var daemon = DaemonProcess.start(directory);
                Wire session = daemon.connect();
                Wire halfLine = daemon.connect();
                Wire silent = daemon.connect()) {
            assertEquals("OK", session.send("keep\n").line());
            halfLine.send("Europe/Par");
            assertEndsInTime(daemon, signal);
            assertEquals(SHUTTING_DOWN, session.rest());
            assertEquals(SHUTTING_DOWN, halfLine.rest());
            assertEquals(SHUTTING_DOWN, silent.rest());
            assertFalse(Files.exists(directory.resolve("control")));
        }
    }

    /** When a stopped process goes on, it finds lines, connections and the signal at the same time. */
    @Test
    void repliesToRequestsThatHaveArrived() throws Exception {
        try (var daemon = DaemonProcess.start(directory);
                Wire session = daemon.connect()) {
            assertEquals("OK", session.send("keep\n").line());
            daemon.signal("STOP");
            session.send("@1 +unix\n@2 +unix\n@3 +un");
            try (Wire unaccepted = daemon.connect()) {
                unaccepted.send("@4 +unix\n");
                daemon.signal("TERM");
                assertEndsInTime(daemon, "CONT");
                assertEquals("1\n2\n" + SHUTTING_DOWN, session.rest());
                assertEquals("4\n", unaccepted.rest());
            }
        }
    }

    @Test
    void aClientThatDoesNotReadCannotDelayTheEnd() throws Exception {
        try (var daemon = DaemonProcess.start(directory);
                var wire = Wire.withReceiveBuffer(daemon.port(), 4096)) {
            assertEquals("OK", wire.send("keep\n").line());
            wire.send("help\n".repeat(3000));
            assertEndsInTime(daemon, "TERM");
        }
    }

    private static void assertEndsInTime(DaemonProcess daemon, String signal) throws Exception {
        long startNs = System.nanoTime();
        daemon.signal(signal);
        assertEquals(0, daemon.awaitExit());
        long tookNs = System.nanoTime() - startNs;
        assertTrue(tookNs < STOP_NS, () -> "took " + TimeUnit.NANOSECONDS.toMillis(tookNs) + " ms");
        daemon.log().await("event=stopped");
    }
}
