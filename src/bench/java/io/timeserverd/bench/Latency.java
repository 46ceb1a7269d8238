package io.timeserverd.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** How long clients wait: at rates below the most, beside a bare loop, and for a journal that is on the disk itself. */
final class Latency {
    private static final int CLIENTS = 64;

    /** Long enough for code that one connection in a hundred needs to be compiled as well. */
    private static final long LONG_WARM_UP_NS = TimeUnit.SECONDS.toNanos(20);

    private static final double ALWAYS_RATE = 8000;

    /** Of an fdatasync: the disk that the targets speak of. */
    private static final double DISK_MS = 0.3;

    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final List<Double> PERCENTILES = List.of(50.0, 90.0, 99.0, 99.9, 100.0);

    private static final List<Double> PLOTTED = List.of(50.0, 99.0, 99.9);

    /** Of the most that both can do. */
    private static final List<Double> PARTS = List.of(0.1, 0.25, 0.5, 0.75, 0.9);

    private final Lab lab;
    private final Plan plan;
    private final Table table;

    /**
     * A server; of each round its 99.9th percentile in milliseconds, and in how many seconds somebody waited too long; and all
     * of its latencies in nanoseconds.
     */
    private record Clocked(
            String name, Subject subject, Dialogue dialogue, Series p999, Series slowSeconds, Histogram all) {
        Clocked(String name, Subject subject, Dialogue dialogue) {
            this(name, subject, dialogue, new Series(), new Series(), histogram());
        }

        static Clocked of(Side side) {
            return new Clocked(side.name(), side.subject(), side.dialogue());
        }

        /** A round is over: {@code seconds} one after the other. */
        void round(List<Histogram> seconds) {
            var round = histogram();
            seconds.forEach(round::add);
            all.add(round);
            p999.add(round.getValueAtPercentile(99.9) / 1e6);
            slowSeconds.add((double) seconds.stream()
                    .filter(second -> second.getMaxValue() > PAUSE_NS)
                    .count());
        }

        double millis(double percentile) {
            return all.getValueAtPercentile(percentile) / 1e6;
        }
    }

    private record Run(Clocked side, double perSecond) {
        void plot(Plot plot) {
            for (var percentile : PLOTTED) {
                plot.point(side.name + " p" + plain(percentile), perSecond, side.millis(percentile));
            }
        }
    }

    Latency(Lab lab) {
        this.lab = lab;
        this.plan = lab.plan();
        this.table = lab.table();
    }

    /** Of nanoseconds. */
    static Histogram histogram() {
        return new Histogram(TimeUnit.SECONDS.toNanos(100), 3);
    }

    /** The open loop: so many connections begin a second, come what may. */
    void atRates() throws IOException, InterruptedException {
        try (var sides = new Sides()) {
            var ours = sides.add("timeserverd", lab.peers().daemon("latency"), Peers.PLACES);
            var bare = sides.add("bare loop", lab.peers().bare("close"), Peers.ANYTHING);
            sides.inTurn(lab, Throughput::oneShots);
            sides.busyRow(table, "the most before latency");
            double most = Math.min(ours.rate().median(), bare.rate().median());
            atHalf(Clocked.of(ours), Clocked.of(bare), most / 2);
            var plot = Plot.ofFactors(
                    "Latency of one-shot connections", "connections begun a second", "milliseconds", PLOTTED.size());
            var ourRuns = new ArrayList<Run>();
            var bareRuns = new ArrayList<Run>();
            for (var part : PARTS) {
                ourRuns.add(run(Clocked.of(ours), most * part));
                bareRuns.add(run(Clocked.of(bare), most * part));
            }
            ourRuns.forEach(run -> run.plot(plot));
            bareRuns.forEach(run -> run.plot(plot));
            plot.write(lab.results().resolve("latency.svg"));
        }
    }

    /** One side after the other, for a second each: what happens to the machine meanwhile happens to both. */
    private void atHalf(Clocked us, Clocked bare, double perSecond) throws IOException, InterruptedException {
        openLoop(us, perSecond, LONG_WARM_UP_NS);
        openLoop(bare, perSecond, LONG_WARM_UP_NS);
        long seconds = plan.latencyNs() / plan.rounds() / SECOND_NS;
        for (int i = 0; i < plan.rounds(); i++) {
            var ours = new ArrayList<Histogram>();
            var theirs = new ArrayList<Histogram>();
            for (int second = 0; second < seconds; second++) {
                ours.add(second(us, perSecond));
                theirs.add(second(bare, perSecond));
            }
            us.round(ours);
            bare.round(theirs);
        }
        var rate = Series.number(perSecond);
        table.row(
                "p99.9 at half of the most, " + rate + "/s, ms", us.p999, bare.name, bare.p999, Target.ratioAtMost(2));
        table.row(
                "longest wait in " + plan.latencyNs() / 1_000_000_000 + " s of that, ms",
                Series.of(us.millis(100)),
                bare.name,
                Series.of(bare.millis(100)),
                Target.atMost(10));
        table.detail(
                "seconds of " + seconds * plan.rounds() + " with a wait above 10 ms",
                Series.number(us.slowSeconds.sum()),
                bare.name + ": " + Series.number(bare.slowSeconds.sum()));
        table.detail(
                "percentiles of that, ms: "
                        + String.join(
                                " ", PERCENTILES.stream().map(Latency::plain).toList()),
                percentiles(us),
                bare.name + ": " + percentiles(bare));
    }

    private Histogram second(Clocked side, double perSecond) throws IOException, InterruptedException {
        return lab.quiet().measure(() -> openLoop(side, perSecond, SECOND_NS)).latency();
    }

    private static String percentiles(Clocked side) {
        var millis = new ArrayList<String>();
        PERCENTILES.forEach(percentile -> millis.add(Series.number(side.millis(percentile))));
        return String.join(" ", millis);
    }

    private static String plain(double percentile) {
        return Double.toString(percentile).replaceFirst("\\.0$", "");
    }

    /** The server is idle afterwards: what it has put off must not take from the next one's time. */
    private OneShots.Result openLoop(Clocked side, double perSecond, long durationNs) throws IOException {
        try (var load = new OneShots(side.subject.port(), side.dialogue)) {
            var result = load.openLoop(perSecond, durationNs);
            noteFailures(side, result, " at " + Series.number(perSecond) + "/s");
            side.subject.awaitIdle();
            return result;
        }
    }

    private void noteFailures(Clocked side, OneShots.Result result, String load) {
        if (result.failed() > 0) {
            table.note(side.name + ": " + result.failed() + " connections got no answer" + load);
        }
    }

    private Run run(Clocked side, double perSecond) throws IOException, InterruptedException {
        var result = lab.quiet().measure(() -> openLoop(side, perSecond, plan.roundNs()));
        side.all.add(result.latency());
        return new Run(side, result.perSecond());
    }

    /**
     * The journal on the disk itself before an answer leaves, in turn with what the disk needs for a write of that size, and
     * with the least that any server does which has to wait for it. How long a client waits is measured at the rate that is
     * asked for: so many clients who do not pause wait at least for each other, at 8,000/s for 8 ms on average, whatever the
     * server does.
     */
    void always() throws IOException, InterruptedException {
        try (var ours = lab.peers().daemon("always", "journal.sync=always");
                var second = lab.peers().daemon("second");
                var least = lab.peers().bareWithSync()) {
            var always = new Clocked("timeserverd", ours, Peers.PLACES);
            var beside = new Clocked("bare loop with fdatasync", least, Peers.ANYTHING);
            var unsynced = new Clocked("journal.sync = second", second, Peers.PLACES);
            var paced = List.of(always, beside, unsynced);
            var p99s = new IdentityHashMap<Clocked, Series>();
            for (var side : paced) {
                p99s.put(side, new Series());
                WarmUp.of(
                        side.subject, durationNs -> closedLoop(side, durationNs).done());
                openLoop(side, ALWAYS_RATE, LONG_WARM_UP_NS);
            }
            var rate = new Series();
            var rateBeside = new Series();
            var sync = new Series();
            var p99Alone = new Series();
            for (int i = 0; i < plan.rounds(); i++) {
                rate.add(rate(always));
                rateBeside.add(rate(beside));
            }
            // Not in the same rounds: a disk that has just been asked for all it can do is slower for some time.
            for (int i = 0; i < plan.rounds(); i++) {
                for (int j = 0; j < paced.size(); j++) {
                    var side = paced.get((i + j) % paced.size()); // nobody is always the first
                    p99s.get(side).add(p99Ms(side));
                }
                var disk = lab.quiet().measure(() -> DiskSync.measure(lab.work(), ALWAYS_RATE, plan.roundNs()));
                sync.add(disk.medianMs());
                p99Alone.add(disk.p99Ms());
            }
            var p99 = p99s.get(always);
            var p99Beside = p99s.get(beside);
            var measure = "journal.sync = always, ";
            double syncMs = Math.max(DISK_MS, sync.median());
            double missingMs = syncMs - sync.median();
            table.detail("fdatasync of 2 KB, ms", sync.toString(), "");
            table.row(
                    measure + CLIENTS + " clients: connections/s",
                    rate,
                    beside.name,
                    rateBeside,
                    Target.atLeast(ALWAYS_RATE * DISK_MS / syncMs));
            var pacedP99 = measure + Series.number(ALWAYS_RATE) + "/s: p99";
            // Of 3 fdatasyncs, one waits for the one under way and for its own: a faster disk must not make it easier.
            table.row(pacedP99 + ", ms", p99, beside.name, p99Beside, Target.atMost(3 * syncMs - 2 * missingMs));
            table.row(pacedP99 + ", ms", p99, "the disk alone", p99Alone, Target.NONE);
            table.row(pacedP99 + " in fdatasyncs", p99.over(sync), beside.name, p99Beside.over(sync), Target.atMost(3));
            table.detail(
                    unsynced.name + ", " + Series.number(ALWAYS_RATE) + "/s: p99, ms",
                    p99s.get(unsynced).toString(),
                    "");
        }
    }

    private double rate(Clocked side) throws IOException, InterruptedException {
        return lab.quiet().measure(() -> closedLoop(side, plan.roundNs())).perSecond();
    }

    private double p99Ms(Clocked side) throws IOException, InterruptedException {
        var result = lab.quiet().measure(() -> openLoop(side, ALWAYS_RATE, plan.roundNs()));
        return result.latency().getValueAtPercentile(99) / 1e6;
    }

    /** As {@link #openLoop}. */
    private OneShots.Result closedLoop(Clocked side, long durationNs) throws IOException {
        try (var load = new OneShots(side.subject.port(), side.dialogue)) {
            var result = load.closedLoop(CLIENTS, durationNs);
            noteFailures(side, result, " with " + CLIENTS + " clients");
            side.subject.awaitIdle();
            return result;
        }
    }
}
