package io.timeserverd.admin;

import io.timeserverd.admin.sums.DisplayZone;
import io.timeserverd.conf.Settings;
import io.timeserverd.journal.Finding;
import io.timeserverd.journal.JournalException;
import io.timeserverd.journal.Query;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "query",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Prints the records that match, oldest first.%n",
        footer = {
            Filters.SEVERAL,
            "%nWhen the output is not a terminal, a line has the fields id, time, client, listener, outcome,"
                    + " zone, place, request, with tabs between them; - stands for a value that is unknown or does not"
                    + " apply, and (N requests) for the request of a summary.",
            "Records are in the order of their ids. After a step of the clock their times are not in order;"
                    + " --since and --until compare each record's own time.",
            "Text from clients is escaped: a control or invisible character is \\n, \\r, \\t or \\u and four"
                    + " hexadecimal digits, a backslash is two. With --json it is as JSON has it.",
            "%nExample:",
            "  timeserver-admin query --since 2h --client 2001:db8::/32 --grep paris"
        })
final class QueryCommand implements Callable<Integer> {
    @ParentCommand
    private TimeserverAdmin admin;

    @Mixin
    private Filters filters;

    @Option(names = "--limit", paramLabel = "N", converter = Count.class, description = "Print at most N records.")
    private long limit = Long.MAX_VALUE;

    @Option(names = "--reverse", description = "Print the newest first.")
    private boolean reverse;

    @Option(names = "--json", description = "Print one JSON object a line, with every field.")
    private boolean json;

    @Mixin
    private TableOptions tables;

    @Override
    public Integer call() throws Failure, JournalException, IOException {
        Settings settings = admin.commonSettings();
        Terminal terminal = admin.terminal();
        DisplayZone zone = admin.zone();
        Query query = filters.query(admin.surroundings().clock().instant(), zone, settings)
                .withLimit(limit);
        RecordPrinter printer = json ? new RecordJson(terminal) : new RecordTable(tables.style(terminal), zone);
        var records = new Records(admin.journals(), admin.surroundings());
        List<Finding> unreadable = records.print(reverse ? query.newestFirst() : query, printer);
        records.explainIfEmpty(filters.words(), query, zone);
        Records.requireAllRead(unreadable);
        return Failure.NONE;
    }
}
