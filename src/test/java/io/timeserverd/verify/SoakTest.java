package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Under a load of every kind nothing grows, however long it lasts: 10 minutes, or {@code -Dtimeserverd.soak-seconds=N}.
 */
@Tag("long")
@Timeout(value = 2, unit = TimeUnit.HOURS)
class SoakTest {
    private static final int SECONDS = Integer.getInteger("timeserverd.soak-seconds", 600);

    /** After this share of the time everything that is allocated only once is allocated. */
    private static final int WARM_UP_PART = 5;

    private static final int IDLE = 300;
    private static final int PIPELINED = 2000;

    @TempDir
    Path directory;

    private DaemonProcess daemon;

    @Test
    void nothingGrows() throws Exception {
        // With small segments and a small size, the journal is replaced several times.
        try (var started = DaemonProcess.start(
                directory, "journal.segment=1MiB", "journal.max-size=16MiB", "limits.request-timeout=2s")) {
            daemon = started;
            load(SECONDS / WARM_UP_PART);
            var before = ResourceUse.of(daemon);
            load(SECONDS - SECONDS / WARM_UP_PART);
            ResourceUse.assertIsAgain(before, daemon);
        }
    }

    private void load(int seconds) throws Exception {
        long startNs = System.nanoTime();
        while (System.nanoTime() - startNs < TimeUnit.SECONDS.toNanos(seconds)) {
            try (var attack = new Attack(daemon.port())) {
                for (Attack.Kind kind : Attack.Kind.values()) {
                    attack.begin(kind, IDLE);
                }
                for (int i = 0; i < IDLE; i++) {
                    assertEquals("1\n", daemon.ask("@1 +unix"));
                    askOnceMore(i);
                }
            }
            daemon.signal("HUP");
        }
    }

    private void askOnceMore(int i) throws IOException {
        try (Wire wire = daemon.connect()) {
            switch (i % 5) {
                case 0 ->
                    wire.send("keep\n" + "Europe/Paris\n".repeat(PIPELINED)).reset();
                case 1 -> assertTrue(daemon.ask("no such place").startsWith("ERR unknown-place"));
                case 2 -> assertTrue(daemon.ask("places san").startsWith("San"));
                case 3 -> wire.send("half a li").endInput().rest();
                default -> Ledger.of(daemon);
            }
        }
    }
}
