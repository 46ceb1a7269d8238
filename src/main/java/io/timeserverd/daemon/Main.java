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

    /** The log is delayed until the daemon is ready, but no longer than this. */
    private static final Duration MAX_LOG_DELAY = Duration.ofMillis(500);

    private Main() {}

    public static void main(String[] args) {
        Log.hold(MAX_LOG_DELAY);
        // By default SIGHUP ends the process, which a reload during the start must not do.
        Signals.handle("HUP", () -> {});
        int status = run(System.out, System.err, args);
        if (status == STOPPED && System.out.checkError()) {
            System.err.println("timeserverd: cannot write to standard output");
            status = FAILED;
        }
        Log.flush(Duration.ofSeconds(1));
        System.exit(status);
    }

    /** Runs the program. Returns its exit status. */
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
        } catch (UncheckedIOException e) { // the place data are missing
            err.println("timeserverd: " + e.getMessage());
            return FAILED;
        }
        if (read instanceof Configuration.Bad bad) {
            bad.problems().forEach(err::println);
            if (run.action() == CommandLine.Action.SERVE) {
                ServiceManager.delayExitAfterBadConfiguration();
            }
            return BAD_USAGE;
        }
        var good = (Configuration.Good) read;
        switch (run.action()) {
            case SERVE -> {
                return serve(err, configuration, good);
            }
            case CHECK -> {
                good.badNameLines().forEach(err::println);
                good.leftOut().forEach(err::println);
                out.println("the configuration is good: " + configuration.source());
                if (!good.badNameLines().isEmpty()) {
                    out.println("bad lines of places.extra will be passed over: "
                            + good.badNameLines().size());
                }
            }
            case SHOW -> good.settings().lines().forEach(out::println);
        }
        return STOPPED;
    }

    /**
     * Saves a tenth of the start. Before the first channel, the JDK searches every jar for another provider of channels, unless a
     * property names one: this names the provider of Linux. Before the first Unix-domain socket, the JDK opens a source of
     * randomness: this makes it do so while the settings are read.
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
            Log.debug("channels-not-prepared", "reason", e.getMessage()); // the first user of channels will report more
        }
    }

    private static int serve(PrintStream err, Configuration configuration, Configuration.Good initial) {
        Log.level(Level.valueOf(initial.settings().log().level().name()));
        Daemon started;
        try {
            started = Daemon.start(configuration, initial, version());
        } catch (ListenException e) {
            err.println("timeserverd: " + e.getMessage());
            ServiceManager.delayExitAfterFailedStart();
            return FAILED;
        } catch (JournalException e) {
            err.println("timeserverd: " + e.getMessage());
            String own = System.getenv().getOrDefault(SandboxAdvice.STATE_DIRECTORY, "");
            SandboxAdvice.of(e.getCause(), initial.settings().journal().path(), own)
                    .forEach(err::println);
            ServiceManager.delayExitAfterFailedStart();
            return FAILED;
        } catch (IOException | RuntimeException e) {
            Log.error("failed", e);
            ServiceManager.delayExitAfterFailedStart();
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
        return version == null ? "development" : version; // the version is in the manifest of the jar
    }
}
