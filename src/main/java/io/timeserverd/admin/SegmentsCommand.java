package io.timeserverd.admin;

import io.timeserverd.journal.JournalException;
import io.timeserverd.journal.JournalReader;
import io.timeserverd.journal.Segment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "segments",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Lists the segments of the journal on disk, oldest first.%n",
        footer = {
            "%nA sealed segment is complete; an active one grows or waits to be sealed; an old one, of release 0.1.0, waits to be"
                    + " converted; a damaged one cannot be read. FROM and TO are the earliest and the latest time in it.",
            "CHECKED is outline where only header, index and footer were read: then damage to records stays unnoticed. With"
                    + " --check it is all. verify does more: it also compares the records with the chain, and recomputes replies.",
            "Exit status 1: one is damaged."
        })
final class SegmentsCommand implements Callable<Integer> {
    @ParentCommand
    private TimeserverAdmin admin;

    @Option(names = "--json", description = "Print one JSON object a line.")
    private boolean json;

    @Option(names = "--check", description = "Read every record, and list a segment with a damaged one as damaged.")
    private boolean check;

    @Mixin
    private TableOptions tables;

    @Override
    public Integer call() throws Failure, JournalException, IOException {
        var segments = new ArrayList<Segment>();
        for (Path journal : admin.journals()) {
            var reader = JournalReader.open(journal);
            segments.addAll(check ? reader.checkedSegments() : reader.segments());
        }
        SegmentTable.Checked checked = check ? SegmentTable.Checked.ALL : SegmentTable.Checked.OUTLINE;
        if (json) {
            SegmentJson.print(admin.terminal(), checked, segments);
        } else {
            SegmentTable.print(tables.style(admin.terminal()), admin.zone(), checked, segments);
        }
        return segments.stream().anyMatch(each -> each.state() == Segment.State.DAMAGED) ? Failure.FOUND : Failure.NONE;
    }
}
