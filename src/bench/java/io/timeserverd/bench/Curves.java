package io.timeserverd.bench;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Measures whether the cost of a request depends on how much there is already. It should not. */
final class Curves {
    private static final int CLIENTS = 64;
    private static final int ROUNDS = 3;
    private static final List<Integer> CLIENT_COUNTS = List.of(1, 4, 16, 64, 256, 1024);

    private final Lab lab;
    private final Plan plan;
    private final Peers peers;

    Curves(Lab lab) {
        this.lab = lab;
        this.plan = lab.plan();
        this.peers = lab.peers();
    }

    /** Throughput. */
    void clients() throws IOException, InterruptedException {
        Plot plot = Plot.ofAmounts("One-shot connections against clients", "clients at a time", "connections a second");
        try (Subject ours = peers.daemon("clients");
                Subject bare = peers.bare("close")) {
            warmUp(ours, Peers.PLACES);
            warmUp(bare, Peers.ANYTHING);
            for (int count : CLIENT_COUNTS) {
                var ourRate = new Series();
                var bareRate = new Series();
                for (int round = 0; round < ROUNDS; round++) {
                    ourRate.add(rate(ours, Peers.PLACES, count));
                    bareRate.add(rate(bare, Peers.ANYTHING, count));
                }
                plot.point("timeserverd", count, ourRate.median());
                plot.point("bare loop", count, bareRate.median());
            }
        }
        plot.write(lab.results().resolve("clients.svg"));
    }

    private double warmUp(Subject subject, Dialogue dialogue) throws IOException {
        return ServerWarmUp.of(plan, subject, durationNs -> oneShots(subject, dialogue, CLIENTS, durationNs));
    }

    private double rate(Subject subject, Dialogue dialogue, int clients) throws IOException, InterruptedException {
        return lab.quiet().measure(() -> {
            double connections = oneShots(subject, dialogue, clients, plan.roundNs());
            subject.awaitIdle();
            return connections * 1e9 / plan.roundNs();
        });
    }

    void journal() throws IOException, InterruptedException {
        Plot plot = Plot.ofFactors(
                "Cost against journal size", "records in the journal", "processor time of a request, µs", 1);
        try (Subject ours = peers.daemon("records");
                var sessions = new Sessions(ours.port(), Peers.PLACES, "keep\n", 16, 200)) {
            double records = warmUp(ours, Peers.PLACES);
            for (int wanted : plan.journals()) {
                while (records < wanted) {
                    records += sessions.run(TimeUnit.MILLISECONDS.toNanos(50));
                }
                records += cost(ours, records, plot);
            }
        }
        plot.write(lab.results().resolve("journal.svg"));
    }

    void idle() throws IOException, InterruptedException {
        Plot plot = Plot.ofFactors(
                "Cost against idle connections", "open connections", "processor time of a request, µs", 1);
        try (Subject ours = peers.daemon("open", "limits.idle-timeout=10m")) {
            warmUp(ours, Peers.PLACES);
            for (int count : plan.idle()) {
                try (var idle = new Sessions(ours.port(), Peers.PLACES, "keep\n", count, 1)) {
                    cost(ours, idle.open(), plot);
                }
            }
        }
        plot.write(lab.results().resolve("idle.svg"));
    }

    /** How many requests it took to find out. */
    private double cost(Subject subject, double x, Plot plot) throws IOException {
        subject.awaitIdle();
        double start = subject.cpuSeconds();
        double connections = oneShots(subject, Peers.PLACES, CLIENTS, plan.roundNs());
        subject.awaitIdle();
        double between = subject.cpuSeconds();
        double requests;
        try (var sessions = new Sessions(subject.port(), Peers.PLACES, "keep\n", 16, 200)) {
            requests = sessions.run(plan.roundNs() / 5);
        }
        subject.awaitIdle();
        plot.point("one-shot connection", x, (between - start) * 1e6 / connections);
        plot.point("pipelined request", x, (subject.cpuSeconds() - between) * 1e6 / requests);
        return connections + requests;
    }

    private static long oneShots(Subject subject, Dialogue dialogue, int clients, long durationNs) throws IOException {
        try (var load = new Ring(subject.port(), dialogue, clients)) {
            return load.run(durationNs);
        }
    }
}
