package io.timeserverd.journal;

import io.timeserverd.clock.HostClock;
import io.timeserverd.journal.JournalOptions.ClientDetail;
import io.timeserverd.journal.JournalOptions.Sync;
import io.timeserverd.journal.JournalOptions.WhenFull;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A process that journals on a small file system until that is full, and goes on; then it makes room, and prints its
 * counters. A foreign file takes half of the room at first.
 */
final class FullDiskTarget {
    private static final int TURN = 20;
    private static final int TURNS_AFTER = 2000;
    private static final int MOST_TURNS = 1_000_000;

    private final Path directory;
    private final Path foreign;
    private final SegmentedJournal journal;
    private final HelperThread helper;
    private final AtomicLong tickNs;
    private final Numbered entries = new Numbered();
    private long lastId;
    private long logged;

    private FullDiskTarget(
            Path directory, Path foreign, SegmentedJournal journal, HelperThread helper, AtomicLong tickNs) {
        this.directory = directory;
        this.foreign = foreign;
        this.journal = journal;
        this.helper = helper;
        this.tickNs = tickNs;
    }

    public static void main(String[] arguments) throws Exception {
        var mount = Path.of(arguments[0]);
        var whenFull = WhenFull.valueOf(arguments[1]);
        var options = new JournalOptions(
                mount.resolve("journal"),
                Sync.valueOf(arguments[2]),
                1 << 19,
                Duration.ofDays(30),
                1 << 30,
                ClientDetail.FULL,
                whenFull,
                1_000_000_000);
        Path foreign = Files.write(mount.resolve("foreign"), new byte[3 << 20]);
        var tickNs = new AtomicLong();
        try (var helper = new HelperThread();
                var journal = SegmentedJournal.open(options, tickNs::get, new HostClock(), helper)) {
            new FullDiskTarget(options.path(), foreign, journal, helper, tickNs).run(whenFull);
        }
    }

    private void run(WhenFull whenFull) throws Exception {
        int turns = 0;
        while (journal.status().lost() == 0 && turns < MOST_TURNS && !(whenFull == WhenFull.DROP_OLDEST && dropped())) {
            turn();
            turns++;
        }
        long lostWhileFull = journal.status().lost();
        for (int n = 0; n < TURNS_AFTER; n++) {
            turn();
        }
        Files.delete(foreign);
        long lostBefore = journal.status().lost();
        for (int n = 0; n < TURNS_AFTER; n++) {
            turn();
        }
        Journal.Status status = journal.status();
        var findings = new ArrayList<Finding>();
        var found = new long[2];
        JournalReader.open(directory)
                .verify(
                        each -> {
                            found[0]++;
                            found[1] += Numbered.isTrue(each) ? 0 : 1;
                        },
                        findings::add);
        findings.removeIf(each -> each.what().endsWith("are missing")); // lost requests leave a gap
        System.out.println("first-loss=" + lostWhileFull);
        System.out.println("lost=" + status.lost());
        System.out.println("lost-after-room=" + (status.lost() - lostBefore));
        System.out.println("logged-lost=" + logged);
        System.out.println("journalled=" + status.journalled());
        System.out.println("found=" + found[0]);
        System.out.println("untrue=" + found[1]);
        System.out.println("span=" + (status.lastId() - status.firstId() + 1));
        System.out.println("findings=" + findings);
        System.out.println("problem=" + status.problem());
    }

    /** One turn, and a second of time every hundred. */
    private void turn() throws InterruptedException {
        for (int n = 1; n <= TURN; n++) {
            journal.append(entries.entry(++lastId, System.currentTimeMillis() * 1_000_000)); // lost ones have ids too
        }
        logged += journal.commit();
        if (tickNs.addAndGet(10_000_000) % 1_000_000_000 == 0) {
            journal.tick();
            helper.settle();
        }
    }

    private boolean dropped() {
        return journal.status().firstId() > 1;
    }
}
