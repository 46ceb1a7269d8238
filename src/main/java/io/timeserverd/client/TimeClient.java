package io.timeserverd.client;

import io.timeserverd.cli.HelpLayout;
import io.timeserverd.cli.UsageMessage;
import io.timeserverd.clock.Ticker;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line of {@code timeclient}. */
@Command(
        name = "timeclient",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Asks a timeserverd for the time, and measures or sets the local clock by it.%n",
        versionProvider = TimeClient.Version.class,
        footer = {
            "%nExamples:",
            "  timeclient                        the time in the server's own zone",
            "  timeclient new york               the time in New York",
            "  timeclient -H time.example -p 9999 Europe/Paris +iso",
            "  timeclient 'lisbon@1700000000 +%%F %%T %%Z'",
            "  timeclient -- -09:30              a request that begins with a minus",
            "  printf 'paris\\ntokyo\\n' | timeclient -",
            "  timeclient -H time.example --offset",
            "  timeclient -H time.example --set --dry-run",
            "%nExit status:",
            "  0  Every request got its reply.",
            "  1  The server replied ERR, or standard output could not be written. The error is on standard error; with -"
                    + " it is on standard output, in the place of the reply.",
            "  2  The command line is wrong, or standard input cannot be read.",
            "  3  The server cannot be reached, did not reply in time, or the connection was lost.",
            "  4  The server's clock is not synchronised or, with --set, its bound is too large.",
            "  5  The local clock could not be set.",
        })
public final class TimeClient implements Callable<Integer> {
    private static final double MAX_TIMEOUT_S = 86_400;
    private static final int MAX_PORT = 65_535;
    private static final String STANDARD_INPUT = "-";

    private final Dialer.Resolver resolver;
    private final Ticker ticker;
    private final LocalSystem system;
    private final StandardStreams terminal;

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-H", "--host"},
            paramLabel = "HOST",
            defaultValue = "localhost",
            description = "Name or address of the server (default: ${DEFAULT-VALUE}).")
    private String host;

    @Option(
            names = {"-p", "--port"},
            paramLabel = "PORT",
            defaultValue = "9999",
            description = "Port of the server (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = {"-t", "--timeout"},
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "How long connecting may take, and then each reply (default: ${DEFAULT-VALUE}).")
    private double timeoutS;

    @Option(
            names = {"-m", "--menu"},
            description = "Show the server's menu, let you choose, and print the time.")
    private boolean menu;

    @Mixin
    private ClockOptions clockOptions;

    @Parameters(
            paramLabel = "REQUEST",
            description =
                    "A place, zone, instant, format or command (try: timeclient help). Several words make one request,"
                            + " with spaces between them. A single - reads requests from standard input, one a line, sends them"
                            + " all in one session, and prints their replies in the same order.")
    private List<String> words = List.of();

    private TimeClient(Dialer.Resolver resolver, Ticker ticker, LocalSystem system, StandardStreams terminal) {
        this.system = system;
        this.resolver = resolver;
        this.ticker = ticker;
        this.terminal = terminal;
    }

    /** Runs the program and ends the JVM with its exit status. */
    public static void main(String[] args) {
        // Replies are UTF-8 in every locale.
        var out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, false, StandardCharsets.UTF_8);
        System.exit(run(args, System.in, out, err));
    }

    /** Runs the program; returns its exit status. */
    static int run(String[] args, InputStream in, PrintWriter out, PrintWriter err) {
        // The JVM cannot say which of its streams is a terminal, and how wide that is, so the launcher does.
        boolean live = Boolean.getBoolean("timeserverd.terminal");
        var terminal = new StandardStreams(in, out, err, live, Integer.getInteger("timeserverd.columns", 0));
        return run(args, terminal, InetAddress::getAllByName, Ticker.system(), LocalSystem.ofProcess());
    }

    static int run(
            String[] args, StandardStreams terminal, Dialer.Resolver resolver, Ticker ticker, LocalSystem system) {
        var program = new CommandLine(new TimeClient(resolver, ticker, system, terminal));
        HelpLayout.fit(program, terminal.columns());
        // @1700000000 is a request, not a file of arguments.
        int status = program.setExpandAtFiles(false)
                .setOut(terminal.out())
                .setErr(terminal.err())
                .setParameterExceptionHandler((e, words) -> refuse(terminal, e, words))
                .execute(args);
        terminal.flush();
        if (terminal.out().checkError() && status == ExitStatus.OK) {
            terminal.complain("cannot write to standard output");
            terminal.flush();
            return ExitStatus.REFUSED;
        }
        return status;
    }

    private static int refuse(StandardStreams terminal, ParameterException e, String... args) {
        UsageMessage.lines(e, args).forEach(terminal::complain);
        return ExitStatus.USAGE;
    }

    @Override
    public Integer call() throws InterruptedException {
        check();
        var dialer = new Dialer(host, port, (long) (timeoutS * 1e9), resolver, ticker);
        try {
            if (clockOptions.any()) {
                return new ClockTask(clockOptions, dialer, ticker, system, terminal).run();
            }
            if (menu) {
                return new SingleRequest(dialer, terminal).askByMenu();
            }
            if (words.equals(List.of(STANDARD_INPUT))) {
                try (Session session = dialer.dial()) {
                    return new RequestBatch(session, terminal).run();
                }
            }
            return new SingleRequest(dialer, terminal).ask(String.join(" ", words));
        } catch (IOException e) {
            terminal.flush();
            terminal.complain(e.getMessage());
            return ExitStatus.NO_REPLY;
        }
    }

    private void check() {
        if (port < 1 || port > MAX_PORT) {
            throw wrong("port " + port + " is not between 1 and " + MAX_PORT);
        }
        // The negation refuses NaN too.
        if (!(timeoutS > 0 && timeoutS <= MAX_TIMEOUT_S)) {
            throw wrong("timeout " + timeoutS + " is not between 0 and " + (int) MAX_TIMEOUT_S + " seconds");
        }
        clockOptions.problem(menu || !words.isEmpty()).ifPresent(problem -> {
            throw wrong(problem);
        });
        if (menu && !words.isEmpty()) {
            throw wrong("--menu takes no request: it asks for one");
        }
        if (words.stream().anyMatch(word -> word.indexOf('\n') >= 0 || word.indexOf('\r') >= 0)) {
            throw wrong("a request is one line; give several requests on standard input: timeclient -");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** The version that the build wrote into the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = TimeClient.class.getPackage().getImplementationVersion();
            return new String[] {"timeclient " + (version == null ? "(not built as a jar)" : version)};
        }
    }
}
