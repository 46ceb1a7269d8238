package io.timeserverd.client;

import io.timeserverd.clock.Reading;
import io.timeserverd.clock.Ticker;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/** Measures the local clock against a server's, once or again and again, and sets it. */
final class ClockTask {
    private static final String UNSYNCHRONISED = "ERR unsynchronised";
    private static final String REWRITE_LINE = "\r\033[K";
    private static final long SECOND_MS = 1000;
    private static final double SECOND_NS = 1e9;

    /** A first step, and what corrects its lateness. */
    private static final int MAX_CHANGES = 3;

    private final ClockOptions options;
    private final Dialer dialer;
    private final Ticker ticker;
    private final Machine machine;
    private final StandardStreams terminal;

    ClockTask(ClockOptions options, Dialer dialer, Ticker ticker, Machine machine, StandardStreams terminal) {
        this.options = options;
        this.dialer = dialer;
        this.ticker = ticker;
        this.machine = machine;
        this.terminal = terminal;
    }

    int run() throws IOException, InterruptedException {
        if (options.set && !options.dryRun && !machine.programs().isRoot()) {
            terminal.complain("only root can set the clock; --dry-run tells what would be done");
            return Exit.CLOCK_NOT_SET;
        }
        var begun = Comparison.begin(dialer, wire(), ticker, machine.clock());
        if (begun.refusal().isPresent()) {
            return refused(begun.refusal().get());
        }
        try (var comparison = begun.comparison().orElseThrow()) {
            return options.watch ? watch(comparison) : once(comparison);
        }
    }

    private SyncWire wire() {
        return options.http ? new SyncWire.Http(dialer.host() + ":" + dialer.port()) : new SyncWire.Text();
    }

    private int once(Comparison comparison) throws IOException, InterruptedException {
        var outcome = comparison.measure();
        if (outcome.refusal().isPresent()) {
            return refused(outcome.refusal().get());
        }
        var measured = outcome.measured().orElseThrow();
        print(measured);
        if (options.set) {
            return set(measured, comparison);
        }
        return measured.synchronised() ? Exit.ANSWERED : Exit.NOT_SYNCHRONISED;
    }

    /** A live line on a terminal, else a line for each measurement. */
    private int watch(Comparison comparison) throws IOException, InterruptedException {
        boolean live = terminal.live() && !options.json;
        int status = Exit.ANSWERED;
        for (int i = 0; options.count == null || i < options.count; i++) {
            if (i > 0) {
                machine.pause().pass(SECOND_MS);
            }
            var outcome = comparison.measure();
            if (outcome.refusal().isPresent()) {
                return refused(outcome.refusal().get());
            }
            var measured = outcome.measured().orElseThrow();
            status = measured.synchronised() ? Exit.ANSWERED : Exit.NOT_SYNCHRONISED;
            if (live) {
                terminal.out().print(REWRITE_LINE + timed(measured));
            } else {
                terminal.answer(options.json ? measured.json() : timed(measured));
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
        return machine.clock().instant().truncatedTo(ChronoUnit.SECONDS) + "  " + measured.text();
    }

    private void print(Measurement measured) {
        terminal.answer(options.json ? measured.json() : measured.text());
    }

    // ---- setting the clock

    private int set(Measurement measured, Comparison comparison) throws IOException, InterruptedException {
        var objection = objection(measured);
        if (objection.isPresent()) {
            terminal.complain(objection.get());
            return Exit.NOT_SYNCHRONISED;
        }
        if (measured.agrees()) {
            terminal.note("the local clock is as right as can be told; nothing to do");
            return Exit.ANSWERED;
        }
        var left = Optional.of(measured);
        long lateNs = 0;
        for (int i = 0; i < MAX_CHANGES && left.isPresent(); i++) {
            var plan = LocalClock.plan(left.get().offsetNs(), lateNs, machine.programs());
            terminal.note(
                    (options.dryRun ? "would " : "will ") + plan.intention() + ": " + String.join(" ", plan.command()));
            if (options.dryRun) {
                return Exit.ANSWERED;
            }
            var failure = apply(plan);
            if (failure.isPresent()) {
                terminal.complain("the clock was not set: " + failure.get());
                return Exit.CLOCK_NOT_SET;
            }
            var after = comparison.measure().measured();
            after.ifPresent(this::print);
            left = after.filter(again -> plan.isStep() && objection(again).isEmpty() && !again.agrees());
            lateNs += left.map(Measurement::offsetNs).orElse(0L);
        }
        return Exit.ANSWERED;
    }

    private Optional<String> apply(LocalClock plan) throws InterruptedException {
        terminal.flush();
        try {
            return machine.programs().run(plan.command());
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Why the clock must not be set by this. */
    private Optional<String> objection(Measurement measured) {
        if (!measured.synchronised()) {
            return Optional.of("the server's clock is not synchronised; the local clock is left alone");
        }
        if (measured.boundNs() == Reading.UNKNOWN) {
            return Optional.of("the server does not know how far off it is; the local clock is left alone");
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
        return line.startsWith(UNSYNCHRONISED) ? Exit.NOT_SYNCHRONISED : Exit.REFUSED;
    }
}
