package io.timeserverd.journal;

import io.timeserverd.clock.HostClock;
import io.timeserverd.clock.Ticker;
import io.timeserverd.journal.JournalOptions.ClientDetail;
import io.timeserverd.journal.JournalOptions.Sync;
import io.timeserverd.journal.JournalOptions.WhenFull;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a journal of {@link TypicalTraffic}, ten million records in thirty days, takes on disk, and how long it takes to start and to read. */
public final class JournalFigures {
    /** Name of the figure that is printed last. */
    public static final String SEALED_BYTES = "bytes of a record in sealed segments";

    private static final int SEGMENT = 64 << 20;
    private static final long GAP_NS = Duration.ofDays(30).toNanos() / 10_000_000;

    /** How many records a turn of a busy daemon has. */
    private static final int TURN = 32;

    private final Path directory;
    private final int records;
    private final TypicalTraffic traffic;

    private interface Work {
        void run() throws IOException, JournalException;
    }

    private JournalFigures(Path directory, int records) {
        this.directory = directory;
        this.records = records;
        traffic = new TypicalTraffic(Times.nanos(Instant.now()) - records * GAP_NS, GAP_NS);
    }

    /**
     * Prints a line for each figure: its name with its unit, a tab, and the figure. Arguments: an empty directory, with
     * room for 50 bytes a record and 200 MB more; and how many records, enough for several segments.
     */
    public static void main(String[] args) throws IOException, JournalException {
        new JournalFigures(Path.of(args[0]), Integer.parseInt(args[1])).run();
    }

    private void run() throws IOException, JournalException {
        write();
        restart();
        read();
        print(SEALED_BYTES, sealedBytes());
    }

    private static void print(String what, double value) {
        System.out.println(what + '\t' + value);
    }

    private void write() throws IOException, JournalException {
        double ms = millis(() -> {
            try (SegmentedJournal journal = open(directory, HelperExecutor.synchronous())) {
                for (int i = 0; i < records; i += TURN) {
                    turn(journal, traffic, TURN);
                    if (i % (10_000 * TURN) == 0) {
                        journal.tick();
                    }
                }
            }
        });
        print("append, commit and seal a record, ns", ms * 1e6 / records);
    }

    private static void turn(SegmentedJournal journal, TypicalTraffic traffic, int entries) throws IOException {
        for (int n = 0; n < entries; n++) {
            journal.append(traffic.next());
        }
        if (journal.commit() > 0) {
            throw new IOException("records were lost");
        }
    }

    /** Starts after a kill, with the largest possible redo log, which has one record in each frame. */
    private void restart() throws IOException, JournalException {
        Path running = directory.resolve("running");
        Path killed = Files.createDirectory(directory.resolve("killed"));
        int written = 0;
        try (SegmentedJournal journal = open(running, (onHelper, thenOnLoop) -> {})) {
            Path redo = FileNames.of(running, 1, FileNames.REDO);
            var slow = new TypicalTraffic(0, 1000);
            while (Files.size(redo) < SEGMENT - 1000) {
                turn(journal, slow, 1);
                written++;
            }
            Files.copy(redo, FileNames.of(killed, 1, FileNames.REDO));
        }
        print("bytes of a record alone in its turn, active segment", (double) SEGMENT / written);
        long start = System.nanoTime();
        SegmentedJournal started = open(killed, (onHelper, thenOnLoop) -> {});
        print(
                "start with a full active segment after a kill, ms",
                (System.nanoTime() - start) / (double) TimeUnit.MILLISECONDS.toNanos(1));
        started.close(); // which seals it
    }

    private double sealedBytes() throws IOException, JournalException {
        List<Segment> sealed = JournalReader.open(directory).segments().stream()
                .filter(segment -> segment.state() == Segment.State.SEALED)
                .toList();
        double bytes = sealed.stream().mapToLong(Segment::bytes).sum();
        return bytes / sealed.stream().mapToLong(Segment::records).sum();
    }

    private void read() throws IOException, JournalException {
        var client = new AddressRange(traffic.busyClient(), 32);
        Query hour = Query.all().withSince(Instant.now().minus(Duration.ofHours(1)));
        Instant middle = Instant.now().minusNanos(records * GAP_NS / 2);
        Query day = Query.all().withSince(middle).withUntil(middle.plus(Duration.ofDays(1)));
        var stranger = new AddressRange(traffic.stranger(), 32);
        query("last hour, one client", hour.withClient(client));
        query("a day in the middle, one zone", day.and(each -> each.zone().equals(traffic.busyZone())));
        query("all time, a busy client", Query.all().withClient(client));
        query("all time, no such client", Query.all().withClient(stranger));
        query("last 10", Query.all().newestFirst().withLimit(10));
        query("everything", Query.all());
        var reader = JournalReader.open(directory);
        print(
                "verify, ms",
                millis(() -> reader.verify(each -> {}, finding -> {
                    throw new IllegalStateException(finding.toString());
                })));
    }

    /** Runs a query twice and measures the second run, for which the data are in memory and the code is compiled. */
    private void query(String what, Query query) throws IOException, JournalException {
        var reader = JournalReader.open(directory);
        Work once = () -> {
            List<Finding> problems = reader.query(query, each -> true);
            if (!problems.isEmpty()) {
                throw new IOException(problems.toString());
            }
        };
        once.run();
        print("query: " + what + ", ms", millis(once));
    }

    private static double millis(Work work) throws IOException, JournalException {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }

    private static SegmentedJournal open(Path directory, HelperExecutor helper) throws JournalException {
        var options = new JournalOptions(
                directory,
                Sync.SECOND,
                SEGMENT,
                Duration.ofDays(3650),
                8L << 30,
                ClientDetail.FULL,
                WhenFull.DROP_OLDEST,
                Duration.ofSeconds(1).toNanos());
        return SegmentedJournal.open(options, Ticker.system(), new HostClock(), helper);
    }
}
