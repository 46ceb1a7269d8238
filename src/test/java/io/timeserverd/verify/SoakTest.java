package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Under a load of every kind nothing grows, however long it lasts: 10 minutes, or {@code -Dtimeserverd.soak-seconds=N}.
 */
@Tag("long")
class SoakTest {
    private static final int SECONDS = Integer.getInteger("timeserverd.soak-seconds", 600);

    /** The part of the time after which whatever is made once is made. */
    private static final int WARM_UP_PART = 5;

    private static final int IDLE = 300;
    private static final int PIPELINED = 2000;
    private static final long GROWTH_BOUND_KIB = 4 * 1024;

    /** The JVM has some threads come and go by itself. */
    private static final int SOME = 4;

    private static final Pattern USED = Pattern.compile("total [0-9]+K, used ([0-9]+)K");

    @TempDir
    Path directory;

    private DaemonProcess daemon;

    /** What is in use when nobody is there. */
    private record Use(long heapKib, int descriptors, int threads) {}

    @Test
    void nothingGrows() throws Exception {
        // Small segments and little room: the journal goes round several times.
        try (var started = DaemonProcess.start(
                directory, "journal.segment=1MiB", "journal.max-size=16MiB", "limits.request-timeout=2s")) {
            daemon = started;
            load(SECONDS / WARM_UP_PART);
            var before = use();
            load(SECONDS - SECONDS / WARM_UP_PART);
            var after = use();
            System.out.println("soak: " + before + " then, " + after + " after " + SECONDS + " s");
            assertTrue(after.heapKib() < before.heapKib() + GROWTH_BOUND_KIB, after + ", and before " + before);
            assertTrue(after.descriptors() <= before.descriptors() + SOME, after + ", and before " + before);
            assertTrue(after.threads() <= before.threads() + SOME, after + ", and before " + before);
        }
    }

    private void load(int seconds) throws Exception {
        long startNs = System.nanoTime();
        while (System.nanoTime() - startNs < TimeUnit.SECONDS.toNanos(seconds)) {
            try (var attack = new Attack(daemon.port())) {
                attack.idle(IDLE);
                attack.drip(IDLE);
                attack.stall(IDLE);
                attack.flood();
                for (int i = 0; i < IDLE; i++) {
                    assertEquals("1\n", daemon.ask("@1 +unix"));
                    askOnceMore(i);
                }
            }
            daemon.signal("HUP");
        }
    }

    private void askOnceMore(int i) throws IOException {
        try (var wire = daemon.connect()) {
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

    private Use use() throws Exception {
        Ledger.awaitAllClosed(daemon);
        jcmd("GC.run");
        var heap = USED.matcher(jcmd("GC.heap_info"))
                .results()
                .mapToLong(used -> Long.parseLong(used.group(1)))
                .sum();
        assertTrue(heap > 0, "the heap's size is told");
        var process = new ProcessLook(daemon.pid());
        return new Use(heap, process.descriptors(), process.threads());
    }

    private String jcmd(String command) throws Exception {
        var program = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var result = Programs.run(
                "default-jdk-headless",
                List.of(program, String.valueOf(daemon.pid()), command),
                "",
                Programs.Stdin.ENDS);
        assertEquals(0, result.status(), result::toString);
        return result.out();
    }
}
