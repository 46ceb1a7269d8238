package io.timeserverd.daemon;

import io.timeserverd.journal.JournalException;
import io.timeserverd.log.Level;
import io.timeserverd.log.Log;
import io.timeserverd.loop.Signals;
import io.timeserverd.server.ListenException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;

/** Entry point of {@code timeserverd}. */
public final class Main {
    static final int STOPPED = 0;
    static final int FAILED = 1;
    static final int BAD_USAGE = 2;

    private static final String LINUX_CHANNELS = "sun.nio.ch.EPollSelectorProvider";

    /** The log begins when the daemon is ready, or so late that somebody may be waiting for what it says. */
    private static final Duration LONGEST_SILENCE = Duration.ofMillis(500);

    private Main() {}

    public static void main(String[] args) {
        Log.hold(LONGEST_SILENCE);
        // A reload that comes before there is anything to reload must not end the process, as SIGHUP does by default.
        Signals.handle("HUP", () -> {});
        int status = run(System.out, System.err, args);
        if (status == STOPPED && System.out.checkError()) {
            System.err.println("timeserverd: cannot write to standard output");
            status = FAILED;
        }
        Log.flush(Duration.ofSeconds(1));
        System.exit(status);
    }

    /** The program: returns its exit status. */
    static int run(PrintStream out, PrintStream err, String... args) {
        var commandLine = CommandLine.parse(args);
        if (commandLine instanceof CommandLine.Help) {
            out.print(CommandLine.USAGE);
            return STOPPED;
        }
        if (commandLine instanceof CommandLine.Version) {
            out.println("timeserverd " + version());
            return STOPPED;
        }
        if (commandLine instanceof CommandLine.Bad unusable) {
            err.println("timeserverd: " + unusable.problem());
            err.print(CommandLine.USAGE);
            return BAD_USAGE;
        }
        var run = (CommandLine.Run) commandLine;
        if (run.action() == CommandLine.Action.SERVE) {
            new Thread(Main::prepareChannels, "channels").start();
        }
        var configuration = new Configuration(run.conf(), run.overrides());
        Configuration.Result read;
        try {
            read = configuration.read();
        } catch (UncheckedIOException e) { // no place data
            err.println("timeserverd: " + e.getMessage());
            return FAILED;
        }
        if (read instanceof Configuration.Bad bad) {
            bad.problems().forEach(err::println);
            if (run.action() == CommandLine.Action.SERVE) {
                ServiceManager.holdBackBadConfiguration();
            }
            return BAD_USAGE;
        }
        var good = (Configuration.Good) read;
        switch (run.action()) {
            case SERVE -> {
                return serve(err, configuration, good);
            }
            case CHECK -> {
                good.passedOver().forEach(err::println);
                good.missing().forEach(err::println);
                out.println("the configuration is good: " + configuration.source());
                if (!good.passedOver().isEmpty()) {
                    out.println("bad lines of places.extra will be passed over: "
                            + good.passedOver().size());
                }
            }
            case SHOW -> good.settings().lines().forEach(out::println);
        }
        return STOPPED;
    }

    /**
     * Before the first channel the JDK looks into every jar for another provider than its own, unless one is named, and
     * before the first Unix-domain socket for a source of randomness: a tenth of the start. The former is saved where the
     * JDK has the provider for Linux, and the latter is done while the settings are read.
     */
    private static void prepareChannels() {
        try {
            Class.forName(LINUX_CHANNELS);
            System.setProperty("java.nio.channels.spi.SelectorProvider", LINUX_CHANNELS);
        } catch (ClassNotFoundException e) {
            Log.debug("channels-of-another-system");
        }
        try {
            ServerSocketChannel.open(StandardProtocolFamily.UNIX).close();
        } catch (IOException | UnsupportedOperationException e) {
            Log.debug("channels-not-prepared", "reason", e.getMessage()); // who needs them will say more
        }
    }

    private static int serve(PrintStream err, Configuration configuration, Configuration.Good initial) {
        Log.level(Level.valueOf(initial.settings().log().level().name()));
        Daemon started;
        try {
            started = Daemon.start(configuration, initial, version());
        } catch (ListenException | JournalException e) {
            err.println("timeserverd: " + e.getMessage());
            ServiceManager.holdBackFailedStart();
            return FAILED;
        } catch (IOException | RuntimeException e) {
            Log.error("failed", e);
            ServiceManager.holdBackFailedStart();
            return FAILED;
        }
        try (Daemon daemon = started) {
            daemon.run();
            return STOPPED;
        } catch (IOException | RuntimeException e) {
            Log.error("failed", e);
            return FAILED;
        }
    }

    static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version; // only a jar has a manifest that tells it
    }
}
