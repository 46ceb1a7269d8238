package io.timeserverd.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Measures how long clients wait at rates below the highest possible one, and compares that with a bare loop. */
final class Latency {
    /** Rounds to find out how much the servers can do at most, of which parts are then asked for. */
    private static final int ROUNDS_FOR_MOST = 3;

    /** Long enough for code that one connection in a hundred needs to be compiled as well. */
    private static final long WARM_UP_NS = TimeUnit.SECONDS.toNanos(20);

    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
    private static final List<Double> PERCENTILES = List.of(50.0, 90.0, 99.0, 99.9, 100.0);
    private static final List<Double> PLOTTED = List.of(50.0, 99.0, 99.9);

    /** The rates, as parts of the highest rate that all servers can serve. */
    private static final List<Double> PARTS = List.of(0.1, 0.25, 0.5, 0.75, 0.9);

    private final Lab lab;
    private final Plan plan;
    private final FiguresTable table;

    private record Run(Clocked side, double perSecond) {
        void plot(Plot plot) {
            for (Double percentile : PLOTTED) {
                plot.point(side.name() + " p" + plain(percentile), perSecond, side.millis(percentile));
            }
        }
    }

    Latency(Lab lab) {
        this.lab = lab;
        this.plan = lab.plan();
        this.table = lab.table();
    }

    /** The open loop: so many connections begin a second, come what may. */
    void atRates() throws IOException, InterruptedException {
        try (var sides = new Sides()) {
            Side ours = sides.add("timeserverd", lab.peers().daemon("latency"), Peers.PLACES);
            Side bare = sides.add("bare loop", lab.peers().bare("close"), Peers.ANYTHING);
            sides.addBefore(lab, "latency");
            sides.inTurn(lab, ROUNDS_FOR_MOST, Throughput::oneShots);
            sides.busyRow(table, "the most before latency");
            double most = sides.all().stream()
                    .mapToDouble(side -> side.rate().median())
                    .min()
                    .orElseThrow();
            atHalf(sides.all().stream().map(Clocked::of).toList(), most / 2);
            if (!plan.targetsOnly()) {
                plot(ours, bare, most);
            }
        }
    }

    /** One side after the other, for a second each: what happens to the machine meanwhile happens to all. */
    private void atHalf(List<Clocked> sides, double perSecond) throws IOException, InterruptedException {
        for (Clocked side : sides) {
            side.openLoop(table, perSecond, Math.min(WARM_UP_NS, plan.latencyNs()));
        }
        long seconds = plan.latencyNs() / plan.rounds() / SECOND_NS;
        for (int i = 0; i < plan.rounds(); i++) {
            var heard = new ArrayList<List<OneShots.Result>>();
            sides.forEach(side -> heard.add(new ArrayList<>()));
            for (int j = 0; j < seconds * sides.size(); j++) {
                int side = (i + j + j / sides.size()) % sides.size(); // none is always the first
                heard.get(side).add(lab.quiet().measure(() -> sides.get(side).openLoop(table, perSecond, SECOND_NS)));
            }
            for (int j = 0; j < sides.size(); j++) {
                sides.get(j)
                        .round(heard.get(j).stream()
                                .map(OneShots.Result::latency)
                                .toList());
            }
        }
        rows(sides, perSecond);
    }

    private void rows(List<Clocked> sides, double perSecond) {
        Clocked us = sides.get(0);
        for (Clocked other : sides.subList(1, sides.size())) {
            Target target = other.name().equals(Sides.BEFORE) ? Target.NONE : Target.ratioAtMost(2);
            table.row(
                    "p99.9 at half of the most, " + Series.number(perSecond) + "/s, ms",
                    us.p999(),
                    other.name(),
                    other.p999(),
                    target);
            table.detail(
                    "seconds of " + plan.latencyNs() / SECOND_NS + " of that with a wait above 10 ms",
                    Series.number(us.slowSeconds().sum()),
                    other.name() + ": " + Series.number(other.slowSeconds().sum()));
            table.detail(
                    "percentiles of that, ms: "
                            + String.join(
                                    " ",
                                    PERCENTILES.stream().map(Latency::plain).toList()),
                    percentiles(us),
                    other.name() + ": " + percentiles(other));
        }
    }

    private static String percentiles(Clocked side) {
        var millis = new ArrayList<String>();
        PERCENTILES.forEach(percentile -> millis.add(Series.number(side.millis(percentile))));
        return String.join(" ", millis);
    }

    private static String plain(double percentile) {
        return Double.toString(percentile).replaceFirst("\\.0$", "");
    }

    private void plot(Side ours, Side bare, double most) throws IOException, InterruptedException {
        Plot plot = Plot.ofFactors(
                "Latency of one-shot connections", "connections begun a second", "milliseconds", PLOTTED.size());
        var ourRuns = new ArrayList<Run>();
        var bareRuns = new ArrayList<Run>();
        for (Double part : PARTS) {
            ourRuns.add(run(Clocked.of(ours), most * part));
            bareRuns.add(run(Clocked.of(bare), most * part));
        }
        ourRuns.forEach(run -> run.plot(plot));
        bareRuns.forEach(run -> run.plot(plot));
        plot.write(lab.results().resolve("latency.svg"));
    }

    private Run run(Clocked side, double perSecond) throws IOException, InterruptedException {
        OneShots.Result result = lab.quiet().measure(() -> side.openLoop(table, perSecond, plan.roundNs()));
        side.all().add(result.latency());
        return new Run(side, result.perSecond());
    }
}
