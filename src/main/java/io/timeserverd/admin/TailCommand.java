package io.timeserverd.admin;

import io.timeserverd.admin.sums.DisplayZone;
import io.timeserverd.conf.Settings;
import io.timeserverd.journal.Finding;
import io.timeserverd.journal.JournalException;
import io.timeserverd.journal.JournalReader;
import io.timeserverd.journal.JournalRecord;
import io.timeserverd.journal.Query;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "tail",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Prints the last records that match.%n",
        footer = {Filters.SEVERAL, "Lines have the same fields as those of query."})
final class TailCommand implements Callable<Integer> {
    /** The most records, because they are held in memory: they are read newest first and printed oldest first. */
    private static final long MAX_RECORDS = 100_000;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private TimeserverAdmin admin;

    @Mixin
    private Filters filters;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            converter = Count.class,
            defaultValue = "10",
            description = "How many records, at most 100000 (default: ${DEFAULT-VALUE}).")
    private long count;

    @Option(
            names = {"-f", "--follow"},
            description = "Then print new records as they arrive, until interrupted.")
    private boolean follow;

    @Option(names = "--json", description = "Print one JSON object a line, with every field.")
    private boolean json;

    @Mixin
    private TableOptions tables;

    private final Set<Finding> told = new HashSet<>();
    private int status = Failure.NONE;

    @Override
    public Integer call() throws Failure, JournalException, IOException, InterruptedException {
        if (count > MAX_RECORDS) {
            throw new ParameterException(
                    spec.commandLine(), "--lines: at most " + MAX_RECORDS + "; for more there is query --since");
        }
        Settings settings = admin.settings();
        Terminal terminal = admin.terminal();
        DisplayZone zone = admin.zone();
        Query query = filters.query(admin.surroundings().clock().instant(), zone, settings);
        RecordPrinter printer = json ? new RecordJson(terminal) : table(tables.style(terminal), zone);
        Path directory = settings.journal().path();
        long nextId = last(directory, query, zone, printer);
        if (follow && !terminal.isAbandoned()) {
            follow(directory, query.withFromId(nextId), printer);
        }
        return status;
    }

    private RecordTable table(TableStyle style, DisplayZone zone) {
        return follow ? RecordTable.steady(style, zone) : new RecordTable(style, zone);
    }

    /** Prints the last records that match. Returns one more than the greatest id in the journal. */
    private long last(Path directory, Query query, DisplayZone zone, RecordPrinter printer)
            throws JournalException, IOException {
        long end = JournalReader.open(directory).endId();
        var records = new Records(List.of(directory), admin.surroundings());
        var last = new ArrayDeque<JournalRecord>();
        Query newest = query.withEndId(end).newestFirst().withLimit(count);
        complain(records.each(newest, last::addFirst));
        last.forEach(printer::print);
        printer.flush();
        if (!follow) {
            records.explainIfEmpty(filters.words(), newest, zone);
        }
        return end;
    }

    /** Prints new records that match, again and again. Does not read a record twice. */
    private void follow(Path directory, Query query, RecordPrinter printer)
            throws JournalException, IOException, InterruptedException {
        var reader = JournalReader.open(directory);
        var records = new Records(List.of(directory), admin.surroundings());
        Surroundings.Pause pause = admin.surroundings().pause();
        Query rest = query;
        while (!records.isAbandoned() && pause.pass(BETWEEN_LOOKS)) {
            long end = Math.max(rest.fromId(), reader.endId());
            complain(records.print(rest.withEndId(end), printer));
            rest = query.withFromId(end);
        }
    }

    /** Complains about each file once. */
    private void complain(List<Finding> unreadable) {
        for (Finding finding : unreadable) {
            status = Failure.FOUND;
            if (told.add(finding)) {
                admin.terminal().complain(finding.file() + ": " + finding.what());
            }
        }
    }
}
