package io.timeserverd.admin;

import io.timeserverd.journal.JournalException;
import io.timeserverd.journal.JournalReader;
import io.timeserverd.journal.Segment;
import java.io.IOException;
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
            "Exit status 1: one is damaged."
        })
final class SegmentsCommand implements Callable<Integer> {
    @ParentCommand
    private TimeserverAdmin admin;

    @Option(names = "--json", description = "Print one JSON object a line.")
    private boolean json;

    @Mixin
    private TableOptions tables;

    @Override
    public Integer call() throws Failure, JournalException, IOException {
        var segments = new ArrayList<Segment>();
        for (var journal : admin.journals()) {
            segments.addAll(JournalReader.open(journal).segments());
        }
        if (json) {
            SegmentJson.print(admin.terminal(), segments);
        } else {
            SegmentTable.print(tables.style(admin.terminal()), admin.zone(), segments);
        }
        return segments.stream().anyMatch(each -> each.state() == Segment.State.DAMAGED) ? Failure.FOUND : Failure.NONE;
    }
}
