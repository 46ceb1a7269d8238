package io.timeserverd.timekeeping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.clock.ClockState;
import io.timeserverd.clock.DisciplinedClock;
import io.timeserverd.clock.HostReading;
import io.timeserverd.clock.Reading;
import io.timeserverd.clock.Ticker;
import io.timeserverd.log.Capture;
import io.timeserverd.log.Log;
import io.timeserverd.loop.EventLoop;
import io.timeserverd.verify.Chronyd;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The source {@code system} with a real chronyd as its only witness. */
@Tag("verify")
class ChronydWitnessTest {
    private static final int TURNS = 4000;

    @TempDir
    Path directory;

    /** How far the test's ticker is ahead of the system's, so that no test waits for the next request. */
    private final AtomicLong aheadNs = new AtomicLong();

    private final Ticker ticker = () -> System.nanoTime() + aheadNs.get();
    private final EventLoop loop = new EventLoop(ticker);
    private final DisciplinedClock clock = new DisciplinedClock(ticker, 0, TimeUnit.SECONDS.toNanos(1));
    private SystemSource source;

    ChronydWitnessTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        source.close();
        loop.close();
    }

    private void follow(Chronyd chronyd) {
        source = new SystemSource(
                clock, hostReading(), List.of(new ChronydWitness(loop, chronyd.address())), SystemSourceTest.options());
    }

    private HostReading hostReading() {
        return HostReading.take(ticker, Clock.systemUTC());
    }

    @Test
    void statesTheBoundThatChronydReports() throws Exception {
        try (var chronyd = Chronyd.monitored(directory, "local stratum 5")) {
            follow(chronyd);
            assertEquals(Reading.UNKNOWN, clock.read().errorBoundNs());
            until(() -> clock.read().errorBoundNs() != Reading.UNKNOWN);
            assertEquals(5, clock.read().stratum());
            assertEquals(ClockState.SYNCHRONISED, clock.read().state());
            assertTrue(source.offsetNs(hostReading()).isPresent());
            chronyd.stop();
            try (Capture log = Log.capture()) {
                until(() -> clock.read().state() == ClockState.HOLDOVER);
                assertEquals(List.of("event=clock-not-vouched by=none reason=silent"), log.lines("clock-not-vouched"));
            }
        }
    }

    @Test
    void isUnsynchronisedWhenChronydIs() throws Exception {
        try (var chronyd = Chronyd.monitored(directory, "")) {
            follow(chronyd);
            until(() -> clock.read().state() == ClockState.UNSYNCHRONISED);
        }
    }

    @Test
    void ignoresTheReportAfterAStepUntilChronydMeasuresAgain() throws Exception {
        try (var chronyd = Chronyd.monitored(directory, "local stratum 5")) {
            follow(chronyd);
            until(() -> clock.read().errorBoundNs() != Reading.UNKNOWN);
            source.hostStepped(hostReading(), 5);
            source.update(hostReading());
            assertEquals(ClockState.HOLDOVER, clock.read().state());
        }
    }

    /** Advances the ticker by a second each turn; the turn itself takes a few milliseconds. */
    private void until(BooleanSupplier condition) throws IOException {
        for (int i = 0; i < TURNS && !condition.getAsBoolean(); i++) {
            source.update(hostReading());
            loop.turnWithin(TimeUnit.MILLISECONDS.toNanos(5));
            aheadNs.addAndGet(TimeUnit.SECONDS.toNanos(1));
            // The host's clock does not jump with the ticker: the source follows each reading, not the ticker.
        }
        assertTrue(condition.getAsBoolean(), () -> clock.read().toString());
    }
}
