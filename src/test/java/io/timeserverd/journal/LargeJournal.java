package io.timeserverd.journal;

import io.timeserverd.clock.HostClock;
import io.timeserverd.clock.Ticker;
import io.timeserverd.journal.JournalOptions.ClientDetail;
import io.timeserverd.journal.JournalOptions.Sync;
import io.timeserverd.journal.JournalOptions.WhenFull;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** A journal of {@link TypicalTraffic} on disk, for tests of programs that read journals. */
public final class LargeJournal {
    private static final int SEGMENT = 64 << 20;
    private static final long MAX_BYTES = 8L << 30;

    /** A turn of a busy daemon. */
    private static final int TURN = 32;

    /** How many turns pass between two checks whether a segment is full. */
    private static final int TICK = 10_000;

    private LargeJournal() {}

    /**
     * Writes the journal and seals it.
     *
     * @param end about the time of the last record
     * @param span from the first record to the last
     * @return the client that asks most often
     */
    public static InetAddress write(Path directory, int records, Instant end, Duration span)
            throws IOException, JournalException {
        long gapNs = span.toNanos() / records;
        var traffic = new TypicalTraffic(Times.nanos(end) - records * gapNs, gapNs);
        var options = new JournalOptions(
                directory,
                Sync.NEVER,
                SEGMENT,
                Duration.ofDays(3650),
                MAX_BYTES,
                ClientDetail.FULL,
                WhenFull.DROP_OLDEST,
                Duration.ofSeconds(1).toNanos());
        try (var journal =
                SegmentedJournal.open(options, Ticker.system(), new HostClock(), HelperExecutor.synchronous())) {
            for (int n = 0; n < records; n++) {
                journal.append(traffic.next());
                if (n % TURN == TURN - 1 && journal.commit() > 0) {
                    throw new IOException("records were lost");
                }
                if (n % (TURN * TICK) == 0) {
                    journal.tick();
                }
            }
            if (journal.commit() > 0) {
                throw new IOException("records were lost");
            }
        }
        return traffic.busyClient();
    }
}
