package io.timeserverd.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** How long a client with a single request waits while other clients keep the daemon busy. */
final class Fairness {
    /** The bound of a newcomer's p99 beside the busy sessions of one client, unless {@link #MOST_TIMES} allows more. */
    private static final double MOST_MS = 12;

    /** The same as a multiple of what it is without them. */
    private static final double MOST_TIMES = 5;

    /** As shipped: the other measures need more connections of one client. */
    private static final String[] LIMITS = {"limits.connections=10000", "limits.connections-per-client=256"};

    private final Lab lab;
    private final FiguresTable table;

    /** The busy sessions beside the newcomers. */
    private enum Crowd {
        NOBODY("nobody else", 0, 1),
        ONE_CLIENT("250 busy sessions of one client", 250, 1),
        MANY_CLIENTS("250 busy sessions of 39 clients", 250, 39);

        private final String words;
        private final int sessions;
        private final int addresses;

        Crowd(String words, int sessions, int addresses) {
            this.words = words;
            this.sessions = sessions;
            this.addresses = addresses;
        }
    }

    /**
     * @param newcomers what they came to
     * @param waiting part of the time for which the server could have run, but its core was another process's, in percent
     */
    private record Round(Newcomers.Result newcomers, double waiting) {}

    /** What all rounds came to: times in milliseconds, requests of the busy sessions answered a second, percent. */
    private record Waits(Series p50, Series p99, Series longest, Series busyReplies, Series waiting) {
        Waits() {
            this(new Series(), new Series(), new Series(), new Series(), new Series());
        }

        void add(Round round) {
            Newcomers.Result newcomers = round.newcomers;
            p50.add(newcomers.waits().getValueAtPercentile(50) / 1e6);
            p99.add(newcomers.waits().getValueAtPercentile(99) / 1e6);
            longest.add(newcomers.waits().getMaxValue() / 1e6);
            busyReplies.add(newcomers.busyReplies());
            waiting.add(round.waiting);
        }
    }

    /** A version of the daemon. */
    private record Version(String name, Subject subject, Map<Crowd, Waits> waits) implements AutoCloseable {
        Version(String name, Subject subject) {
            this(name, subject, new EnumMap<>(Crowd.class));
            for (Crowd crowd : Crowd.values()) {
                waits.put(crowd, new Waits());
            }
        }

        /** Newcomers beside a crowd. The server is idle afterwards, as before. */
        Round run(Crowd crowd, long durationNs) throws IOException {
            double waitedBefore = subject.waitedSeconds();
            long start = System.nanoTime();
            try (var busy = new BusySessions(subject.port(), crowd.sessions, crowd.addresses);
                    var newcomers = new Newcomers(subject.port(), busy)) {
                Newcomers.Result result = newcomers.run(durationNs);
                double seconds = (System.nanoTime() - start) / 1e9;
                return new Round(result, 100 * (subject.waitedSeconds() - waitedBefore) / seconds);
            } finally {
                subject.awaitIdle();
            }
        }

        @Override
        public void close() {
            subject.close();
        }
    }

    Fairness(Lab lab) {
        this.lab = lab;
        this.table = lab.table();
    }

    /** With the busy sessions and without them in turn. */
    void newcomers() throws IOException, InterruptedException {
        var versions = new ArrayList<Version>();
        try {
            versions.add(new Version("timeserverd", lab.peers().daemon("newcomers", LIMITS)));
            if (lab.peers().before().isPresent()) {
                Peers before = lab.peers().before().get();
                versions.add(new Version(Sides.BEFORE, before.daemon("before-newcomers", LIMITS)));
            }
            for (Version version : versions) {
                ServerWarmUp.of(
                        lab.plan(),
                        version.subject,
                        durationNs -> version.run(Crowd.ONE_CLIENT, durationNs)
                                .newcomers
                                .busyReplies());
            }
            for (int i = 0; i < lab.plan().rounds(); i++) {
                for (Crowd crowd : Crowd.values()) {
                    for (int j = 0; j < versions.size(); j++) {
                        measure(versions.get((i + j) % versions.size()), crowd); // none is always the first
                    }
                }
            }
        } finally {
            versions.forEach(Version::close);
        }
        Version ours = versions.get(0);
        List<Version> before = versions.subList(1, versions.size());
        for (Crowd crowd : List.of(Crowd.ONE_CLIENT, Crowd.MANY_CLIENTS)) {
            rows(ours, before, crowd, "p50", Waits::p50);
            rows(ours, before, crowd, "p99", Waits::p99);
            rows(ours, before, crowd, "longest", Waits::longest);
        }
        versions.forEach(this::details);
    }

    private void measure(Version version, Crowd crowd) throws IOException, InterruptedException {
        Round round = lab.quiet().measure(() -> version.run(crowd, lab.plan().newcomersNs()));
        version.waits.get(crowd).add(round);
        String beside = version.name + ", newcomers beside " + crowd.words + ": ";
        if (round.newcomers.failed() > 0) {
            table.note(beside + round.newcomers.failed() + " got no reply");
        }
        if (round.newcomers.lost() > 0) {
            table.note(beside + round.newcomers.lost() + " of the sessions were closed by the server");
        }
    }

    private void rows(Version ours, List<Version> before, Crowd crowd, String name, Function<Waits, Series> figure) {
        String measure = "newcomer beside " + crowd.words + ": " + name + ", ms";
        Series wait = figure.apply(ours.waits.get(crowd));
        Series alone = figure.apply(ours.waits.get(Crowd.NOBODY));
        boolean isMeant = name.equals("p99") && crowd == Crowd.ONE_CLIENT;
        double most = Math.max(MOST_MS, MOST_TIMES * alone.median());
        table.row(measure, wait, "without them", alone, isMeant ? Target.atMost(most) : Target.NONE);
        if (isMeant && most > MOST_MS) {
            table.note("newcomers: the bound is " + Series.number(most) + " ms instead of " + Series.number(MOST_MS)
                    + ", since they waited " + Series.number(alone.median()) + " ms without busy sessions");
        }
        for (Version version : before) {
            table.row(measure, wait, version.name, figure.apply(version.waits.get(crowd)), Target.NONE);
        }
    }

    private void details(Version version) {
        for (Crowd crowd : Crowd.values()) {
            Waits waits = version.waits.get(crowd);
            table.detail(
                    version.name + ", newcomers beside " + crowd.words + ": p50, p99, longest, ms",
                    waits.p50 + ", " + waits.p99 + ", " + waits.longest,
                    "busy sessions: " + Series.number(waits.busyReplies.median())
                            + " replies/s; the server waited for its core: " + Series.number(waits.waiting.median())
                            + " %");
        }
    }
}
