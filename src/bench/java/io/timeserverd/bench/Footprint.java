package io.timeserverd.bench;

import io.timeserverd.journal.JournalFigures;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** What the daemon takes: time to start, memory, allocation, disk. */
final class Footprint {
    private static final int STARTS = 5;
    private static final int IDLE = 5000;

    private final Lab lab;
    private final Peers peers;
    private final Table table;

    Footprint(Lab lab) {
        this.lab = lab;
        this.peers = lab.peers();
        this.table = lab.table();
    }

    /** With the archive of loaded classes that an installation makes of its own JVM, and without. */
    void start() throws IOException, InterruptedException {
        var installed = peers.withArchive();
        var one = new Starts();
        var oneWithout = new Starts();
        var both = new Starts();
        var bothWithout = new Starts();
        for (int i = 0; i < STARTS; i++) {
            oneWithout.add(start(peers));
            one.add(start(installed));
            bothWithout.add(start(peers.onBothCores()));
            both.add(start(installed.onBothCores()));
        }
        var without = "without class archive";
        var target = Target.atMost(250);
        table.row("ready after start, class archive, two cores, ms", both.ready, without, bothWithout.ready, target);
        table.row("ready after start, class archive, one core, ms", one.ready, without, oneWithout.ready, target);
        table.row("first answer, two cores, ms", both.answer, without, bothWithout.answer, Target.NONE);
        table.row("first answer, one core, ms", one.answer, without, oneWithout.answer, Target.NONE);
        table.row("resident, idle, class archive, MB", one.mb, without, oneWithout.mb, Target.atMost(72));
    }

    /** What starts of one kind came to. */
    private record Starts(Series ready, Series answer, Series mb) {
        Starts() {
            this(new Series(), new Series(), new Series());
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
            try (var daemon = daemons.daemon("start")) {
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

    /** Until a first answer is there. */
    private static void ask(Subject daemon) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), daemon.port())) {
            socket.getOutputStream().write("Europe/Paris\n".getBytes(StandardCharsets.US_ASCII));
            if (socket.getInputStream().readAllBytes().length == 0) {
                throw new IOException("no answer");
            }
        }
    }

    /** What the loop's thread has allocated while sessions asked. */
    void allocation() throws IOException, InterruptedException {
        try (var daemon = peers.daemon("allocation");
                var jvm = Jvm.of(daemon);
                var load = new Sessions(daemon.port(), Peers.PLACES, "keep\n", 16, 200)) {
            WarmUp.of(daemon, load::run);
            var loop = new Series();
            var helper = new Series();
            for (int i = 0; i < lab.plan().rounds(); i++) {
                long loopBefore = jvm.allocatedBy("main");
                long helperBefore = jvm.allocatedBy("helper");
                double requests = load.run(lab.plan().roundNs());
                loop.add((jvm.allocatedBy("main") - loopBefore) / requests);
                helper.add((jvm.allocatedBy("helper") - helperBefore) / requests);
            }
            table.row("allocation of a pipelined request, bytes", loop, Target.none(0.05));
            table.detail("the same by the thread that seals the journal, bytes", helper.toString(), "");
        }
    }

    void idleConnections() throws IOException, InterruptedException {
        try (var daemon = peers.daemon("idle", "limits.idle-timeout=10m");
                var jvm = Jvm.of(daemon)) {
            try (var few = new Sessions(daemon.port(), Peers.PLACES, "keep\n", 10, 1)) {
                few.run(TimeUnit.SECONDS.toNanos(1));
            }
            Thread.sleep(1000);
            long before = jvm.heapNeeded();
            try (var many = new Sessions(daemon.port(), Peers.PLACES, "keep\n", IDLE, 1)) {
                double bytes = (jvm.heapNeeded() - before) / (double) many.open();
                table.row("heap of an idle connection, bytes", Series.of(bytes), Target.atMost(1024));
            }
        }
    }

    /** Of requests of many clients about many places, in the form in which they are kept; not in this JVM, which lacks a compiler. */
    void journal() throws IOException, InterruptedException {
        var directory = lab.work().resolve("typical").toString();
        var records = Integer.toString(lab.plan().records());
        var figures = new ProcessBuilder(Peers.java(JournalFigures.class, directory, records))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(figures::destroy)); // when the run is broken off
        try (var lines = figures.inputReader()) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var figure = line.split("\t", -1);
                double value = Double.parseDouble(figure[1]);
                if (figure[0].equals(JournalFigures.SEALED_BYTES)) {
                    table.row("journal bytes of a typical request", Series.of(value), Target.atMost(60));
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
