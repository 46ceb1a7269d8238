package io.timeserverd.bench;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What it costs to have the journal on the disk itself before an answer leaves, beside the least that any server does which has
 * to wait for the disk, and the disk alone. How long a client waits is measured at a fixed rate: 64 clients that do not pause
 * wait at least for each other, at 8,000/s for 8 ms on average, whatever the server does.
 */
final class SyncedJournal {
    private static final int CLIENTS = 64;
    private static final double RATE = 8000;

    /** Long enough for code that one connection in a hundred needs to be compiled as well. */
    private static final long WARM_UP_NS = TimeUnit.SECONDS.toNanos(20);

    private final Lab lab;
    private final Plan plan;
    private final FiguresTable table;

    SyncedJournal(Lab lab) {
        this.lab = lab;
        this.plan = lab.plan();
        this.table = lab.table();
    }

    void always() throws IOException, InterruptedException {
        try (Subject ours = lab.peers().daemon("always", "journal.sync=always");
                Subject second = lab.peers().daemon("second");
                Subject least = lab.peers().bareWithSync()) {
            var always = new Clocked("timeserverd", ours, Peers.PLACES);
            var beside = new Clocked("bare loop with fdatasync", least, Peers.ANYTHING);
            var unsynced = new Clocked("journal.sync = second", second, Peers.PLACES);
            var sides = List.of(always, beside, unsynced);
            for (Clocked side : sides) {
                ServerWarmUp.of(
                        plan,
                        side.subject(),
                        durationNs ->
                                side.closedLoop(table, CLIENTS, durationNs).done());
                side.openLoop(table, RATE, WARM_UP_NS);
            }
            var rate = new Series();
            var rateBeside = new Series();
            for (int i = 0; i < plan.rounds(); i++) {
                rate.add(rate(always));
                rateBeside.add(rate(beside));
            }
            var sync = new Series();
            var p99Alone = new Series();
            // Not in the same rounds: a disk that has just been asked for all it can do is slower for some time.
            for (int i = 0; i < plan.rounds(); i++) {
                for (int j = 0; j < sides.size(); j++) {
                    Clocked side = sides.get((i + j) % sides.size()); // none is always the first
                    OneShots.Result result = lab.quiet().measure(() -> side.openLoop(table, RATE, plan.roundNs()));
                    side.round(List.of(result.latency()));
                }
                DiskSync disk = lab.quiet().measure(() -> DiskSync.measure(lab.work(), RATE, plan.roundNs()));
                sync.add(disk.medianMs());
                p99Alone.add(disk.p99Ms());
            }
            String measure = "journal.sync = always, ";
            table.row(measure + CLIENTS + " clients: connections/s", rate, beside.name(), rateBeside, Target.NONE);
            String p99 = Series.number(RATE) + "/s: p99, ms";
            table.row(measure + p99, always.p99(), beside.name(), beside.p99(), Target.NONE);
            table.row(measure + p99, always.p99(), "the disk alone", p99Alone, Target.NONE);
            table.detail("fdatasync of 2 KB, ms", sync.toString(), "");
            table.detail(unsynced.name() + ", " + p99, unsynced.p99().toString(), "");
        }
    }

    private double rate(Clocked side) throws IOException, InterruptedException {
        return lab.quiet()
                .measure(() -> side.closedLoop(table, CLIENTS, plan.roundNs()))
                .perSecond();
    }
}
