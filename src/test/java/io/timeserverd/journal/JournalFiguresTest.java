package io.timeserverd.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

/**
 * Measures the journal with ten million records of {@link TypicalTraffic} over thirty days, and prints
 * what it finds: elapsed time, and the processor time of the one thread that does everything.
 */
@Tag("long")
class JournalFiguresTest {
    private static final int RECORDS = Integer.getInteger("timeserverd.records", 10_000_000);
    private static final int SEGMENT = 64 << 20;
    private static final Duration SPAN = Duration.ofDays(30);

    @TempDir
    Path directory;

    @Test
    void tenMillionRecords() throws Exception {
        System.out.printf("heap at most %d MB%n", Runtime.getRuntime().maxMemory() >> 20);
        var gapNs = SPAN.toNanos() / RECORDS;
        var traffic = new TypicalTraffic(Times.nanos(Instant.now()) - RECORDS * gapNs, gapNs);
        write(traffic);
        recover();
        size();
        for (var round = 0; round < 2; round++) {
            read(traffic);
        }
    }

    private void write(TypicalTraffic traffic) throws Exception {
        for (var turn : new int[] {1, 32}) {
            var start = new Stopwatch();
            var dry = new TypicalTraffic(0, 1000);
            try (var journal = open(directory.resolve("dry" + turn), (onHelper, thenOnLoop) -> {})) {
                for (var i = 0; i < 1_000_000; i += turn) {
                    turn(journal, dry, turn);
                }
            }
            start.print("append and commit, " + turn + " a turn", 1_000_000);
        }
        var start = new Stopwatch();
        try (var journal = open(directory, Chores.synchronous())) {
            for (var i = 0; i < RECORDS; i += 32) {
                turn(journal, traffic, 32);
                if (i % 320_000 == 0) {
                    journal.tick();
                }
            }
        }
        start.print("append, commit, build and seal", RECORDS);
    }

    private static void turn(SegmentedJournal journal, TypicalTraffic traffic, int entries) {
        for (var n = 0; n < entries; n++) {
            journal.append(traffic.next());
        }
        assertEquals(0, journal.commit());
    }

    /** A start after a kill, with as large a redo file as there can be, of one record a frame. */
    private void recover() throws Exception {
        var running = directory.resolve("running");
        var killed = Files.createDirectory(directory.resolve("killed"));
        var records = 0;
        try (var journal = open(running, (onHelper, thenOnLoop) -> {})) {
            var redo = Names.of(running, 1, Names.REDO);
            var traffic = new TypicalTraffic(0, 1000);
            while (Files.size(redo) < SEGMENT - 1000) {
                turn(journal, traffic, 1);
                records++;
            }
            Files.copy(redo, Names.of(killed, 1, Names.REDO));
        }
        for (var n = 0; n < 3; n++) {
            var start = new Stopwatch();
            try (var journal = open(killed, (onHelper, thenOnLoop) -> {})) {
                start.print(
                        "start with a full active segment, " + journal.status().torn() + " torn", records);
                assertEquals(
                        records, JournalReader.open(killed).segments().get(0).records());
                Files.copy(Names.of(killed, 1, Names.REDO), directory.resolve("again"));
            }
            for (var file : Disk.real().list(killed)) {
                Files.delete(file);
            }
            Files.move(directory.resolve("again"), Names.of(killed, 1, Names.REDO));
        }
        var start = new Stopwatch();
        try (var journal = open(killed, Chores.synchronous())) {
            journal.tick();
            start.print("start, and build its MapDB file anew", records);
        }
    }

    private void size() throws Exception {
        var sealed = JournalReader.open(directory).segments().stream()
                .filter(segment -> segment.state() == Segment.State.SEALED)
                .toList();
        var bytes = sealed.stream().mapToLong(Segment::bytes).sum();
        var records = sealed.stream().mapToLong(Segment::records).sum();
        System.out.printf("%d sealed segments, %.1f bytes a record%n", sealed.size(), (double) bytes / records);
    }

    private void read(TypicalTraffic traffic) throws Exception {
        var reader = JournalReader.open(directory);
        var client = new AddressRange(traffic.busyClient(), 32);
        var hour = Query.all().withSince(Instant.now().minus(Duration.ofHours(1)));
        time(reader, "last hour, one client", hour.withClient(client));
        time(reader, "last hour", hour);
        time(reader, "a day two weeks ago, one zone", day().withZone(traffic.busyZone()));
        time(reader, "all time, a busy client", Query.all().withClient(client));
        time(reader, "all time, no such client", Query.all().withClient(new AddressRange(traffic.stranger(), 32)));
        time(reader, "last 10", Query.all().newestFirst().withLimit(10));
        time(reader, "everything", Query.all());
        var start = new Stopwatch();
        reader.verify(each -> {}, finding -> assertTrue(false, finding.toString()));
        start.print("verify", RECORDS);
    }

    private static Query day() {
        var from = Instant.now().minus(Duration.ofDays(14));
        return Query.all().withSince(from).withUntil(from.plus(Duration.ofDays(1)));
    }

    private static void time(JournalReader reader, String what, Query query) throws Exception {
        var count = new int[1];
        var start = new Stopwatch();
        assertEquals(List.of(), reader.query(query, each -> ++count[0] > 0));
        start.print("query: " + what, count[0]);
    }

    private static SegmentedJournal open(Path directory, Chores chores) throws JournalException {
        var options = new JournalOptions(
                directory,
                Sync.SECOND,
                SEGMENT,
                Duration.ofDays(3650),
                8L << 30,
                ClientDetail.FULL,
                WhenFull.DROP_OLDEST);
        return SegmentedJournal.open(options, Ticker.system(), new HostClock(), chores);
    }

    /** Elapsed time, and processor time of this thread. */
    private static final class Stopwatch {
        private final long elapsed = System.nanoTime();
        private final long processor = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();

        void print(String what, int records) {
            var elapsedNs = System.nanoTime() - elapsed;
            var processorNs = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - processor;
            System.out.printf(
                    "%-48s %8d records %9.1f ms %9.1f ms of processor %10.0f records/s%n",
                    what, records, elapsedNs / 1e6, processorNs / 1e6, records / (elapsedNs / 1e9));
        }
    }
}
