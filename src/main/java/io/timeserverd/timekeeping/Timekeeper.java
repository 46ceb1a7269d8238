package io.timeserverd.timekeeping;

import io.timeserverd.clock.ClockFacts;
import io.timeserverd.clock.ClockState;
import io.timeserverd.clock.DisciplinedClock;
import io.timeserverd.clock.HostReading;
import io.timeserverd.clock.Reading;
import io.timeserverd.clock.ReferenceClock;
import io.timeserverd.clock.StepDetector;
import io.timeserverd.clock.Ticker;
import io.timeserverd.log.Log;
import io.timeserverd.loop.EventLoop;
import io.timeserverd.loop.Helper;
import io.timeserverd.loop.Timer;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Keeps the reference clock: makes it follow its source, and checks once a second whether the host's clock was stepped.
 *
 * <pre>
 *     witnesses -> SystemSource --.
 *     host's clock ---^            >-- DisciplinedClock -> readings
 *     NTP servers -> NtpSource ---'
 * </pre>
 *
 * <p>The clock can be read at once: until its source knows the time, it shows the host's time, unsynchronised. Belongs to
 * the loop's thread.
 */
public final class Timekeeper {
    /** How often the host's clock is checked. */
    private static final long CHECK_NS = TimeUnit.SECONDS.toNanos(1);

    /** The kernel measures sleep with the battery clock, which counts whole seconds. */
    static final long SLEEP_ERROR_NS = TimeUnit.SECONDS.toNanos(2);

    private final EventLoop loop;
    private final Ticker ticker;
    private final Clock host;
    private final Helper helper;
    private final Helper asker;
    private final DriftFile drift;
    private final Function<InetSocketAddress, String> addressText;
    private final DisciplinedClock clock;
    private final StepDetector stepDetector;
    private final SleepWatch sleep;
    private final Timer nextCheck = new Timer(this::checkHost);
    private TimekeeperOptions options;
    private TimeSource source;
    private ClockState state = ClockState.UNSYNCHRONISED;
    private long hostSteps;

    /**
     * Makes a clock that shows the host's time until {@link #start}.
     *
     * @param host the host's clock
     * @param helper writes {@code drift}
     * @param asker looks up names and runs programs of the host
     * @param drift the file that keeps the ticker's frequency between runs; read here
     * @param addressText how log and status write the address and port of a server
     */
    public Timekeeper(
            EventLoop loop,
            Ticker ticker,
            Clock host,
            Helper helper,
            Helper asker,
            Path drift,
            TimekeeperOptions options,
            Function<InetSocketAddress, String> addressText) {
        this(loop, ticker, host, SleepWatch.UPTIME, helper, asker, drift, options, addressText);
    }

    /** @param uptime the kernel's file with the time since the host booted */
    Timekeeper(
            EventLoop loop,
            Ticker ticker,
            Clock host,
            Path uptime,
            Helper helper,
            Helper asker,
            Path drift,
            TimekeeperOptions options,
            Function<InetSocketAddress, String> addressText) {
        this.loop = loop;
        this.ticker = ticker;
        this.host = host;
        this.helper = helper;
        this.asker = asker;
        this.drift = new DriftFile(drift);
        this.options = options;
        this.addressText = addressText;
        var reading = HostReading.take(ticker, host);
        clock = new DisciplinedClock(ticker, reading.utcNs(), options.maxError().toNanos());
        stepDetector = new StepDetector(reading);
        sleep = new SleepWatch(uptime, ticker);
    }

    public ReferenceClock clock() {
        return clock;
    }

    /** Starts to follow the source. */
    public void start() {
        source = open(HostReading.take(ticker, host));
        checkHost();
    }

    private TimeSource open(HostReading reading) {
        return switch (options.source()) {
            case SYSTEM -> new SystemSource(clock, reading, witnesses(), options);
            case NTP -> new NtpSource(loop, ticker, helper, asker, clock, drift, options, reading, addressText);
        };
    }

    private List<Witness> witnesses() {
        return List.of(
                new ChronydWitness(loop, ChronydWitness.ADDRESS),
                new TimesyncdWitness(asker),
                new KernelWitness(asker));
    }

    /** Applies new options from now on. */
    public void use(TimekeeperOptions newOptions) {
        TimekeeperOptions.Source before = options.source();
        options = newOptions;
        clock.limitError(newOptions.maxError().toNanos());
        if (before == newOptions.source()) {
            source.use(newOptions);
        } else {
            source.close();
            clock.distrust(); // the error bound of one source says nothing about another
            source = open(HostReading.take(ticker, host));
        }
    }

    private void checkHost() {
        var reading = HostReading.take(ticker, host);
        long steppedNs = stepDetector.stepNs(reading);
        // A leap second is no step: the source has announced it, and the clock applies it.
        if (steppedNs != 0 && !clock.isNearLeapSecond(reading.tick())) {
            moved(reading, steppedNs);
        }
        source.update(reading);
        report();
        loop.schedule(nextCheck, CHECK_NS);
    }

    /** The host's clock has moved against the ticker: it was stepped, or the host slept. */
    private void moved(HostReading reading, long byNs) {
        // If the time of sleep is unknown, a step forwards may be sleep.
        long sleptNs = sleep.sleptNs().orElse(Math.max(0, byNs));
        if (sleptNs > 0) {
            Log.info("host-slept", "ns", sleptNs);
            source.hostSlept(reading, sleptNs);
        }
        if (Math.abs(byNs - sleptNs) > SLEEP_ERROR_NS || sleptNs == 0) {
            hostSteps++;
            Log.warn("host-step", "by-ns", byNs - sleptNs);
            source.hostStepped(reading, byNs - sleptNs);
        }
    }

    private void report() {
        Reading reading = clock.read();
        if (reading.state() == ClockState.UNSYNCHRONISED && state != ClockState.UNSYNCHRONISED) {
            long maxErrorNs = options.maxError().toNanos();
            Log.warn("clock-unsynchronised", "bound-ns", reading.errorBoundNs(), "max-error-ns", maxErrorNs);
        }
        state = reading.state();
    }

    /** What status shows about the clock. */
    public ClockFacts facts() {
        return new ClockFacts(
                options.source().name().toLowerCase(Locale.ROOT),
                source.vouchedBy(),
                source.problem(),
                source.offsetNs(HostReading.take(ticker, host)),
                source.servers(),
                clock.steps(),
                hostSteps);
    }

    /** Closes the source. The clock goes on by itself. Close the helper after this: it still writes the drift file. */
    public void close() {
        loop.cancel(nextCheck);
        if (source != null) {
            source.close();
        }
    }
}
