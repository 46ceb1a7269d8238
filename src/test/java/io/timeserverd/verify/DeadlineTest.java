package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody holds a connection for longer than the limits allow. They are short here. */
@Tag("verify")
class DeadlineTest {
    private static DaemonProcess daemon;

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException {
        daemon = DaemonProcess.start(
                directory,
                "answer.zone=Asia/Tokyo",
                "limits.request-timeout=1s",
                "limits.idle-timeout=2s",
                "limits.linger=500ms");
    }

    @AfterAll
    static void stop() {
        daemon.close();
    }

    @AfterEach
    void theNextClientIsServedAndTheCountersAddUp() throws IOException {
        assertEquals("2023-11-14 23:13:20\n", daemon.ask("Europe/Paris@1700000000"));
        Ledger.awaitAllClosed(daemon);
    }

    @Test
    void aSilentClientGetsTheDefaultTime() throws Exception {
        var asked = RequestTime.now();
        try (Wire wire = daemon.connect()) {
            asked.assertTimeIn("Asia/Tokyo", wire.rest());
        }
    }

    @Test
    void halfALineIsTold() throws Exception {
        try (Wire wire = daemon.connect()) {
            assertEquals(
                    "ERR timeout the line did not end in time\n",
                    wire.send("Europe/Par").rest());
        }
    }

    @Test
    void bytesThatDripInDoNotExtendTheDeadline() throws Exception {
        try (Wire wire = daemon.connect()) {
            wire.send("E");
            assertEquals("ERR timeout the line did not end in time", lineWhileDripping(wire));
        }
    }

    /** The next line, while a byte is sent each time when nothing has come for a while. */
    private static String lineWhileDripping(Wire wire) throws IOException {
        while (true) {
            try {
                return wire.lineWithin(100);
            } catch (SocketTimeoutException e) { // nothing yet
                wire.send("u");
            }
        }
    }

    @Test
    void anIdleSessionEnds() throws Exception {
        try (Wire wire = daemon.connect()) {
            assertEquals("OK\n", wire.send("keep\n").rest());
        }
    }

    @Test
    void halfALineOfASessionIsTold() throws Exception {
        try (Wire wire = daemon.connect()) {
            assertEquals(
                    "OK\nERR timeout the line did not end in time\n",
                    wire.send("keep\nUT").rest());
        }
    }

    @Test
    void aMenuWithoutAChoiceIsTold() throws Exception {
        try (Wire wire = daemon.connect()) {
            wire.send("menu\n").paragraph();
            assertEquals("ERR timeout no choice was made in time\n", wire.rest());
        }
    }

    @Test
    void aClientThatDoesNotCloseIsClosed() throws Exception {
        try (Wire wire = daemon.connect()) {
            assertEquals("0\n", wire.send("@0 +unix\n").rest());
            Ledger.awaitAllClosed(daemon);
        }
    }

    @Test
    void aClientThatNeverReadsIsDroppedAndDelaysNobody() throws Exception {
        long before = Ledger.of(daemon).count("failed-stalled");
        try (var wire = Wire.withReceiveBuffer(daemon.port(), 4096)) {
            wire.send("keep\n" + "help\n".repeat(10_000));
            assertEquals("0\n", daemon.ask("@0 +unix"));
            assertTrue(Ledger.of(daemon).count("failed-stalled") == before, "it was dropped before its deadline");
            Ledger.await(daemon, ledger -> ledger.count("failed-stalled") == before + 1);
        }
    }
}
