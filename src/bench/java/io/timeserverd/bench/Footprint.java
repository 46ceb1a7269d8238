package io.timeserverd.bench;

import io.timeserverd.journal.JournalException;
import io.timeserverd.journal.JournalFigures;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** What the daemon takes: time to start, memory, allocation, disk. */
final class Footprint {
    private static final int STARTS = 5;
    private static final int IDLE = 5000;
    private static final long WARM_UP_NS = TimeUnit.SECONDS.toNanos(8);

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
        var ms = new Series();
        var msWithout = new Series();
        var msBoth = new Series();
        var msBothWithout = new Series();
        var mb = new Series();
        var mbWithout = new Series();
        for (int i = 0; i < STARTS; i++) {
            start(peers, msWithout, mbWithout);
            start(installed, ms, mb);
            start(peers.onBothCores(), msBothWithout, new Series());
            start(installed.onBothCores(), msBoth, new Series());
        }
        var without = "without class archive";
        var ready = "first answer after start, class archive, ";
        table.row(ready + "two cores, ms", msBoth, without, msBothWithout, Target.atMost(250));
        table.row(ready + "one core, ms", ms, without, msWithout, Target.atMost(250));
        table.row("resident, idle, class archive, MB", mb, without, mbWithout, Target.atMost(72));
    }

    private static void start(Peers peers, Series ms, Series mb) throws IOException, InterruptedException {
        long start = System.nanoTime();
        try (var daemon = peers.daemon("start")) {
            ask(daemon);
            ms.add((System.nanoTime() - start) / 1e6);
            Thread.sleep(2000); // what follows the start is over
            mb.add(daemon.residentMb());
        }
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
            load.run(WARM_UP_NS);
            var loop = new Series();
            var helper = new Series();
            for (int i = 0; i < lab.plan().rounds(); i++) {
                long loopBefore = jvm.allocatedBy("main");
                long helperBefore = jvm.allocatedBy("helper");
                double requests = load.run(lab.plan().roundNs());
                loop.add((jvm.allocatedBy("main") - loopBefore) / requests);
                helper.add((jvm.allocatedBy("helper") - helperBefore) / requests);
            }
            table.row("allocation of a pipelined request, bytes", loop, Target.atMost(0.05));
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

    /** Of requests of many clients about many places, in the form in which they are kept. */
    void journal() throws IOException, JournalException {
        var figures = new JournalFigures(
                lab.work().resolve("typical"),
                lab.plan().records(),
                (what, value) -> table.detail("journal: " + what, Series.number(value), ""));
        table.row("journal bytes of a typical request", Series.of(figures.run()), Target.atMost(60));
    }
}
