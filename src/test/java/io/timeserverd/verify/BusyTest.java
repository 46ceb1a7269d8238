package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With {@code limits.connections} open, the next client gets the error {@code busy}. */
@Tag("verify")
class BusyTest {
    private static final String BUSY = "ERR busy too many connections, try again later\n";

    private DaemonProcess daemon;
    private Wire only;

    @BeforeEach
    void occupy(@TempDir Path directory) throws IOException {
        daemon = DaemonProcess.start(directory, "limits.connections=1", "limits.idle-timeout=1h");
        only = daemon.connect();
        assertEquals("OK", only.send("keep\n").line());
    }

    @AfterEach
    void stop() throws IOException {
        only.close();
        daemon.close();
    }

    @Test
    void aConnectionBeyondTheLimitGetsTheError() throws Exception {
        try (Wire wire = daemon.connect()) {
            assertEquals(BUSY, wire.rest());
        }
    }

    /** Closing the connection with unread input would send a reset. */
    @Test
    void aConnectionBeyondTheLimitGetsTheErrorEvenIfItsRequestHasArrived() throws Exception {
        daemon.signal("STOP");
        try (Wire wire = daemon.connect()) {
            wire.send("UTC\n");
            daemon.signal("CONT");
            assertEquals(BUSY, wire.rest());
        }
    }

    @Test
    void servesTheNextConnectionAfterAnotherHasClosed() throws Exception {
        try (Wire wire = daemon.connect()) {
            assertEquals(BUSY, wire.rest());
        }
        assertEquals("", only.endInput().rest());
        var ledger = Ledger.of(daemon);
        assertTrue(ledger.count("refused-busy") == 1, ledger::toString);
    }
}
