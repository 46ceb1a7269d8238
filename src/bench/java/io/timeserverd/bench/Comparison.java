package io.timeserverd.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The daemon and its peers, in turn. */
final class Comparison {
    private static final int CLIENTS = 64;
    private static final int SESSIONS = 16;
    private static final int DEPTH = 200;
    private static final long WARM_UP_NS = TimeUnit.SECONDS.toNanos(8);
    private static final List<Double> PERCENTILES = List.of(50.0, 90.0, 99.0, 99.9, 100.0);

    private final Plan plan;
    private final Peers peers;
    private final Table table;
    private final Path results;

    /** A server in a comparison. */
    private record Side(String name, Subject subject, Dialogue dialogue, Series rate, Series cpuMicros) {
        Side(String name, Subject subject, Dialogue dialogue) {
            this(name, subject, dialogue, new Series(), new Series());
        }
    }

    /** One measure of one side in one round. */
    private interface Round {
        void run(Side side) throws IOException;
    }

    Comparison(Plan plan, Peers peers, Table table, Path results) {
        this.plan = plan;
        this.peers = peers;
        this.table = table;
        this.results = results;
    }

    void run() throws IOException, InterruptedException {
        try (var ours = peers.daemon("compared", "", "listen.daytime=off");
                var lingering = peers.bare("linger");
                var closing = peers.bare("close")) {
            var us = new Side("timeserverd", ours, Peers.PLACES);
            var bare = new Side("bare loop, lingers", lingering, Peers.ANYTHING);
            var sides = new ArrayList<>(List.of(bare, us, new Side("bare loop, closes", closing, Peers.ANYTHING)));
            oneShots(sides);
            latency(bare, us);
        }
        withPeers();
        daytime();
        always();
    }

    private void alternate(List<Side> sides, Round round) throws IOException {
        for (int i = 0; i < plan.rounds(); i++) {
            for (var side : sides) {
                round.run(side);
            }
        }
    }

    private void oneShots(List<Side> sides) throws IOException {
        for (var side : sides) {
            closedLoop(side.subject, side.dialogue, WARM_UP_NS);
        }
        alternate(sides, this::oneShotRound);
        var limit = sides.get(0);
        for (var side : sides) {
            boolean us = side.name.equals("timeserverd");
            table.row(
                    "one-shot connections/s, " + CLIENTS + " clients",
                    side.name,
                    side.rate.toString(),
                    side.rate.over(limit.rate).toString(),
                    us ? "ratio at least 0.95" : "");
        }
        for (var side : sides) {
            boolean us = side.name.equals("timeserverd");
            table.row(
                    "processor time of a one-shot connection, us",
                    side.name,
                    side.cpuMicros.toString(),
                    side.cpuMicros.over(limit.cpuMicros).toString(),
                    us ? "ratio at most 1.25" : "");
        }
    }

    private void oneShotRound(Side side) throws IOException {
        double before = side.subject.cpuSeconds();
        var result = closedLoop(side.subject, side.dialogue, plan.roundNs());
        side.rate.add(result.perSecond());
        side.cpuMicros.add((side.subject.cpuSeconds() - before) * 1e6 / result.done());
    }

    private static OneShots.Result closedLoop(Subject subject, Dialogue dialogue, long durationNs) throws IOException {
        try (var load = new OneShots(subject.port(), dialogue)) {
            return load.closedLoop(CLIENTS, durationNs);
        }
    }

    /** At parts of the rate that the slower of the two can do. */
    private void latency(Side bare, Side us) throws IOException {
        double most = Math.min(bare.rate.median(), us.rate.median());
        var plot = new Plot("Latency of one-shot connections", "connections a second", "milliseconds, 99.9 %");
        for (var part : List.of(0.1, 0.25, 0.5, 0.75)) {
            long durationNs = part == 0.5 ? plan.latencyNs() : plan.roundNs();
            double limit = 0;
            for (var side : List.of(bare, us)) {
                try (var load = new OneShots(side.subject.port(), side.dialogue)) {
                    var latency = load.openLoop(most * part, durationNs).latency();
                    double p999 = latency.getValueAtPercentile(99.9) / 1e6;
                    plot.point(side.name, most * part, p999);
                    if (part == 0.5) {
                        limit = side.equals(bare) ? p999 : limit;
                        table.row(
                                "p99.9 at half the rate, ms",
                                side.name,
                                Series.number(p999),
                                Series.number(p999 / limit),
                                side.equals(us) ? "ratio at most 2" : "");
                        table.row(
                                "percentiles " + PERCENTILES + ", ms",
                                side.name,
                                String.join(
                                        " ",
                                        PERCENTILES.stream()
                                                .map(each -> Series.number(latency.getValueAtPercentile(each) / 1e6))
                                                .toList()),
                                "",
                                side.equals(us) ? "longest at most 10" : "");
                    }
                }
            }
        }
        plot.write(results.resolve("latency.svg"));
    }

    private void withPeers() throws IOException, InterruptedException {
        var opened = new ArrayList<Subject>();
        try {
            var sides = new ArrayList<Side>();
            opened.add(peers.daemon("sessions", ""));
            sides.add(new Side("timeserverd", opened.get(0), Peers.PLACES));
            if (Peers.has("redis-server")) {
                opened.add(peers.redis());
                sides.add(new Side("redis TIME", opened.get(opened.size() - 1), Peers.REDIS_TIME));
                pipelined(sides);
            } else {
                missing("redis TIME", "redis-server");
            }
            if (Peers.has("python3")) {
                opened.add(peers.asyncio());
                sides.add(new Side("Python asyncio", opened.get(opened.size() - 1), Peers.ANYTHING));
            } else {
                missing("Python asyncio", "python3");
            }
            var fresh = sides.stream()
                    .map(side -> new Side(side.name, side.subject, side.dialogue))
                    .toList();
            besides("one-shot connections/s beside peers", fresh);
        } finally {
            for (var subject : opened) {
                subject.close();
            }
        }
    }

    private void pipelined(List<Side> sides) throws IOException {
        for (var side : sides) {
            sessions(side, WARM_UP_NS);
        }
        alternate(sides, side -> side.rate.add(sessions(side, plan.roundNs())));
        var redis = sides.get(1);
        for (var side : sides) {
            table.row(
                    "pipelined requests/s, " + SESSIONS + " clients, " + DEPTH + " deep",
                    side.name,
                    side.rate.toString(),
                    side.rate.over(redis.rate).toString(),
                    side.equals(redis) ? "" : "ratio at least 1");
        }
    }

    private static double sessions(Side side, long durationNs) throws IOException {
        var opening = side.dialogue.serverCloses() ? "keep\n" : "";
        try (var load = new Sessions(side.subject.port(), side.dialogue, opening, SESSIONS, DEPTH)) {
            return load.run(durationNs);
        }
    }

    private void besides(String measure, List<Side> sides) throws IOException {
        alternate(sides, this::oneShotRound);
        for (var side : sides) {
            table.row(
                    measure,
                    side.name,
                    side.rate.toString(),
                    side.rate.over(sides.get(0).rate).toString(),
                    "");
        }
    }

    private void daytime() throws IOException, InterruptedException {
        if (!Peers.has("inetd")) {
            missing("inetd daytime", "openbsd-inetd");
            return;
        }
        int port = Subject.freePort();
        try (var ours = peers.daemon("daytime", "", "listen.daytime=127.0.0.1:" + port);
                var inetd = peers.inetd()) {
            besides(
                    "daytime connections/s",
                    List.of(
                            new Side("timeserverd", ours.at(port), Peers.DAYTIME),
                            new Side("inetd", inetd, Peers.DAYTIME)));
        } catch (IOException e) {
            table.note("inetd daytime: not compared, it needs port 13 and root: " + e.getMessage());
        }
    }

    private void always() throws IOException, InterruptedException {
        double syncMs = DiskSync.medianMs(results.resolve("work"));
        try (var ours = peers.daemon("always", "", "journal.sync=always")) {
            closedLoop(ours, Peers.PLACES, WARM_UP_NS);
            var rate = new Series();
            var p99 = new Series();
            for (int i = 0; i < plan.rounds(); i++) {
                var result = closedLoop(ours, Peers.PLACES, plan.roundNs());
                rate.add(result.perSecond());
                p99.add(result.latency().getValueAtPercentile(99) / 1e6);
            }
            var measure = "journal.sync = always, " + CLIENTS + " clients";
            table.row(
                    measure + ", connections/s",
                    "timeserverd",
                    rate.toString(),
                    "",
                    "8,000 where fdatasync takes 0.3 ms");
            table.row(
                    measure + ", p99 in fdatasyncs of " + Series.number(syncMs) + " ms",
                    "timeserverd",
                    Series.number(p99.median() / syncMs),
                    "",
                    "at most 3");
        }
    }

    private void missing(String peer, String debianPackage) {
        table.note(peer + ": missing, install the Debian package " + debianPackage);
    }
}
