package io.timeserverd.bench;

import io.timeserverd.journal.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** Runs every benchmark; {@code quick} as the argument only tries whether they work. Writes into {@code target/bench}. */
public final class Bench {
    private Bench() {}

    public static void main(String[] args) throws IOException, InterruptedException, JournalException {
        var plan = args.length > 0 && args[0].equals("quick") ? Plan.QUICK : Plan.FULL;
        var base = Path.of("").toAbsolutePath();
        var results = Files.createDirectories(base.resolve("target/bench"));
        var work = results.resolve("work");
        delete(work);
        Files.createDirectories(work);
        var peers = new Peers(base, work);
        var table = new Table();
        new Machine().describe(table);
        new Comparison(plan, peers, table, results).run();
        new Footprint(plan, peers, table, work).run();
        new Curves(plan, peers, table, results).run();
        new Pieces(work.resolve("pieces")).run(table);
        delete(work);
        table.write(results);
        System.out.print(table.text());
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (var files = Files.walk(directory)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
