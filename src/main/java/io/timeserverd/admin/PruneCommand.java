package io.timeserverd.admin;

import io.timeserverd.admin.sums.DisplayZone;
import io.timeserverd.admin.sums.IsoTime;
import io.timeserverd.conf.Cidr;
import io.timeserverd.journal.JournalException;
import io.timeserverd.journal.JournalReader;
import io.timeserverd.journal.Pruning;
import io.timeserverd.journal.Segment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "prune",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Deletes the sealed segments whose records are all older than an instant, or all records of a"
                + " client, after it has asked.%n",
        footer = {
            "%nIt lists the segments first and asks; only y or yes deletes them. With --before it deletes whole"
                    + " segments only: some older records may stay, but no younger record is lost. The times in the"
                    + " records decide, so records of a clock that was ahead count as younger. The newest segment, whose"
                    + " name gives the next id, and damaged segments are never deleted. The daemon may run meanwhile.",
            "With --client it writes each sealed segment that holds such records again without them. Records in"
                    + " a redo log stay; run prune again when it has been sealed, which happens when it is full, after a"
                    + " day, or when the daemon stops. Where journal.client is prefix, give the prefix, such as"
                    + " 192.0.2.0/24.",
            "The chain records each deletion, so verify does not report it as a fault. It keeps the hashes of a"
                    + " client's removed records, since they prove the records around them.",
            "Exit status 1: not everything that was listed was deleted."
        })
final class PruneCommand implements Callable<Integer> {
    @ParentCommand
    private TimeserverAdmin admin;

    @Option(
            names = "--before",
            paramLabel = "T",
            converter = Moment.Converter.class,
            description = "An age (90s, 10m, 2h, 3d, 1w), UNIX seconds, or an ISO 8601 date or date-time, of the"
                    + " zone --tz unless it has an offset.")
    private Optional<Moment> before = Optional.empty();

    @Option(
            names = "--client",
            paramLabel = "CIDR",
            converter = CidrConverter.class,
            description = "An address or block, such as 192.0.2.7 or 2001:db8::/64: remove all its records.")
    private Optional<Cidr> client = Optional.empty();

    @Option(names = "--dry-run", description = "Only list what would be deleted.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Delete without a question.")
    private boolean yes;

    @Option(names = "--json", description = "Print the list as one JSON object a line.")
    private boolean json;

    private DisplayZone zone = DisplayZone.UTC;

    @Mixin
    private TableOptions tables;

    @Override
    public Integer call() throws Failure, JournalException, IOException {
        Path path = admin.settings().journal().path();
        if (before.isPresent() == client.isPresent()) {
            throw new Failure(Failure.USAGE, List.of("prune takes --before or --client"));
        }
        TableStyle style = tables.style(admin.terminal());
        if (client.isPresent()) {
            return new ClientPrune(admin, style, path, client.get(), dryRun, yes, json).run();
        }
        zone = admin.zone();
        Instant instant = before.get().at(admin.surroundings().clock().instant(), zone);
        List<Segment> all = JournalReader.open(path).segments();
        List<Segment> old = Pruning.before(instant, all);
        if (json) {
            SegmentJson.print(admin.terminal(), SegmentTable.Checked.OUTLINE, old);
        } else {
            SegmentTable.print(style, zone, SegmentTable.Checked.OUTLINE, old);
        }
        if (old.isEmpty()) {
            admin.terminal()
                    .complain("there is nothing to delete before " + new IsoTime(IsoTime.SECONDS, zone).text(instant)
                            + whyOlderStay(instant, all));
            return Failure.NONE;
        }
        if (dryRun) {
            admin.terminal().complain("would delete " + summary(old));
            return Failure.NONE;
        }
        if (!yes && !isConfirmed(admin, "Delete " + summary(old))) {
            throw new Failure(Failure.FOUND, List.of("nothing was deleted: the reply was not y"));
        }
        delete(old);
        return Failure.NONE;
    }

    private static String whyOlderStay(Instant instant, List<Segment> segments) {
        boolean hasOlder = segments.stream()
                .anyMatch(each -> each.records() > 0 && each.leastTime().isBefore(instant));
        return hasOlder
                ? ": older records are in a segment with younger ones, or in one that is never deleted: the newest,"
                        + " or one that is not sealed"
                : "";
    }

    static boolean isConfirmed(TimeserverAdmin admin, String what) throws IOException {
        Terminal terminal = admin.terminal();
        terminal.ask(what + "? [y/N]");
        String reply = admin.surroundings().in().readLine();
        if (reply == null || !terminal.errShown()) {
            terminal.endLine();
        }
        return reply != null && reply.strip().toLowerCase(Locale.ROOT).matches("y|yes");
    }

    private void delete(List<Segment> old) throws Failure, IOException {
        var deleted = new ArrayList<Segment>();
        try {
            for (Segment each : old) {
                if (Pruning.delete(each, admin.surroundings().clock().instant())) {
                    deleted.add(each);
                }
            }
        } finally {
            admin.terminal().complain("deleted " + (deleted.isEmpty() ? "nothing" : summary(deleted)));
        }
        if (deleted.size() < old.size()) {
            throw new Failure(
                    Failure.FOUND,
                    List.of("the daemon has merged or deleted " + segments(old.size() - deleted.size())
                            + " meanwhile: look again"));
        }
    }

    private String summary(List<Segment> segments) {
        long records = segments.stream().mapToLong(Segment::records).sum();
        long bytes = segments.stream().mapToLong(Segment::bytes).sum();
        Optional<Instant> least = segments.stream().map(Segment::leastTime).min(Comparator.naturalOrder());
        Optional<Instant> greatest =
                segments.stream().map(Segment::greatestTime).max(Comparator.naturalOrder());
        var time = new IsoTime(IsoTime.MILLISECONDS, zone);
        return String.format(
                Locale.ROOT,
                "%s, %,d records from %s to %s, %.1f MB",
                segments(segments.size()),
                records,
                time.text(least.orElseThrow()),
                time.text(greatest.orElseThrow()),
                bytes / 1e6);
    }

    static String segments(int count) {
        return count == 1 ? "1 segment" : count + " segments";
    }
}
