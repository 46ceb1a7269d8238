package io.timeserverd.admin;

import io.timeserverd.journal.JournalException;
import io.timeserverd.journal.JournalReader;
import io.timeserverd.journal.Pruning;
import io.timeserverd.journal.Segment;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "prune",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Deletes the sealed segments that hold nothing but records before an instant, and lists them.%n",
        footer = {
            "%nWhole segments only: some older records may stay, none that is younger is lost. The active segment and"
                    + " damaged ones are never deleted. The daemon may run meanwhile."
        })
final class PruneCommand implements Callable<Integer> {
    @ParentCommand
    private TimeserverAdmin admin;

    @Option(
            names = "--before",
            required = true,
            paramLabel = "T",
            converter = Moment.Converter.class,
            description = "An age (90s, 10m, 2h, 3d, 1w), UNIX seconds, or an ISO 8601 date or date-time, UTC unless it"
                    + " says otherwise.")
    private Moment before;

    @Option(names = "--dry-run", description = "Only list what would be deleted.")
    private boolean dryRun;

    @Override
    public Integer call() throws Failure, JournalException, IOException {
        var path = admin.settings().journal().path();
        var instant = before.at(admin.surroundings().clock().instant());
        var old = Pruning.before(instant, JournalReader.open(path).segments());
        SegmentTable.print(admin.terminal(), old);
        if (!dryRun) {
            for (var each : old) {
                Pruning.delete(each);
            }
        }
        admin.terminal()
                .complain((dryRun ? "would delete " : "deleted ") + old.size() + " segments, "
                        + old.stream().mapToLong(Segment::records).sum() + " records, "
                        + old.stream().mapToLong(Segment::bytes).sum() + " bytes");
        return Failure.NONE;
    }
}
