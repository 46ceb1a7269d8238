package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.timeserverd.verify.Attack.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The memory that clients can make the daemon use is bounded, in the default heap and in the kernel. */
class MemoryTest {
    private static final long RESIDENT_BOUND_KIB = 200 * 1024;

    /** Bytes in the kernel's send queues. */
    private static final long OF_A_CLIENT = 64L << 20;

    private static final long OF_ALL = 256L << 20;

    /** Lines of one kind in a row. */
    private static final int LINES = 20_000;

    /** Kinds that search many names and therefore take long. */
    private static final Set<CostlyLine> SEARCHES = EnumSet.range(CostlyLine.MISSPELLING, CostlyLine.ZONES);

    private static final int SEARCH_LINES = 2000;

    private static final int LINES_AT_ONCE = 100;
    private static final int SPELLINGS = 1100;
    private static final int ADDRESSES = 65_536;

    /** Together with the two below, just less than {@code limits.connections}. */
    private static final int UNFINISHED = 8450;

    private static final int NOT_READING = 1500;

    /** More than the kernel has room for if each fills its send queue. */
    private static final int ALL_NOT_READING = 3000;

    private static final int READING_S = 3;
    private static final int SETTLE_MS = 1000;

    /** On a busy machine it takes a while until the first client has more replies than its socket accepts. */
    private static final int MOST_WAITS = 60;

    @TempDir
    Path directory;

    @Test
    @Tag("verify")
    void doesNotGrowWithTheDistinctLinesOfASession() throws Exception {
        askDistinctLines(0);
    }

    @Test
    @Tag("long")
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void doesNotGrowWithTheDistinctLinesOfASessionForMinutes() throws Exception {
        askDistinctLines(Attack.LONG_SECONDS);
    }

    /** Sends lines of each kind, and repeats that for this many seconds. */
    private void askDistinctLines(int seconds) throws Exception {
        try (var daemon = DaemonProcess.start(directory);
                Wire session = daemon.connect()) {
            assertEquals("OK", session.send("keep\n").line());
            long startNs = System.nanoTime();
            long first = 0;
            do {
                for (CostlyLine kind : CostlyLine.values()) {
                    askAll(daemon, session, kind, first);
                    assertResident(daemon, "after lines " + kind);
                }
                first += LINES;
            } while (System.nanoTime() - startNs < TimeUnit.SECONDS.toNanos(seconds));
            assertServes(daemon);
        }
    }

    private static void askAll(DaemonProcess daemon, Wire session, CostlyLine kind, long first) throws IOException {
        long startNs = System.nanoTime();
        int lines = SEARCHES.contains(kind) ? SEARCH_LINES : LINES;
        for (long from = first; from < first + lines; from += LINES_AT_ONCE) {
            askAll(daemon, session, LongStream.range(from, from + LINES_AT_ONCE).mapToObj(kind::of));
        }
        System.out.printf("%s: %d lines in %d ms%n", kind, lines, (System.nanoTime() - startNs) / 1_000_000);
    }

    /** Sends lines at once and reads all replies. */
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
    void sufficesForAllHostileClientsTogether() throws Exception {
        try (var daemon = DaemonProcess.start(directory, "limits.idle-timeout=10m");
                var attack = AttackProcess.start(daemon.port())) {
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
    void ofTheKernelIsBoundedForAClientThatStopsReading() throws Exception {
        stopReading(READING_S);
    }

    @Test
    @Tag("long")
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void ofTheKernelIsBoundedForAClientThatReadsForMinutesAndThenStops() throws Exception {
        stopReading(Attack.LONG_SECONDS);
    }

    private void stopReading(int readingSeconds) throws Exception {
        try (var daemon = DaemonProcess.start(directory)) {
            try (var attack = new Attack(daemon.port())) {
                attack.begin(Kind.LISTS, Attack.PER_ADDRESS);
                Thread.sleep(TimeUnit.SECONDS.toMillis(readingSeconds));
                attack.begin(Kind.STOP_READING, 0);
                assertSendQueues(daemon, OF_A_CLIENT);
                assertResident(daemon, "with a client that has stopped reading");
                assertServes(daemon);
            }
            Ledger.awaitAllClosed(daemon);
        }
    }

    @Test
    @Tag("verify")
    void ofTheKernelIsBoundedForAllClientsTogether() throws Exception {
        try (var daemon = DaemonProcess.start(directory)) {
            try (var attack = new Attack(daemon.port())) {
                attack.begin(Kind.STALL, ALL_NOT_READING);
                assertSendQueues(daemon, OF_ALL);
                assertResident(daemon, "with clients that do not read");
                assertServes(daemon);
            }
            Ledger.awaitAllClosed(daemon);
        }
    }

    /** Asserts their size when they have stopped growing. */
    private static void assertSendQueues(DaemonProcess daemon, long bound) throws Exception {
        long before;
        long bytes = 0;
        int waits = 0;
        do {
            before = bytes;
            Thread.sleep(SETTLE_MS);
            waits++;
            bytes = SendQueues.ofServer(daemon.port());
            System.out.printf("%d KiB in the kernel's send queues%n", bytes >> 10);
        } while ((bytes > before || (bytes == 0 && waits < MOST_WAITS)) && bytes <= bound);
        assertTrue(bytes > 0, "every client reads");
        assertTrue(bytes <= bound, bytes + " bytes in the kernel's send queues");
    }

    private static void assertResident(DaemonProcess daemon, String when) throws IOException {
        assertTrue(daemon.isAlive(), () -> "dead " + when + "; its log:\n" + daemon.log());
        long residentKib = new ProcessStats(daemon.pid()).residentKib();
        System.out.printf("%d MiB resident %s%n", residentKib >> 10, when);
        assertTrue(residentKib <= RESIDENT_BOUND_KIB, () -> residentKib + " KiB resident " + when);
    }

    private static void assertServes(DaemonProcess daemon) throws IOException {
        assertEquals("1\n", daemon.ask("tokyo@1 +unix"));
        Ledger.of(daemon);
    }
}
