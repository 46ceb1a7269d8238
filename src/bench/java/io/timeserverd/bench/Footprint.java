package io.timeserverd.bench;

import io.timeserverd.journal.JournalFigures;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Measures what the daemon needs: time to start, memory, disk. */
final class Footprint {
    private static final int IDLE = 5000;

    private final Lab lab;
    private final Peers peers;
    private final FiguresTable table;

    Footprint(Lab lab) {
        this.lab = lab;
        this.peers = lab.peers();
        this.table = lab.table();
    }

    /** With the archive of loaded classes that an installation makes of its own JVM, and without. */
    void start() throws IOException, InterruptedException {
        Peers installed = peers.withArchive("installed");
        var both = new Starts(installed.onBothCores());
        var kinds = new ArrayList<>(List.of(both));
        var before = Optional.<Starts>empty();
        if (peers.before().isPresent()) {
            before = Optional.of(new Starts(
                    peers.before().get().withArchive("installed-before").onBothCores()));
            kinds.add(before.get());
        }
        var bothWithout = new Starts(peers.onBothCores());
        var one = new Starts(installed);
        var oneWithout = new Starts(peers);
        if (!lab.plan().targetsOnly()) {
            kinds.addAll(List.of(bothWithout, one, oneWithout));
        }
        for (int i = 0; i < lab.plan().starts(); i++) {
            for (Starts kind : kinds) {
                kind.add(start(kind.daemons));
            }
        }
        row("ready after start, two cores, ms", both, before, Starts::ready, Target.atMost(250));
        row("first answer after start, two cores, ms", both, before, Starts::answer, Target.NONE);
        row("resident, idle, MB", both, before, Starts::mb, Target.atMost(72));
        if (!lab.plan().targetsOnly()) {
            String without = "without class archive";
            table.row("ready after start, two cores, ms", both.ready, without, bothWithout.ready, Target.NONE);
            table.row("ready after start, one core, ms", one.ready, without, oneWithout.ready, Target.NONE);
            table.row("resident, idle, MB", both.mb, without, bothWithout.mb, Target.NONE);
        }
    }

    private void row(
            String measure, Starts ours, Optional<Starts> before, Function<Starts, Series> figure, Target target) {
        table.row(measure, figure.apply(ours), target);
        before.ifPresent(
                other -> table.row(measure, figure.apply(ours), Sides.BEFORE, figure.apply(other), Target.NONE));
    }

    /** What starts of one kind came to. */
    private record Starts(Peers daemons, Series ready, Series answer, Series mb) {
        Starts(Peers daemons) {
            this(daemons, new Series(), new Series(), new Series());
        }

        void add(Start start) {
            ready.add(start.ready);
            answer.add(start.answer);
            mb.add(start.mb);
        }
    }

    /**
     * @param ready until the daemon said so, in milliseconds from before its launcher was called
     * @param answer until a client that began to connect meanwhile had an answer
     * @param mb resident when all that follows a start is over
     */
    private record Start(double ready, double answer, double mb) {}

    private Start start(Peers daemons) throws IOException, InterruptedException {
        return lab.quiet().measure(() -> {
            var begun = Instant.now();
            try (Subject daemon = daemons.daemon("start")) {
                ask(daemon);
                double answer = millisSince(begun, Instant.now());
                Thread.sleep(2000);
                return new Start(millisSince(begun, daemon.timeOf("event=ready")), answer, daemon.residentMb());
            }
        });
    }

    private static double millisSince(Instant begun, Instant end) {
        return Duration.between(begun, end).toNanos() / 1e6;
    }

    /** Asks until a first reply is there. */
    private static void ask(Subject daemon) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), daemon.port())) {
            socket.getOutputStream().write("Europe/Paris\n".getBytes(StandardCharsets.US_ASCII));
            if (socket.getInputStream().readAllBytes().length == 0) {
                throw new IOException("no answer");
            }
        }
    }

    /** What a connection that waits for its next request takes of the heap: a text session, and a browser that shows the page. */
    void idleConnections() throws IOException, InterruptedException {
        int http = Subject.freePort();
        try (Subject daemon = peers.daemon("idle", "limits.idle-timeout=10m", "listen.http=127.0.0.1:" + http);
                Jvm jvm = Jvm.of(daemon)) {
            Series session = heapOfIdle(jvm, daemon.port(), Peers.PLACES, "keep\n");
            Series kept = heapOfIdle(jvm, http, Peers.HTTP, "");
            table.row("heap of an idle connection, bytes", session, "HTTP", kept, Target.NONE);
        }
    }

    private static Series heapOfIdle(Jvm jvm, int port, Dialogue dialogue, String opening)
            throws IOException, InterruptedException {
        try (var few = new Sessions(port, dialogue, opening, 10, 1)) {
            few.run(TimeUnit.SECONDS.toNanos(1));
        }
        Thread.sleep(1000);
        long before = jvm.heapNeeded();
        try (var many = new Sessions(port, dialogue, opening, IDLE, 1)) {
            many.run(TimeUnit.SECONDS.toNanos(1));
            return Series.of((jvm.heapNeeded() - before) / (double) many.open());
        }
    }

    /** Of requests of many clients about many places, in the form in which they are kept; not in this JVM, which lacks a compiler. */
    void journal() throws IOException, InterruptedException {
        String directory = lab.work().resolve("typical").toString();
        String records = Integer.toString(lab.plan().records());
        Process figures = new ProcessBuilder(Peers.java(JournalFigures.class, directory, records))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(figures::destroy)); // when the run is broken off
        try (BufferedReader lines = figures.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] figure = line.split("\t", -1);
                double value = Double.parseDouble(figure[1]);
                if (figure[0].equals(JournalFigures.SEALED_BYTES)) {
                    table.row("journal bytes of a typical request", Series.of(value), Target.NONE);
                } else {
                    table.detail("journal: " + figure[0], Series.number(value), "");
                }
            }
        }
        if (figures.waitFor() != 0) {
            throw new IOException("the journal could not be measured");
        }
    }
}
