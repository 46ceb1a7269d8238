package io.timeserverd.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Runs the measures that its arguments name, or all, and writes tables and plots into {@code target/bench}. Further arguments:
 * {@code brief} measures only what has a target, in minutes; {@code quick} only tries whether everything works;
 * {@code before=IMAGE} has another version of the daemon measured in turn with this one, in the measures that have targets;
 * {@code anyway} measures on a busy machine too.
 */
public final class Bench {
    private static final String BEFORE = "before=";

    /** Of all cores; a run beside other work says nothing. */
    private static final double BUSIEST_PERCENT = 10;

    /** Stands beside the results of an undisturbed run that measured everything for as long as it takes. */
    private static final String WHOLE = "whole";

    /** What a brief run measures: whatever has a target. */
    private static final List<String> WITH_TARGETS =
            List.of("one-shots", "pipelined", "latency", "http", "start", "newcomers");

    /** One subject, a few rows or a plot of it. */
    private interface Measure {
        void run() throws Exception;
    }

    private final Lab lab;
    private final Map<String, Measure> measures = new LinkedHashMap<>();

    private Bench(Lab lab) {
        this.lab = lab;
        var throughput = new Throughput(lab);
        var latency = new Latency(lab);
        var footprint = new Footprint(lab);
        var curves = new Curves(lab);
        measures.put("one-shots", throughput::oneShots);
        measures.put("pipelined", throughput::pipelined);
        measures.put("latency", latency::atRates);
        measures.put("http", new Http(lab)::besideNginx);
        measures.put("start", footprint::start);
        measures.put("newcomers", new Fairness(lab)::newcomers);
        measures.put("always", new SyncedJournal(lab)::always);
        measures.put("idle", footprint::idleConnections);
        measures.put("journal", footprint::journal);
        measures.put("peers", throughput::peers);
        measures.put("daytime", throughput::daytime);
        measures.put("clients-plot", curves::clients);
        measures.put("journal-plot", curves::journal);
        measures.put("idle-plot", curves::idle);
        measures.put("pieces", new Pieces(lab)::run);
    }

    public static void main(String[] args) throws IOException {
        Descriptors.makeRoom();
        var names = new ArrayList<>(List.of(args));
        Plan plan = Plan.FULL;
        if (names.remove("quick")) {
            plan = Plan.QUICK;
        } else if (names.remove("brief")) {
            plan = Plan.BRIEF;
        }
        boolean anyway = names.remove("anyway") || plan.equals(Plan.QUICK);
        Optional<String> before =
                names.stream().filter(name -> name.startsWith(BEFORE)).findFirst();
        before.ifPresent(names::remove);
        boolean whole = names.isEmpty() && plan.equals(Plan.FULL) && !anyway;
        if (plan.targetsOnly() && names.isEmpty()) {
            names.addAll(WITH_TARGETS);
        }
        double busy = Machine.busyPercent();
        if (busy > BUSIEST_PERCENT && !anyway) {
            System.err.println(
                    "bench: other work takes " + Series.number(busy) + " % of the cores; wait for it to end, or say"
                            + " BENCH=\"… anyway\" for figures that nobody should publish");
            System.exit(1);
        }
        Path base = Path.of("").toAbsolutePath();
        Path results = Files.createDirectories(base.resolve("target/bench"));
        Path work = results.resolve("work");
        delete(work);
        Files.createDirectories(work);
        var peers = new Peers(base, work, before.map(name -> base.resolve(name.substring(BEFORE.length()))));
        var lab = new Lab(plan, peers, new FiguresTable(), new Quiet(plan.patienceNs()), results, work);
        boolean good = new Bench(lab).run(names, busy);
        if (!good) {
            System.exit(1);
        }
        if (whole) {
            Files.createFile(results.resolve(WHOLE));
        }
        delete(work);
    }

    /** Whether every measure came to its end undisturbed; the logs of the servers are kept otherwise. */
    private boolean run(List<String> names, double busyPercent) throws IOException {
        if (!measures.keySet().containsAll(names)) {
            System.err.println("the measures are: " + String.join(" ", measures.keySet()));
            return false;
        }
        deleteOld(lab.results());
        lab.table().note(lab.plan().describe() + Machine.describe(busyPercent));
        boolean allDone = true;
        Machine.Ticks ticksBefore = Machine.ticks();
        for (Map.Entry<String, Measure> measure : measures.entrySet()) {
            if (names.isEmpty() || names.contains(measure.getKey())) {
                allDone &= isDone(measure.getKey(), measure.getValue());
            }
        }
        lab.table()
                .note("other guests of the machine's host had "
                        + Series.number(Machine.ticks().stolenSince(ticksBefore)) + " % of the processor time; "
                        + lab.quiet().describe());
        lab.table().write(lab.results());
        int disturbed = lab.table().refused() + lab.quiet().disturbed();
        if (disturbed > 0) {
            System.err.println("bench: the run was disturbed: " + lab.table().refused()
                    + " figures whose rounds disagree, " + lab.quiet().disturbed()
                    + " measurements beside other guests of the host; do not publish it");
        }
        return allDone && disturbed == 0;
    }

    private boolean isDone(String name, Measure measure) {
        try {
            measure.run();
            return true;
        } catch (Exception e) { // the others can be measured all the same
            lab.table().note(name + ": not measured, " + e);
            return false;
        }
    }

    /** Results of several runs must not be taken for one. */
    private static void deleteOld(Path results) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(results, "{*.md,*.txt,*.svg," + WHOLE + "}")) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
