package io.timeserverd.bench;

import java.io.IOException;

/** What can be done in a second, and what processor time one of it takes, beside a bare loop and peers. */
final class Throughput {
    private static final int CLIENTS = 64;
    private static final int SESSIONS = 16;
    private static final int DEPTH = 200;

    private final Lab lab;
    private final FiguresTable table;
    private final Peers peers;

    Throughput(Lab lab) {
        this.lab = lab;
        this.table = lab.table();
        this.peers = lab.peers();
    }

    /** Beside a loop that does nothing else, and one that also waits for the client's end, as the daemon has to. */
    void oneShots() throws IOException, InterruptedException {
        try (var sides = new Sides()) {
            sides.add("timeserverd", peers.daemon("compared"), Peers.PLACES);
            sides.add("bare loop", peers.bare("close"), Peers.ANYTHING);
            if (!lab.plan().targetsOnly()) {
                sides.add("bare loop that lingers", peers.bare("linger"), Peers.ANYTHING);
            }
            sides.addBefore(lab, "compared");
            sides.inTurn(lab, lab.plan().rounds(), Throughput::oneShots);
            sides.rows(table, "one-shot connections/s, " + CLIENTS + " clients", Side::rate, Target.ratioAtLeast(0.95));
            sides.rows(table, "processor time of a one-shot connection, us", Side::cpuMicros, Target.ratioAtMost(1.5));
            sides.busyRow(table, "one-shots");
        }
    }

    void pipelined() throws IOException, InterruptedException {
        try (var sides = new Sides()) {
            sides.add("timeserverd", peers.daemon("sessions", "journal.max-size=1GiB"), Peers.PLACES);
            if (lab.isThere("redis TIME", "redis-server", "redis-server")) {
                sides.add("redis TIME", peers.redis(), Peers.REDIS_TIME);
            }
            sides.add("every request recorded by itself", peers.daemon("recorded"), Peers.PLACES);
            sides.addBefore(lab, "sessions");
            sides.inTurn(lab, lab.plan().rounds(), Throughput::sessions);
            sides.rows(
                    table,
                    "pipelined requests/s, " + SESSIONS + " clients, " + DEPTH + " deep",
                    Side::rate,
                    Target.ratioAtLeast(1.3));
            sides.rows(table, "processor time of a pipelined request, us", Side::cpuMicros, Target.NONE);
            sides.busyRow(table, "pipelined");
        }
    }

    /** One-shot connections to what else a user would pick. */
    void peers() throws IOException, InterruptedException {
        try (var sides = new Sides()) {
            sides.add("timeserverd", peers.daemon("beside"), Peers.PLACES);
            if (lab.isThere("redis TIME", "redis-server", "redis-server")) {
                sides.add("redis TIME (the client resets)", peers.redis(), Peers.REDIS_TIME);
            }
            if (lab.isThere("Python asyncio", "python3", "python3")) {
                sides.add("Python asyncio", peers.asyncio(), Peers.ANYTHING);
            }
            sides.inTurn(lab, lab.plan().rounds(), Throughput::oneShots);
            sides.rows(table, "one-shot connections/s beside peers", Side::rate, Target.NONE);
            sides.rows(table, "processor time beside peers, us", Side::cpuMicros, Target.NONE);
        }
    }

    /** RFC 867. */
    void daytime() throws IOException, InterruptedException {
        if (!lab.isThere("inetd daytime", "inetd", "openbsd-inetd")) {
            return;
        }
        int port = Subject.freePort();
        try (var sides = new Sides()) {
            Subject ours = peers.daemon("daytime", "listen.daytime=127.0.0.1:" + port);
            sides.add("timeserverd", ours.at(port), Peers.DAYTIME);
            sides.add("inetd", peers.inetd(), Peers.DAYTIME);
            sides.inTurn(lab, lab.plan().rounds(), Throughput::oneShots);
            sides.rows(table, "daytime connections/s", Side::rate, Target.NONE);
            sides.rows(table, "processor time of a daytime connection, us", Side::cpuMicros, Target.NONE);
        } catch (IOException e) {
            table.note("inetd daytime: not compared, it needs port 13 and root: " + e.getMessage());
        }
    }

    /** As many as there can be with a fixed number of clients. */
    static double oneShots(Side side, long durationNs) throws IOException {
        try (var ring = new Ring(side.subject().port(), side.dialogue(), CLIENTS)) {
            return ring.run(durationNs);
        }
    }

    private static double sessions(Side side, long durationNs) throws IOException {
        String opening = side.dialogue().serverCloses() ? "keep\n" : "";
        try (var load = new Sessions(side.subject().port(), side.dialogue(), opening, SESSIONS, DEPTH)) {
            return load.run(durationNs);
        }
    }
}
