package io.timeserverd.admin;

import io.timeserverd.admin.sums.DisplayZone;
import io.timeserverd.cli.HelpLayout;
import io.timeserverd.cli.UsageMessage;
import io.timeserverd.conf.Settings;
import io.timeserverd.conf.SettingsReader;
import io.timeserverd.journal.JournalException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line of {@code timeserver-admin}. */
@Command(
        name = "timeserver-admin",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Inspects the journal of a timeserverd, running or stopped, and the running daemon.%n",
        versionProvider = TimeserverAdmin.Version.class,
        subcommands = {
            StatusCommand.class,
            TailCommand.class,
            QueryCommand.class,
            TopCommand.class,
            StatsCommand.class,
            ExportCommand.class,
            VerifyCommand.class,
            ReportCommand.class,
            SegmentsCommand.class,
            PruneCommand.class,
            KeygenCommand.class,
            CheckpointCommand.class,
            WebCommand.class,
            CompletionCommand.class
        },
        footer = {
            "%nOutput is a table on a terminal, cut to its width unless --wide is given; elsewhere, or with --no-table, it is"
                    + " lines with tabs between their fields.",
            "%nExamples:",
            "  timeserver-admin status",
            "  timeserver-admin tail -f",
            "  timeserver-admin query --since 2h --client 192.0.2.0/24 --outcome error",
            "%nExit status:",
            "  0  all is well",
            "  1  a problem was found, the journal cannot be read, or standard output cannot be written",
            "  2  the command line or the configuration cannot be used",
            "  3  export: records are missing; which, is on standard error"
        })
public final class TimeserverAdmin implements Runnable {
    private static final Path DEFAULT_FILE = Path.of("/etc/timeserverd/timeserver.properties");

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--conf",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "The daemon's configuration (default: /etc/timeserverd/timeserver.properties if that exists,"
                    + " else every key's default; /dev/null for the defaults).")
    private Optional<Path> conf = Optional.empty();

    @Option(
            names = "--set",
            scope = ScopeType.INHERIT,
            parameterConsumer = Gathering.class,
            paramLabel = "KEY=VALUE",
            description = "Overrides a key of the file, as listen.control or journal.path; may be repeated.")
    private final List<String> overrides = new ArrayList<>();

    @Option(
            names = "--instance",
            scope = ScopeType.INHERIT,
            parameterConsumer = Gathering.class,
            paramLabel = "NAME",
            split = ",",
            description =
                    "An instance, timeserverd@NAME.service: its journal in the subdirectory NAME of journal.path, its"
                            + " control socket in /run/timeserverd-NAME. Several, with commas between them, are read as one.")
    private final List<String> instances = new ArrayList<>();

    @Option(
            names = "--tz",
            scope = ScopeType.INHERIT,
            paramLabel = "ZONE",
            description =
                    "The time zone of the times that are shown, and of those on the command line that have no offset, as"
                            + " Europe/Paris (default: the variable TZ, or UTC). CSV, JSON and the report are always UTC.")
    private Optional<String> timeZone = Optional.empty();

    private TimeserverAdmin(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Runs the program and ends the JVM with its exit status. */
    public static void main(String[] args) {
        System.exit(run(Surroundings.ofProcess(), args));
    }

    /** Runs the program as if piped; returns its exit status. */
    static int run(OutputStream out, OutputStream err, String... args) {
        return run(Surroundings.piped(out, err), args);
    }

    static int run(Surroundings surroundings, String... args) {
        Terminal terminal = surroundings.terminal();
        var admin = new TimeserverAdmin(surroundings);
        var program = new CommandLine(admin);
        HelpLayout.fit(program, Integer.getInteger("timeserverd.columns", 0));
        int status = program.setOut(terminal.out())
                .setErr(terminal.err())
                .setColorScheme(CommandLine.Help.defaultColorScheme(terminal.colour() ? Ansi.ON : Ansi.OFF))
                .setExpandAtFiles(false) // --grep @1700000000 means that text
                .setParameterExceptionHandler((e, words) -> refuse(terminal, e, words))
                .setExecutionExceptionHandler((e, command, result) -> admin.explain(e))
                .execute(args);
        terminal.flush();
        if (terminal.isAbandoned()) {
            terminal.complain("cannot write to standard output");
            terminal.flush();
            return Math.max(status, Failure.FOUND);
        }
        return status;
    }

    private static int refuse(Terminal terminal, ParameterException e, String... args) {
        UsageMessage.lines(e, args).forEach(terminal::complain);
        return Failure.USAGE;
    }

    /** Explains why a subcommand failed; returns the exit status. */
    private int explain(Exception e) throws Exception {
        int status = Failure.of(e).print(terminal());
        if (e instanceof JournalException && conf.isEmpty()) {
            MakeRun.hint().ifPresent(terminal()::complain);
        }
        return status;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which subcommand? " + String.join(", ", names()));
    }

    private List<String> names() {
        return spec.subcommands().values().stream()
                .map(CommandLine::getCommandName)
                .distinct()
                .toList();
    }

    Surroundings surroundings() {
        return surroundings;
    }

    Terminal terminal() {
        return surroundings.terminal();
    }

    /** The time zone in which times are shown and read. */
    DisplayZone zone() throws Failure {
        return DisplayZones.choose(timeZone, surroundings, commonSettings().zones());
    }

    /**
     * The settings of the one daemon that this command line means.
     *
     * @throws Failure also when it means several
     */
    Settings settings() throws Failure {
        if (instances.size() > 1) {
            throw new Failure(Failure.USAGE, List.of("this is for one --instance at a time"));
        }
        if (instances.isEmpty()) {
            return commonSettings();
        }
        Instance only = instances().get(0);
        var own = new ArrayList<>(overrides);
        own.add("journal.path=" + only.journal());
        own.add("listen.control=" + only.control());
        return settings(own);
    }

    /** The directories of all the journals that this command line means. */
    List<Path> journals() throws Failure {
        return instances().stream().map(Instance::journal).toList();
    }

    /** What follows a name in the output, to say of which instance it is; empty if there is only one. */
    String suffix(Instance instance) {
        return instances.size() > 1 ? " of " + instance.name() : "";
    }

    /** All the daemons that this command line means. */
    List<Instance> instances() throws Failure {
        Settings common = commonSettings();
        Path path = common.journal().path();
        return instances.isEmpty()
                ? List.of(new Instance("", path, common.listen().control()))
                : instances.stream()
                        .map(name -> new Instance(
                                name, path.resolve(name), Path.of("/run/timeserverd-" + name + "/control.sock")))
                        .toList();
    }

    /**
     * One daemon.
     *
     * @param name the part of its unit's name after the @, or empty
     * @param journal its directory
     * @param control its control socket
     */
    record Instance(String name, Path journal, Path control) {}

    /** The command line as it was given, with quotes where a shell needs them. */
    String commandLine() {
        CommandLine root = spec.root().commandLine();
        return Stream.concat(
                        Stream.of(root.getCommandName()),
                        root.getParseResult().originalArgs().stream().map(TimeserverAdmin::quoted))
                .collect(Collectors.joining(" "));
    }

    /** A word in the form that a shell reads as this word. */
    static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:=@,+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /** The one instance that this command line means, if it means one. */
    Optional<String> instance() {
        return instances.stream().findFirst();
    }

    /** The settings that all instances have in common. */
    Settings commonSettings() throws Failure {
        return settings(overrides);
    }

    private Settings settings(List<String> overriding) throws Failure {
        Optional<Path> present = conf.or(() -> Optional.of(DEFAULT_FILE).filter(Files::exists));
        SettingsReader.Result result =
                present.isPresent() ? SettingsReader.read(present.get(), overriding) : SettingsReader.read(overriding);
        if (result instanceof SettingsReader.Refused refused) {
            throw new Failure(
                    Failure.USAGE,
                    refused.problems().stream().map(String::valueOf).toList());
        }
        return ((SettingsReader.Loaded) result).settings();
    }

    /** The version that the build wrote into the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {text()};
        }

        /** The version, for other output than that of {@code --version}. */
        static String text() {
            String version = TimeserverAdmin.class.getPackage().getImplementationVersion();
            return "timeserver-admin " + (version == null ? "(not built as a jar)" : version);
        }
    }
}
