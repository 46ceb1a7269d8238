package io.timeserverd.admin;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.timeserverd.admin.report.Check;
import io.timeserverd.admin.report.DaemonNow;
import io.timeserverd.admin.report.DaemonNow.ServerColumn;
import io.timeserverd.admin.report.Few;
import io.timeserverd.admin.report.Figures;
import io.timeserverd.admin.report.ReportHead;
import io.timeserverd.admin.report.ReportPage;
import io.timeserverd.admin.report.Span;
import io.timeserverd.admin.sums.DisplayZone;
import io.timeserverd.journal.Chain;
import io.timeserverd.journal.JournalException;
import io.timeserverd.journal.JournalReader;
import io.timeserverd.journal.JournalRecord;
import io.timeserverd.journal.Proof;
import io.timeserverd.journal.Segment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Writes a report on a period as one page of HTML, for an auditor: how good the clock was, when the"
                        + " service was available as far as the journal shows it, which clients asked for what, which zone"
                        + " rules and place data the replies are based on, and whether the journal is complete.%n",
        footer = {
            "%nThe page loads nothing else, and can be printed. Its numbers are those of stats and verify. The"
                    + " whole journal is read and verified, whatever the period; the present state comes from the running"
                    + " daemon, if there is one.",
            "Without --since it begins with the earliest record; without --until it ends now, or with the latest record.",
            "Exit status 1: verify has findings, which are in the report."
        })
final class ReportCommand implements Callable<Integer> {
    @ParentCommand
    private TimeserverAdmin admin;

    @Mixin
    private Period period;

    @Mixin
    private Checkpoints checkpoints;

    @Option(names = "--output", paramLabel = "FILE", description = "Where to write it (default: standard output).")
    private Optional<Path> output = Optional.empty();

    private AnswerCheck answers;
    private final Few<Check.Wrong> wrongs = new Few<>(Check.MAX_WRONGS);

    @Override
    public Integer call() throws Failure, JournalException, IOException {
        if (output.isEmpty() && admin.terminal().outShown()) {
            throw new Failure(Failure.USAGE, List.of("a page of HTML is no text for a terminal: --output FILE"));
        }
        Instant now = admin.surroundings().clock().instant();
        answers = AnswerCheck.of(admin.commonSettings());
        if (!checkpoints.isEmpty()) {
            admin.settings(); // of one journal
        }
        checkpoints.read(this::wrong);
        DisplayZone zone = admin.zone();
        var figures = new Figures(span(now, zone));
        if (output.isPresent()) {
            requireWritable(output.get());
        }
        List<Check.Chained> chains = read(figures);
        var daemons = new ArrayList<DaemonNow>();
        for (TimeserverAdmin.Instance each : admin.instances()) {
            daemons.add(ask(each));
        }
        var head = new ReportHead(
                HostName.get(), admin.journals(), now, TimeserverAdmin.Version.text(), admin.commandLine());
        var check = new Check(answers.records(), answers.recomputed(), answers.beyond(), wrongs, chains);
        write(ReportPage.of(head, figures, check, daemons));
        if (wrongs.total() > 0) {
            throw new Failure(Failure.FOUND, List.of("verify has findings: see the report"));
        }
        return Failure.NONE;
    }

    private Span span(Instant now, DisplayZone zone) throws Failure, JournalException, IOException {
        var held = new ArrayList<Segment>();
        for (Path journal : admin.journals()) {
            JournalReader.open(journal).segments().stream()
                    .filter(each -> each.records() > 0)
                    .forEach(held::add);
        }
        Instant from = period.since(now, zone)
                .or(() -> held.stream().map(Segment::leastTime).min(Comparator.naturalOrder()))
                .orElse(now);
        Instant to = period.until(now, zone)
                .orElseGet(() -> held.stream()
                        .map(each -> each.greatestTime().plusNanos(1))
                        .max(Comparator.naturalOrder())
                        .filter(greatest -> greatest.isAfter(now))
                        .orElse(now));
        if (held.isEmpty() && period.since(now, zone).isEmpty()) {
            throw new Failure(
                    Failure.USAGE, List.of("there are no records from which the period could begin: use --since"));
        }
        if (!from.isBefore(to)) {
            throw new Failure(Failure.USAGE, List.of("the period is empty: it would go from " + from + " to " + to));
        }
        return new Span(from, to);
    }

    /** Reads all journals. Returns what the report says about their chains. */
    private List<Check.Chained> read(Figures figures) throws Failure, JournalException, IOException {
        var chains = new ArrayList<Check.Chained>();
        try (var progress = new Progress(admin.surroundings(), false)) {
            for (TimeserverAdmin.Instance instance : admin.instances()) {
                var reader = JournalReader.open(instance.journal());
                String suffix = admin.suffix(instance);
                Consumer<JournalRecord> counting = figures.begin(instance.name(), Chain.read(instance.journal()));
                Proof proof = reader.verify(
                        record -> {
                            progress.count();
                            counting.accept(record);
                            answers.check(record).ifPresent(how -> wrong("record " + record.id() + suffix, how));
                        },
                        finding -> wrong(finding.file().toString(), finding.what()));
                chains.add(new Check.Chained(instance.name(), rows(proof)));
            }
        }
        figures.end();
        return chains;
    }

    private List<List<String>> rows(Proof proof) {
        var rows = new ArrayList<List<String>>();
        BiConsumer<String, String> add = (name, value) -> rows.add(List.of(name.replaceFirst("^chain: ", ""), value));
        new ChainRows("chain", add, DisplayZone.UTC).print(proof);
        if (checkpoints.isEmpty()) {
            add.accept("not proved", Checkpoints.NOT_PROVED);
        } else {
            checkpoints.compare(proof, add, this::wrong);
        }
        return rows;
    }

    private void wrong(String where, String what) {
        wrongs.add(new Check.Wrong(where, what));
    }

    private static DaemonNow ask(TimeserverAdmin.Instance instance) throws Failure {
        ControlSocket.Reply reply = ControlSocket.ask(instance.control(), "status");
        if (reply instanceof ControlSocket.Silent silent) {
            return DaemonNow.silent(instance.name(), silent.reason());
        }
        var status = DaemonStatus.parse(((ControlSocket.Lines) reply).lines());
        ClockServers servers = status.servers();
        return new DaemonNow(
                instance.name(),
                "",
                servers.others(),
                servers.tableColumns().stream()
                        .map(each -> new ServerColumn(each.heading(), each.right()))
                        .toList(),
                servers.tableRows());
    }

    /** Fails before anything is read, because reading may take a minute. */
    private static void requireWritable(Path file) throws IOException {
        FileAttribute<Set<PosixFilePermission>> mode =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----"));
        Files.newByteChannel(file, EnumSet.of(CREATE, WRITE), mode).close();
    }

    private void write(String page) throws IOException {
        if (output.isPresent()) {
            Files.writeString(output.get(), page);
        } else {
            admin.terminal().out().print(page);
        }
    }
}
