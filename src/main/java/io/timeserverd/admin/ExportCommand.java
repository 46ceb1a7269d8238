package io.timeserverd.admin;

import io.timeserverd.admin.StateFile.Position;
import io.timeserverd.admin.sums.DisplayZone;
import io.timeserverd.journal.Finding;
import io.timeserverd.journal.JournalException;
import io.timeserverd.journal.Query;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Prints all fields of the records that match, oldest first, for other programs.%n",
        footer = {
            Filters.SEVERAL,
            "%nFields, in this order; later releases may add some at the end:",
            "  id              number of the record, growing",
            "  time            the clock's reading when the request was answered: ISO 8601, UTC, nanoseconds; it may step back",
            "  answered        the instant that the reply is about, which a client can choose with @",
            "  client          address, or nothing when it is not recorded",
            "  listener        text, daytime, time or http",
            "  request         as received; empty for a summary, and for bytes that are no text",
            "  outcome         ok, or the code of the error",
            "  place           the place that was chosen, or empty",
            "  country         its country, ISO 3166 alpha-2, or empty for a bare zone or offset",
            "  zone            its zone, or empty",
            "  format          of the reply, as requested or the default; empty for errors and commands",
            "  zone_release    of the time-zone rules that answered",
            "  place_release   of the place data that answered, followed by +extra- and a checksum if there were own names",
            "  clock_state     synchronised, holdover, unsynchronised or unknown",
            "  error_bound_ns  of the clock, or nothing when unknown",
            "  reply_crc32c    CRC-32C of the reply as sent, a number; 0 for a summary",
            "  port            from which the request was sent, or nothing when it is not recorded",
            "  requests        how many requests the record stands for: more than 1 only in a summary",
            "  last_time       the clock's reading for the last of them",
            "  host, instance  the journal's address; only with several instances, --host, --after, --state or --follow",
            "%ncsv is RFC 4180 with a header. Each record is one line, since text is escaped as in query.",
            "csv-safe is the same for a spreadsheet, which runs a cell that begins with = + - or @ as a formula: such cells"
                    + " have an apostrophe before them. Clients choose what is in a request, so open no other CSV there.",
            "jsonl is one JSON object a line; a missing value is null.",
            "%nFrom a position on (--after, --state, --follow) each record is exported once, in the order of"
                    + " the ids of its journal, when it is on the disk itself: two seconds after its reply at the"
                    + " earliest. Missing ids are reported by a line on standard error, gap in DIRECTORY: ids FIRST to"
                    + " LAST, N in all: REASON; the exit status is then 3. Ids that are not written yet are no gap.",
            "The position moves when everything is written to standard output, or when the command of --to has"
                    + " ended with exit status 0. If the reader of a pipe is killed, what the pipe holds is lost; with"
                    + " --to it is exported again. After kill -9 of the export itself the last batch is exported again:"
                    + " the same records with the same ids.",
            "%nExample:",
            "  timeserver-admin export --follow --state /var/lib/ship/state --format jsonl \\",
            "    --to \"clickhouse-client -q 'INSERT INTO timeserver.records FORMAT JSONEachRow'\""
        })
final class ExportCommand implements Callable<Integer> {
    private static final String BATCH = "10000";

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private TimeserverAdmin admin;

    @Option(
            names = "--format",
            required = true,
            paramLabel = "FORMAT",
            converter = ExportFormat.Converter.class,
            completionCandidates = ExportFormat.Converter.class,
            description = "One of ${COMPLETION-CANDIDATES}.")
    private ExportFormat format;

    @Option(
            names = "--after",
            paramLabel = "ID",
            converter = Count.class,
            description = "Begin after the record with this id.")
    private Optional<Long> after = Optional.empty();

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description =
                    "Begin after the position that FILE has for each journal, and keep the new position there. If FILE"
                            + " does not exist yet, begin with the oldest record.")
    private Optional<Path> state = Optional.empty();

    @Option(
            names = {"-f", "--follow"},
            description = "Then export new records as they arrive, until interrupted.")
    private boolean follow;

    @Option(
            names = "--to",
            paramLabel = "COMMAND",
            description =
                    "Have the shell run COMMAND for each batch of records, with the batch on its standard input. If it"
                            + " fails, or takes longer than 5 minutes, it gets the same batch again: with --follow until it takes it,"
                            + " after a pause of 1 s that grows to a minute. Needs --state.")
    private Optional<String> to = Optional.empty();

    @Option(
            names = "--batch",
            paramLabel = "N",
            converter = Count.class,
            defaultValue = BATCH,
            description =
                    "Greatest number of records in a batch (default: ${DEFAULT-VALUE}); a batch never exceeds 3 MiB.")
    private long batch;

    @Option(
            names = "--every",
            paramLabel = "SECONDS",
            converter = Count.class,
            defaultValue = "1",
            description =
                    "With --follow: how often to look for new records (default: ${DEFAULT-VALUE}). They become one or"
                            + " more batches.")
    private long every;

    @Option(
            names = "--host",
            paramLabel = "NAME",
            description = "The host in the address of each record (default: the name of this host).")
    private Optional<String> host = Optional.empty();

    @Mixin
    private Filters filters;

    @Override
    public Integer call() throws Failure, JournalException, IOException, InterruptedException {
        check();
        DisplayZone zone = admin.zone();
        Query query = filters.query(admin.surroundings().clock().instant(), zone, admin.commonSettings());
        List<Path> journals = admin.journals();
        if (after.isEmpty() && state.isEmpty() && !follow) {
            exportAll(query, zone, journals);
            return Failure.NONE;
        }
        if (state.isEmpty()) {
            return ship(query, journals, Optional.empty());
        }
        try (var kept = new StateFile(state.get())) {
            if (!kept.isNew()
                    && journals.stream().noneMatch(each -> kept.position(each).isPresent())) {
                throw kept.refused("has the positions of other journals");
            }
            return ship(query, journals, Optional.of(kept));
        }
    }

    private void check() throws Failure {
        refuseIf(after.isPresent() && state.isPresent(), "--after and --state: one of them");
        refuseIf(after.isPresent() && admin.instances().size() > 1, "--after is for one --instance; use --state");
        refuseIf(to.isPresent() && state.isEmpty(), "--to needs --state");
        refuseIf(batch < 1, "--batch: at least 1");
        refuseIf(every < 1, "--every: at least 1");
    }

    private void refuseIf(boolean wrong, String why) {
        if (wrong) {
            throw new ParameterException(spec.commandLine(), why);
        }
    }

    private void exportAll(Query query, DisplayZone zone, List<Path> journals)
            throws Failure, JournalException, IOException {
        var lines = new RecordLines(admin.terminal());
        boolean addressed = host.isPresent() || journals.size() > 1;
        var printers = new ArrayList<RecordPrinter>();
        for (TimeserverAdmin.Instance instance : admin.instances()) {
            printers.add(format.printer(lines, addressed ? Optional.of(address(instance.name())) : Optional.empty()));
        }
        format.begin(lines, addressed);
        var records = new Records(journals, admin.surroundings());
        List<Finding> unreadable = records.print(query, printers::get);
        records.explainIfEmpty(filters.words(), query, zone);
        Records.requireAllRead(unreadable);
    }

    private int ship(Query query, List<Path> journals, Optional<StateFile> kept)
            throws Failure, JournalException, IOException, InterruptedException {
        Surroundings surroundings = admin.surroundings();
        var records = new Batch(batch);
        var followed = new ArrayList<FollowedJournal>();
        for (int n = 0; n < journals.size(); n++) {
            Path directory = journals.get(n);
            Optional<Position> from = kept.isPresent()
                    ? kept.get().position(directory)
                    : after.map(id -> new Position(id, Optional.empty()));
            RecordPrinter printer = format.printer(
                    records.lines(),
                    Optional.of(address(admin.instances().get(n).name())));
            followed.add(new FollowedJournal(directory, from, query, printer, surroundings.ticker()));
        }
        Receiver receiver = to.isPresent()
                ? new ReceivingCommand(to.get(), kept.orElseThrow().batchFile(), surroundings)
                : new StandardOutput(surroundings.terminal());
        var shipping = new Shipping(
                surroundings, followed, receiver, kept, records, () -> format.begin(records.lines(), true));
        return follow ? shipping.follow(Duration.ofSeconds(every)) : shipping.once();
    }

    private Address address(String instance) {
        return new Address(host.orElseGet(HostName::get), instance);
    }
}
