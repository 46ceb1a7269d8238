package io.timeserverd.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** How long clients wait: at rates below the most, beside a bare loop, and for a journal that is on the disk itself. */
final class Latency {
    private static final int CLIENTS = 64;
    private static final long WARM_UP_NS = TimeUnit.SECONDS.toNanos(8);
    private static final List<Double> PERCENTILES = List.of(50.0, 90.0, 99.0, 99.9, 100.0);

    private static final List<Double> PLOTTED = List.of(50.0, 99.0, 99.9);

    /** Of the most that both can do. */
    private static final List<Double> PARTS = List.of(0.1, 0.25, 0.5, 0.75, 0.9);

    private final Lab lab;
    private final Plan plan;
    private final Table table;

    /** A server, its 99.9th percentile of each round in milliseconds, and all of its latencies in nanoseconds. */
    private record Clocked(String name, Subject subject, Dialogue dialogue, Series p999, Histogram all) {
        Clocked(String name, Subject subject, Dialogue dialogue) {
            this(name, subject, dialogue, new Series(), histogram());
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

    private static Histogram histogram() {
        return new Histogram(TimeUnit.SECONDS.toNanos(100), 3);
    }

    /** The open loop: so many connections begin a second, come what may. */
    void atRates() throws IOException, InterruptedException {
        try (var ours = lab.peers().daemon("latency");
                var bare = lab.peers().bare("close")) {
            double most = Math.min(most(ours, Peers.PLACES), most(bare, Peers.ANYTHING));
            atHalf(
                    new Clocked("timeserverd", ours, Peers.PLACES),
                    new Clocked("bare loop", bare, Peers.ANYTHING),
                    most / 2);
            var plot = Plot.ofFactors(
                    "Latency of one-shot connections", "connections begun a second", "milliseconds", PLOTTED.size());
            var ourRuns = new ArrayList<Run>();
            var bareRuns = new ArrayList<Run>();
            for (var part : PARTS) {
                ourRuns.add(run(new Clocked("timeserverd", ours, Peers.PLACES), most * part));
                bareRuns.add(run(new Clocked("bare loop", bare, Peers.ANYTHING), most * part));
            }
            ourRuns.forEach(run -> run.plot(plot));
            bareRuns.forEach(run -> run.plot(plot));
            plot.write(lab.results().resolve("latency.svg"));
        }
    }

    private double most(Subject subject, Dialogue dialogue) throws IOException {
        try (var load = new Ring(subject.port(), dialogue, CLIENTS)) {
            load.run(WARM_UP_NS);
            return load.run(plan.roundNs()) * 1e9 / plan.roundNs();
        }
    }

    private void atHalf(Clocked us, Clocked bare, double perSecond) throws IOException {
        for (int i = 0; i < plan.rounds(); i++) {
            for (var side : List.of(us, bare)) {
                side.p999.add(openLoop(side, perSecond, plan.latencyNs() / plan.rounds()));
            }
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
                "percentiles of that, ms: "
                        + String.join(
                                " ", PERCENTILES.stream().map(Latency::plain).toList()),
                percentiles(us),
                bare.name + ": " + percentiles(bare));
    }

    private static String percentiles(Clocked side) {
        var millis = new ArrayList<String>();
        PERCENTILES.forEach(percentile -> millis.add(Series.number(side.millis(percentile))));
        return String.join(" ", millis);
    }

    private static String plain(double percentile) {
        return Double.toString(percentile).replaceFirst("\\.0$", "");
    }

    /** The 99.9th percentile in milliseconds. */
    private double openLoop(Clocked side, double perSecond, long durationNs) throws IOException {
        try (var load = new OneShots(side.subject.port(), side.dialogue)) {
            var result = load.openLoop(perSecond, durationNs);
            if (result.failed() > 0) {
                table.note(side.name + ": " + result.failed() + " connections got no answer at "
                        + Series.number(perSecond) + "/s");
            }
            side.all.add(result.latency());
            return result.latency().getValueAtPercentile(99.9) / 1e6;
        }
    }

    private Run run(Clocked side, double perSecond) throws IOException {
        openLoop(side, perSecond, plan.roundNs());
        return new Run(side, perSecond);
    }

    /** The journal on the disk itself before an answer leaves, in turn with what the disk needs for a write of that size. */
    void always() throws IOException, InterruptedException {
        try (var ours = lab.peers().daemon("always", "journal.sync=always")) {
            closedLoop(ours, WARM_UP_NS);
            var rate = new Series();
            var p99 = new Series();
            var sync = new Series();
            for (int i = 0; i < plan.rounds(); i++) {
                sync.add(DiskSync.medianMs(lab.work()));
                var result = closedLoop(ours, plan.roundNs());
                rate.add(result.perSecond());
                p99.add(result.latency().getValueAtPercentile(99) / 1e6);
            }
            var measure = "journal.sync = always, " + CLIENTS + " clients: ";
            double slower = Math.max(1, sync.median() / 0.3);
            table.detail("fdatasync of 2 KB, ms", sync.toString(), "");
            table.row(measure + "connections/s", rate, Target.atLeast(8000 / slower));
            table.detail(measure + "p99, ms", p99.toString(), "");
            table.row(measure + "p99 in fdatasyncs", p99.over(sync), Target.atMost(3));
        }
    }

    private static OneShots.Result closedLoop(Subject subject, long durationNs) throws IOException {
        try (var load = new OneShots(subject.port(), Peers.PLACES)) {
            return load.closedLoop(CLIENTS, durationNs);
        }
    }
}
