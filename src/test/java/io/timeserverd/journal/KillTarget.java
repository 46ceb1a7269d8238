package io.timeserverd.journal;

import io.timeserverd.clock.HostClock;
import io.timeserverd.clock.Ticker;
import io.timeserverd.journal.JournalOptions.ClientDetail;
import io.timeserverd.journal.JournalOptions.Sync;
import io.timeserverd.journal.JournalOptions.WhenFull;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;

/**
 * A process that journals as fast as it can and prints which id is safe, until it is killed. Its segments are small, so
 * that one is always being sealed.
 */
final class KillTarget {
    private static final int SEGMENT = 1 << 18;

    /** A journal of this size loses nothing. */
    static final long LARGE = 1 << 30;

    /** Changes from run to run, so that a run continues files that were written with the other setting. */
    private static final int SEEDS_PER_ALWAYS = 8;

    private KillTarget() {}

    public static void main(String[] arguments) throws Exception {
        long seed = Long.parseLong(arguments[1]);
        var options = new JournalOptions(
                Path.of(arguments[0]),
                seed % SEEDS_PER_ALWAYS == 0 ? Sync.ALWAYS : Sync.NEVER,
                SEGMENT,
                Duration.ofDays(30),
                Long.parseLong(arguments[2]),
                ClientDetail.FULL,
                WhenFull.DROP_OLDEST,
                1_000_000_000);
        var random = new Random(seed);
        try (var helper = new HelperThread();
                var journal = SegmentedJournal.open(options, Ticker.system(), new HostClock(), helper)) {
            run(journal, helper, random, options.maxBytes() < LARGE, new DataOutputStream(System.out));
        }
    }

    private static void run(
            SegmentedJournal journal,
            HelperThread helper,
            Random random,
            boolean mayLose,
            DataOutputStream acknowledged)
            throws IOException {
        var entries = new Numbered();
        long lastId = journal.status().lastId();
        acknowledged.writeLong(lastId);
        acknowledged.flush();
        for (long turn = 0L; ; turn++) {
            int size = 1 + random.nextInt(20);
            for (int n = 1; n <= size; n++) {
                journal.append(entries.entry(lastId + n, System.currentTimeMillis() * 1_000_000));
            }
            boolean safe = journal.commit() == 0;
            if (!safe && !mayLose) {
                throw new IOException("lost " + size + ": " + journal.status().problem());
            }
            lastId += size;
            if (safe) {
                acknowledged.writeLong(lastId);
                acknowledged.flush();
            }
            helper.takeBack();
            if (turn % 50 == 0) {
                journal.tick();
            }
        }
    }
}
