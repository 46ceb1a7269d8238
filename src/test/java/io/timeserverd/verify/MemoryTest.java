package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.timeserverd.verify.Attack.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What clients make the daemon hold is bounded, in the heap as shipped and in the kernel. */
class MemoryTest {
    private static final long RESIDENT_BOUND_KIB = 200 * 1024;
    private static final long SEND_QUEUES_BOUND = 64L << 20;

    /** Lines of each kind in one session. */
    private static final int LINES = 10_000;

    private static final int LINES_AT_ONCE = 100;
    private static final int SPELLINGS = 1100;
    private static final int ADDRESSES = 65_536;

    /** With the two below, just less than {@code limits.connections} permits. */
    private static final int UNFINISHED = 8450;

    private static final int NOT_READING = 1500;
    private static final int READING_MS = 3000;
    private static final int SETTLE_MS = 2000;

    /** How many times as many lines and seconds the long forms take. */
    private static final int LONGER = Integer.getInteger("timeserverd.attack-longer", 20);

    @TempDir
    Path directory;

    @Test
    @Tag("verify")
    void doesNotGrowWithTheDistinctLinesOfASession() throws Exception {
        askDistinctLines(LINES);
    }

    @Test
    @Tag("long")
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void doesNotGrowWithAMillionDistinctLinesOfASession() throws Exception {
        askDistinctLines(LINES * LONGER);
    }

    private void askDistinctLines(int ofEachKind) throws Exception {
        try (DaemonProcess daemon = DaemonProcess.start(directory);
                Wire session = daemon.connect()) {
            assertEquals("OK", session.send("keep\n").line());
            for (CostlyLine kind : CostlyLine.values()) {
                long startNs = System.nanoTime();
                for (int sent = 0; sent < ofEachKind; sent += LINES_AT_ONCE) {
                    askAll(
                            daemon,
                            session,
                            LongStream.range(sent, sent + LINES_AT_ONCE).mapToObj(kind::of));
                }
                System.out.printf("%s: %d lines in %d ms%n", kind, ofEachKind, millisSince(startNs));
                assertResident(daemon, "after " + ofEachKind + " lines " + kind);
            }
            assertServes(daemon);
        }
    }

    private static long millisSince(long startNs) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
    }

    /** Sends lines at once, and reads all that is said to them. */
    private static void askAll(DaemonProcess daemon, Wire session, Stream<String> lines) throws IOException {
        var all = new StringBuilder();
        lines.forEach(line -> all.append(line).append('\n'));
        session.send(all + "+%%the-last\n");
        for (String line = session.line(); !line.equals("%the-last"); line = session.line()) {
            if (line.isEmpty() && session.atEnd()) {
                fail("the session has ended; the log of the daemon:\n" + daemon.log());
            }
        }
    }

    @Test
    @Tag("verify")
    void sufficesForAllClientsAtTheirWorstAtOnce() throws Exception {
        try (DaemonProcess daemon = DaemonProcess.start(directory, "limits.idle-timeout=10m");
                AttackProcess attack = AttackProcess.start(daemon.port())) {
            try (Wire session = daemon.connect()) {
                assertEquals("OK", session.send("keep\n").line());
                var zones = new ArrayList<>(ZoneId.getAvailableZoneIds());
                askAll(
                        daemon,
                        session,
                        zones.stream().flatMap(zone -> Stream.of(zone, zone + " +long", zone + " +json")));
                askAll(daemon, session, LongStream.range(0, SPELLINGS).mapToObj(CostlyLine.SPELLING::of));
            }
            attack.begin(Kind.VISIT, ADDRESSES);
            attack.await(ADDRESSES);
            assertResident(daemon, "after " + ADDRESSES + " clients");
            attack.begin(Kind.UNFINISHED, UNFINISHED);
            attack.begin(Kind.STALL, NOT_READING);
            Thread.sleep(SETTLE_MS);
            assertResident(daemon, "with everything at once");
            assertServes(daemon);
        }
    }

    @Test
    @Tag("verify")
    void ofTheKernelIsBoundedForClientsThatStopReading() throws Exception {
        stopReading(READING_MS);
    }

    @Test
    @Tag("long")
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void ofTheKernelIsBoundedForClientsThatReadForMinutesAndThenStop() throws Exception {
        stopReading(READING_MS * LONGER);
    }

    private void stopReading(int readingMs) throws Exception {
        try (DaemonProcess daemon = DaemonProcess.start(directory)) {
            try (var attack = new Attack(daemon.port())) {
                attack.begin(Kind.LISTS, Attack.PER_ADDRESS);
                Thread.sleep(readingMs);
                attack.begin(Kind.STOP_READING, 0);
                Thread.sleep(SETTLE_MS);
                long bytes = SendQueues.ofServer(daemon.port());
                System.out.printf("send queues: %d KiB%n", bytes >> 10);
                assertTrue(bytes > 0, "nothing waits: nobody has stopped reading");
                assertTrue(bytes <= SEND_QUEUES_BOUND, () -> bytes + " bytes in the kernel's send queues");
                assertResident(daemon, "with clients that stopped reading");
                assertServes(daemon);
            }
            Ledger.awaitAllClosed(daemon);
        }
    }

    private static void assertResident(DaemonProcess daemon, String when) throws IOException {
        assertTrue(daemon.isAlive(), () -> "dead " + when + "; its log:\n" + daemon.log());
        long residentKib = new ProcessLook(daemon.pid()).residentKib();
        System.out.printf("%d MiB resident %s%n", residentKib >> 10, when);
        assertTrue(residentKib <= RESIDENT_BOUND_KIB, () -> residentKib + " KiB resident " + when);
    }

    private static void assertServes(DaemonProcess daemon) throws IOException {
        assertEquals("1\n", daemon.ask("tokyo@1 +unix"));
        Ledger.of(daemon);
    }
}
