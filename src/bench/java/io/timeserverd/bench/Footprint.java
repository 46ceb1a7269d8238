package io.timeserverd.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** What the daemon takes: time to start, memory, allocation, disk. */
final class Footprint {
    private static final int STARTS = 5;
    private static final int IDLE = 5000;
    private static final Pattern PAUSE = Pattern.compile("Pause .*? (\\d+)K->(\\d+)K");
    private static final Pattern USED = Pattern.compile("(?:new generation|tenured generation).*?used (\\d+)K");

    private final Plan plan;
    private final Peers peers;
    private final Table table;
    private final Path work;

    Footprint(Plan plan, Peers peers, Table table, Path work) {
        this.plan = plan;
        this.peers = peers;
        this.table = table;
        this.work = work;
    }

    void run() throws IOException, InterruptedException {
        start("plain", "-Xshare:auto", "");
        var archive = work.resolve("classes.jsa");
        try (var training = peers.daemon("training", "-XX:ArchiveClassesAtExit=" + archive);
                var load = new OneShots(training.port(), Peers.PLACES)) {
            load.closedLoop(1, TimeUnit.MILLISECONDS.toNanos(200));
        }
        start("with class archive", "-XX:SharedArchiveFile=" + archive, "at most 250");
        allocation();
        idleConnections();
        journalBytes();
    }

    private void start(String how, String options, String target) throws IOException, InterruptedException {
        var ready = new Series();
        var resident = new Series();
        for (int i = 0; i < STARTS; i++) {
            long start = System.nanoTime();
            try (var daemon = peers.daemon("start-" + how.replace(' ', '-') + i, options)) {
                ready.add((System.nanoTime() - start) / 1e6);
                Thread.sleep(2000); // what follows the start is over
                resident.add(daemon.residentMb());
            }
        }
        table.row("ready after start, one core, ms", how, ready.toString(), "", target);
        table.row("resident, idle, MB", how, resident.toString(), "", target.isEmpty() ? "" : "at most 72");
    }

    /** What the collector had to clear away while sessions asked; nothing else runs in the daemon then. */
    private void allocation() throws IOException, InterruptedException {
        var log = work.resolve("gc.log");
        try (var daemon = peers.daemon("allocation", "-Xlog:gc:file=" + log);
                var load = new Sessions(daemon.port(), Peers.PLACES, "keep\n", 16, 200)) {
            load.run(TimeUnit.SECONDS.toNanos(5));
            long bytesBefore = allocated(log);
            double requests = load.run(plan.roundNs() * 3) * plan.roundNs() * 3 / 1e9;
            double bytes = allocated(log) - bytesBefore;
            table.row(
                    "allocation of a pipelined request, bytes",
                    "timeserverd",
                    Series.number(bytes / requests),
                    "",
                    "0");
        }
    }

    /** Bytes between the collections of a log. */
    private static long allocated(Path log) throws IOException {
        long sum = 0;
        long after = 0;
        var pauses =
                PAUSE.matcher(Files.readString(log).replace("M->", "000K->").replaceAll("->(\\d+)M", "->$1000K"));
        while (pauses.find()) {
            sum += Long.parseLong(pauses.group(1)) - after;
            after = Long.parseLong(pauses.group(2));
        }
        return sum * 1024;
    }

    private void idleConnections() throws IOException, InterruptedException {
        try (var daemon = peers.daemon("idle", "", "limits.idle-timeout=10m")) {
            try (var few = new Sessions(daemon.port(), Peers.PLACES, "keep\n", 10, 1)) {
                few.run(TimeUnit.SECONDS.toNanos(1));
            }
            Thread.sleep(1000);
            long before = heapUsed(daemon.pid());
            try (var many = new Sessions(daemon.port(), Peers.PLACES, "keep\n", IDLE, 1)) {
                long with = heapUsed(daemon.pid());
                table.row(
                        "heap of an idle connection, bytes",
                        "timeserverd",
                        Series.number((with - before) / (double) many.open()),
                        "",
                        "at most 1024");
            }
        }
    }

    private static long heapUsed(long pid) throws IOException, InterruptedException {
        jcmd(pid, "GC.run");
        var used = USED.matcher(jcmd(pid, "GC.heap_info"));
        long sum = 0;
        while (used.find()) {
            sum += Long.parseLong(used.group(1));
        }
        return sum * 1024;
    }

    private static String jcmd(long pid, String command) throws IOException, InterruptedException {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var process = new ProcessBuilder(jcmd, Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException(String.format(Locale.ROOT, "jcmd %d %s: %s", pid, command, out));
        }
        return out;
    }

    /** As written, with few requests a turn, and in sealed segments. */
    private void journalBytes() throws IOException, InterruptedException {
        bytesOf("64MiB", ".redo", "timeserverd, active segment", "");
        bytesOf("256KiB", ".mapdb", "timeserverd, sealed segments", "at most 60");
    }

    private void bytesOf(String segment, String kind, String who, String target)
            throws IOException, InterruptedException {
        var journal = work.resolve("disk" + kind + "/journal");
        long done;
        try (var daemon = peers.daemon("disk" + kind, "", "journal.segment=" + segment);
                var load = new OneShots(daemon.port(), Peers.PLACES)) {
            done = load.closedLoop(64, 2 * plan.roundNs()).done();
            Thread.sleep(3000); // what is to be sealed is
        }
        long records = kind.equals(".redo") ? done : firstUnsealed(journal) - 1;
        long bytes = 0;
        try (var files = Files.list(journal)) {
            for (var file : files.filter(each -> each.toString().endsWith(kind)).toList()) {
                bytes += Files.size(file);
            }
        }
        var value = records == 0 ? "none is full yet" : Series.number(bytes / (double) records);
        table.row("journal bytes of a one-shot request", who, value, "", target);
    }

    /** Its segments were sealed from the first on. */
    private static long firstUnsealed(Path journal) throws IOException {
        try (var files = Files.list(journal)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".redo"))
                    .mapToLong(name -> Long.parseLong(name.substring(0, name.indexOf('.'))))
                    .min()
                    .orElse(1);
        }
    }
}
