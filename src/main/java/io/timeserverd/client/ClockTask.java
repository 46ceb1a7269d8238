package io.timeserverd.client;

import io.timeserverd.clock.Reading;
import io.timeserverd.clock.Ticker;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Measures the local clock against a server's, once or repeatedly, and sets it. */
final class ClockTask {
    private static final String UNSYNCHRONISED = "ERR unsynchronised";
    private static final String REWRITE_LINE = "\r\033[K";

    /** For a terminal that has become narrower since the start: it cuts a line that is too long. */
    private static final String NO_WRAP = "\033[?7l";

    private static final String WRAP = "\033[?7h";
    private static final long SECOND_MS = 1000;
    private static final double SECOND_NS = 1e9;

    /** The first step, and further changes that correct its remaining error. */
    private static final int MAX_CHANGES = 3;

    private final ClockOptions options;
    private final Dialer dialer;
    private final Ticker ticker;
    private final LocalSystem system;
    private final StandardStreams terminal;

    ClockTask(ClockOptions options, Dialer dialer, Ticker ticker, LocalSystem system, StandardStreams terminal) {
        this.options = options;
        this.dialer = dialer;
        this.ticker = ticker;
        this.system = system;
        this.terminal = terminal;
    }

    int run() throws IOException, InterruptedException {
        if (options.set && !options.dryRun && !system.commands().isRoot()) {
            terminal.complain("only root can set the clock; --dry-run says what would be done");
            return ExitStatus.CLOCK_NOT_SET;
        }
        Comparison.Opening opening = Comparison.open(dialer, wire(), ticker, system.clock());
        if (opening.refusal().isPresent()) {
            return refused(opening.refusal().get());
        }
        try (Comparison comparison = opening.comparison().orElseThrow()) {
            return options.watch ? watch(comparison) : once(comparison);
        }
    }

    private SyncWire wire() {
        return options.http ? new SyncWire.Http(dialer.host() + ":" + dialer.port()) : new SyncWire.Text();
    }

    private int once(Comparison comparison) throws IOException, InterruptedException {
        Comparison.Result result = comparison.measure();
        if (result.refusal().isPresent()) {
            return refused(result.refusal().get());
        }
        Measurement measured = result.measured().orElseThrow();
        print(measured);
        if (options.set) {
            return set(measured, comparison);
        }
        return measured.synchronised() ? ExitStatus.OK : ExitStatus.NOT_SYNCHRONISED;
    }

    /** Rewrites one line on a terminal, and prints a line for each measurement elsewhere. */
    private int watch(Comparison comparison) throws IOException, InterruptedException {
        boolean live = terminal.live() && !options.json;
        int status = ExitStatus.OK;
        for (int i = 0; options.count == null || i < options.count; i++) {
            if (i > 0) {
                system.pause().pass(SECOND_MS);
            }
            Comparison.Result result = comparison.measure();
            if (result.refusal().isPresent()) {
                return refused(result.refusal().get());
            }
            Measurement measured = result.measured().orElseThrow();
            status = measured.synchronised() ? ExitStatus.OK : ExitStatus.NOT_SYNCHRONISED;
            if (live) {
                terminal.out().print(REWRITE_LINE + NO_WRAP + fitting(measured) + WRAP);
            } else {
                terminal.print(options.json ? measured.json() : timed(measured));
            }
            terminal.flush();
            if (terminal.isAbandoned()) {
                break;
            }
        }
        if (live) {
            terminal.out().print("\n");
        }
        return status;
    }

    private String timed(Measurement measured) {
        return now() + "  " + measured.text();
    }

    private String now() {
        return system.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** As much about a measurement as fits into a line of the terminal. */
    private String fitting(Measurement measured) {
        int columns = terminal.columns() == 0 ? Integer.MAX_VALUE : terminal.columns();
        return Stream.of(timed(measured), now() + "  " + measured.brief(), measured.brief())
                .filter(line -> line.length() <= columns)
                .findFirst()
                .orElseGet(() -> measured.brief()
                        .substring(0, Math.min(columns, measured.brief().length())));
    }

    private void print(Measurement measured) {
        terminal.print(options.json ? measured.json() : measured.text());
    }

    // ---- setting the clock

    private int set(Measurement measured, Comparison comparison) throws IOException, InterruptedException {
        Optional<String> objection = objection(measured);
        if (objection.isPresent()) {
            terminal.complain(objection.get());
            return ExitStatus.NOT_SYNCHRONISED;
        }
        if (measured.agrees()) {
            terminal.note("the local clock agrees with the server within the bound; nothing to do");
            return ExitStatus.OK;
        }
        var left = Optional.of(measured);
        long lateNs = 0;
        for (int i = 0; i < MAX_CHANGES && left.isPresent(); i++) {
            var plan = ClockCorrection.plan(left.get().offsetNs(), lateNs, system.commands());
            terminal.note(
                    (options.dryRun ? "would " : "will ") + plan.intention() + ": " + String.join(" ", plan.command()));
            if (options.dryRun) {
                return ExitStatus.OK;
            }
            Optional<String> failure = apply(plan);
            if (failure.isPresent()) {
                terminal.complain("the clock was not set: " + failure.get());
                return ExitStatus.CLOCK_NOT_SET;
            }
            Optional<Measurement> after = comparison.measure().measured();
            after.ifPresent(this::print);
            left = after.filter(again -> plan.isStep() && objection(again).isEmpty() && !again.agrees());
            lateNs += left.map(Measurement::offsetNs).orElse(0L);
        }
        return ExitStatus.OK;
    }

    private Optional<String> apply(ClockCorrection plan) throws InterruptedException {
        terminal.flush();
        try {
            return system.commands().run(plan.command());
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Why the clock must not be set by this measurement; empty if it may be. */
    private Optional<String> objection(Measurement measured) {
        if (!measured.synchronised()) {
            return Optional.of("the server's clock is not synchronised; the local clock is left alone");
        }
        if (measured.boundNs() == Reading.UNKNOWN) {
            return Optional.of("the server does not know its own error bound; the local clock is left alone");
        }
        if (measured.boundNs() > options.maxBoundOrDefaultS() * SECOND_NS) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "the measurement may be %.6f s off, which is more than %.6f s; the local clock is left alone",
                    Measurement.seconds(measured.boundNs()),
                    options.maxBoundOrDefaultS()));
        }
        return Optional.empty();
    }

    private int refused(String line) {
        terminal.error(line);
        return line.startsWith(UNSYNCHRONISED) ? ExitStatus.NOT_SYNCHRONISED : ExitStatus.REFUSED;
    }
}
