package io.timeserverd.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How what a request costs depends on what there is already: it should not. */
final class Curves {
    private static final int CLIENTS = 64;

    private final Plan plan;
    private final Peers peers;
    private final Table table;
    private final Path results;

    Curves(Plan plan, Peers peers, Table table, Path results) {
        this.plan = plan;
        this.peers = peers;
        this.table = table;
        this.results = results;
    }

    void run() throws IOException, InterruptedException {
        clients();
        journal();
        idle();
    }

    private void clients() throws IOException, InterruptedException {
        var plot = new Plot("One-shot connections against clients", "clients at a time", "connections a second");
        try (var ours = peers.daemon("clients", "");
                var bare = peers.bare("linger")) {
            oneShots(ours, Peers.PLACES, CLIENTS);
            oneShots(bare, Peers.ANYTHING, CLIENTS);
            for (int count : List.of(1, 4, 16, 64, 256, 1024)) {
                plot.point(
                        "timeserverd",
                        count,
                        oneShots(ours, Peers.PLACES, count).perSecond());
                plot.point(
                        "bare loop",
                        count,
                        oneShots(bare, Peers.ANYTHING, count).perSecond());
            }
        }
        plot.write(results.resolve("clients.svg"));
    }

    private void journal() throws IOException, InterruptedException {
        var plot = new Plot("Cost against journal size", "records", "processor time of a request, us");
        try (var ours = peers.daemon("records", "")) {
            double records = oneShots(ours, Peers.PLACES, CLIENTS).done();
            for (int wanted : plan.journals()) {
                try (var load = new Sessions(ours.port(), Peers.PLACES, "keep\n", 16, 200)) {
                    while (records < wanted) {
                        long slice = TimeUnit.MILLISECONDS.toNanos(100);
                        records += load.run(slice) * slice / 1e9;
                    }
                }
                cost(ours, "after " + Series.number(wanted) + " records", wanted, plot);
            }
        }
        plot.write(results.resolve("journal.svg"));
    }

    private void idle() throws IOException, InterruptedException {
        var plot = new Plot("Cost against idle connections", "open connections", "processor time of a request, us");
        try (var ours = peers.daemon("open", "", "limits.idle-timeout=10m")) {
            oneShots(ours, Peers.PLACES, CLIENTS);
            for (int count : plan.idle()) {
                try (var idle = new Sessions(ours.port(), Peers.PLACES, "keep\n", count, 1)) {
                    cost(ours, "with " + Series.number(idle.open()) + " idle connections", idle.open(), plot);
                }
            }
        }
        plot.write(results.resolve("idle.svg"));
    }

    private void cost(Subject subject, String when, int x, Plot plot) throws IOException {
        double before = subject.cpuSeconds();
        var result = oneShots(subject, Peers.PLACES, CLIENTS);
        double micros = (subject.cpuSeconds() - before) * 1e6 / result.done();
        plot.point("one-shot", x, micros);
        table.row("processor time of a one-shot connection, us", when, Series.number(micros), "", "");
    }

    private OneShots.Result oneShots(Subject subject, Dialogue dialogue, int clients) throws IOException {
        try (var load = new OneShots(subject.port(), dialogue)) {
            return load.closedLoop(clients, plan.roundNs());
        }
    }
}
