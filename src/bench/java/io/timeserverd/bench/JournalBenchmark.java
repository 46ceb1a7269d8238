package io.timeserverd.bench;

import io.timeserverd.clock.HostClock;
import io.timeserverd.clock.Ticker;
import io.timeserverd.journal.Entry;
import io.timeserverd.journal.JournalException;
import io.timeserverd.journal.JournalOptions;
import io.timeserverd.journal.Listener;
import io.timeserverd.journal.SegmentedJournal;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Appends records to the redo log of a journal whose helper thread never gets to seal it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
public class JournalBenchmark {
    private static final int TURN = 64;

    private final byte[][] lines = Peers.PLACES.requests();
    private final Entry entry = new Entry();
    private SegmentedJournal journal;
    private int next;

    /** A fresh directory in every process. */
    @Setup
    public void open() throws IOException, JournalException {
        journal = open(Files.createTempDirectory("journal"));
        entry.listener = Listener.TEXT;
        entry.client = InetAddress.getLoopbackAddress();
        entry.zone = "Europe/Paris";
        entry.place = "Paris, Ile-de-France, France";
        entry.format = "%Y-%m-%d %H:%M:%S";
        entry.clockState = new HostClock().read().state();
        var now = Instant.now();
        entry.answeredEpochSecond = now.getEpochSecond();
        entry.answeredNano = now.getNano();
        entry.time(entry.answeredEpochSecond, entry.answeredNano);
    }

    static SegmentedJournal open(Path directory) throws JournalException {
        var options = new JournalOptions(
                directory,
                JournalOptions.Sync.NEVER,
                64 << 20,
                Duration.ofDays(30),
                1L << 30,
                JournalOptions.ClientDetail.FULL,
                JournalOptions.WhenFull.DROP_OLDEST,
                Duration.ofSeconds(1).toNanos());
        return SegmentedJournal.open(options, Ticker.system(), new HostClock(), (onHelper, then) -> {});
    }

    @TearDown
    public void close() {
        journal.close();
    }

    /** One record of the 64 of a turn. */
    @Benchmark
    @OperationsPerInvocation(TURN)
    public int append() {
        for (int i = 0; i < TURN; i++) {
            appendNext();
        }
        return journal.commit();
    }

    /** A turn of one record. */
    @Benchmark
    public int appendAndCommit() {
        appendNext();
        return journal.commit();
    }

    private void appendNext() {
        next = (next + 1) % lines.length;
        byte[] line = lines[next];
        entry.requestLength = line.length - 1;
        System.arraycopy(line, 0, entry.request, 0, line.length - 1);
        journal.append(entry);
    }
}
