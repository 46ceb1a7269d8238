package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever others do, who asks for the time gets it soon; and when they are gone, nothing of them is left. */
class AbuseTest {
    private static final int IDLE = 10_000;
    private static final int DRIPPING = 1000;
    private static final int STALLED = 1000;
    private static final int ASKED_AT_ONCE = 500;
    private static final int ROUNDS = 5;
    private static final int LONG_ROUNDS = 60;
    private static final long RESIDENT_BOUND_KIB = 200 * 1024;

    /** The goal is 5 times and 10 ms on a machine that does nothing else; this one also runs the attackers. */
    private static final double SLOWER_BOUND = 5;

    private static final double SLACK_MS = 15;

    /** The JVM has some threads come and go by itself. */
    private static final int SOME_THREADS = 4;

    @TempDir
    Path directory;

    private double before;
    private int rounds;

    @Test
    @Tag("long")
    void harmsNobodyElse() throws Exception {
        attackFor(ROUNDS);
    }

    @Test
    @Tag("long")
    void harmsNobodyElseForMinutes() throws Exception {
        attackFor(LONG_ROUNDS);
    }

    private void attackFor(int newRounds) throws Exception {
        rounds = newRounds;
        try (var daemon = DaemonProcess.start(directory, "limits.connections=15000", "limits.request-timeout=5m")) {
            var client = new HonestClient(daemon);
            var process = new ProcessLook(daemon.pid());
            client.p99Ms(10 * ASKED_AT_ONCE); // warms up
            before = quietest(client);
            int descriptors = process.descriptors();
            int threads = process.threads();
            try (var attack = new Attack(daemon.port())) {
                attack.idle(IDLE);
                assertStillServed("10,000 idle", client);
                attack.drip(DRIPPING);
                assertStillServed("and 1,000 that drip", client);
                attack.stall(STALLED);
                assertStillServed("and 1,000 that never read", client);
                assertTrue(Ledger.of(daemon).count("open") > IDLE + DRIPPING, "they are really there");
                attack.flood();
                assertStillServed("and a flood of connects", client);
                long residentKib = process.residentKib();
                System.out.printf(
                        "abuse: %d connects of the flood, %d MiB resident%n", attack.flooded(), residentKib >> 10);
                assertTrue(residentKib < RESIDENT_BOUND_KIB, residentKib + " KiB resident");
            }
            Ledger.awaitAllClosed(daemon);
            assertStatusAddsUp();
            awaitDescriptors(process, descriptors);
            assertTrue(process.threads() <= threads + SOME_THREADS, process.threads() + " threads");
        }
    }

    private void assertStillServed(String whileThereAre, HonestClient client) throws IOException {
        double during = quietest(client);
        System.out.printf("abuse: p99 %.2f ms before, %.2f ms with %s%n", before, during, whileThereAre);
        assertTrue(during < SLOWER_BOUND * before + SLACK_MS, during + " ms with " + whileThereAre);
    }

    /** The best of the rounds: other programs of the machine only ever add, and who starves does so in all of them. */
    private double quietest(HonestClient client) throws IOException {
        double least = Double.MAX_VALUE;
        for (var i = 0; i < rounds; i++) {
            least = Math.min(least, client.p99Ms(ASKED_AT_ONCE));
        }
        return least;
    }

    private void assertStatusAddsUp() throws Exception {
        var status = Programs.runAdmin(directory, "status");
        assertEquals(0, status.status(), status::toString);
        assertTrue(status.out().contains("adds up") && !status.out().contains("does not add up"), status::toString);
    }

    /** A connection's descriptor is free one turn after its counter says so. */
    private static void awaitDescriptors(ProcessLook process, int before) throws Exception {
        long startNs = System.nanoTime();
        while (process.descriptors() > before) {
            assertTrue(
                    System.nanoTime() - startNs < TimeUnit.SECONDS.toNanos(Programs.HANG_S),
                    () -> before + " descriptors before, and more now");
            Thread.sleep(50);
        }
    }
}
