package io.timeserverd.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.timeserverd.clock.HostClock;
import io.timeserverd.clock.Ticker;
import io.timeserverd.journal.JournalOptions.ClientDetail;
import io.timeserverd.journal.JournalOptions.Sync;
import io.timeserverd.journal.JournalOptions.WhenFull;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Measures the journal with ten million records, and prints what it finds. */
@Tag("long")
class JournalFiguresTest {
    private static final int RECORDS = 10_000_000;
    private static final int A_TURN = 32;

    @TempDir
    Path directory;

    @Test
    void tenMillionRecords() throws Exception {
        var options = new JournalOptions(
                directory,
                Sync.SECOND,
                64 << 20,
                Duration.ofDays(3650),
                8L << 30,
                ClientDetail.FULL,
                WhenFull.DROP_OLDEST);
        var endNs = Times.nanos(Instant.now());
        var gapNs = Duration.ofDays(30).toNanos() / RECORDS;
        var traffic = new TypicalTraffic(endNs - RECORDS * gapNs, gapNs);
        long generating = -cpu();
        var dry = new TypicalTraffic(0, gapNs);
        for (var i = 0; i < 1_000_000; i++) {
            dry.next();
        }
        generating += cpu();
        long writing = -cpu();
        try (var journal = SegmentedJournal.open(options, Ticker.system(), new HostClock(), Chores.synchronous())) {
            for (var i = 0; i < RECORDS; i += A_TURN) {
                for (var n = 0; n < A_TURN; n++) {
                    journal.append(traffic.next());
                }
                assertEquals(0, journal.commit());
                if (i % (A_TURN * 10_000) == 0) {
                    journal.tick();
                }
            }
        }
        writing += cpu();
        System.out.printf("generate %.0f ns/record%n", generating / 1e6);
        System.out.printf(
                "write + build + seal, one thread: %.0f records/s (%.0f ns each)%n",
                RECORDS / (writing / 1e9), (double) writing / RECORDS);
        var reader = JournalReader.open(directory);
        var sealedBytes = 0L;
        var sealedRecords = 0L;
        for (var segment : reader.segments()) {
            System.out.println(segment);
            if (segment.state() == Segment.State.SEALED) {
                sealedBytes += Files.size(segment.file());
                sealedRecords += segment.records();
            }
        }
        System.out.printf("sealed: %.1f bytes/record%n", (double) sealedBytes / sealedRecords);
        var all = new AddressRange(traffic.busyClient(), 32);
        for (var round = 0; round < 3; round++) {
            var hour = Query.all().withSince(Instant.now().minus(Duration.ofHours(1)));
            time(reader, "last hour, one client", hour.withClient(all));
            time(reader, "last hour", hour);
            time(reader, "one client, all time", Query.all().withClient(all));
            time(reader, "one /24, all time", Query.all().withClient(new AddressRange(traffic.busyClient(), 24)));
            time(reader, "last 10", Query.all().newestFirst().withLimit(10));
            time(reader, "everything", Query.all());
        }
    }

    /** Time that this thread had a processor: other work on the machine does not count. */
    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void time(JournalReader reader, String what, Query query) throws Exception {
        var count = new long[1];
        var start = cpu();
        assertEquals(List.of(), reader.query(query, each -> ++count[0] > 0));
        var took = cpu() - start;
        System.out.printf("%-28s %8d records %8.1f ms %10.0f/s%n", what, count[0], took / 1e6, count[0] / (took / 1e9));
    }
}
