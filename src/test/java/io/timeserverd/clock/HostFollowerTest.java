package io.timeserverd.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class HostFollowerTest {
    private static final long SECOND = 1_000_000_000;
    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

    private long tick = 1_000;
    private Instant host = START;
    private final DisciplinedClock clock = new DisciplinedClock(() -> tick, 0, SECOND);
    private final HostFollower follower = new HostFollower(clock, hostReading());
    private final StepDetector stepDetector = new StepDetector(hostReading());

    @Test
    void showsTheHostsTimeWithoutAKnownBound() {
        assertEquals(ClockState.UNKNOWN, clock.read().state());
        pass(10);
        assertEquals(host, clock.read().instant());
        assertEquals(Reading.UNKNOWN, clock.read().errorBoundNs());
    }

    @Test
    void slewsWhenTheHostWasSteppedALittle() {
        host = host.plusMillis(1);
        assertEquals(0, follower.follow(hostReading(), HostFollower.Quality.UNKNOWN));
        assertEquals(START, clock.read().instant());
        pass(2);
        assertEquals(host, clock.read().instant());
        assertEquals(0, clock.steps());
    }

    @Test
    void stepsWithTheHost() {
        host = host.minusSeconds(3600);
        assertEquals(-3600 * SECOND, follower.follow(hostReading(), HostFollower.Quality.UNKNOWN));
        assertEquals(host, clock.read().instant());
        assertEquals(1, clock.steps());
    }

    @Test
    void stepsWhenSmallStepsOfTheHostAddUp() {
        long stepped = 0;
        for (int i = 0; i < 20 && stepped == 0; i++) {
            host = host.plusMillis(80);
            stepped = follower.follow(hostReading(), HostFollower.Quality.UNKNOWN);
        }
        assertTrue(stepped > DisciplinedClock.STEP_NS);
        assertEquals(host, clock.read().instant());
    }

    @Test
    void statesTheBoundOfTheHostsClock() {
        var quality = new HostFollower.Quality(20_000, 1e-6, 3, Leap.NONE);
        follower.follow(hostReading(), quality);
        tick += 10 * SECOND;
        assertEquals(20_000 + 10_000, clock.read().errorBoundNs());
        assertEquals(3, clock.read().stratum());
    }

    @Test
    void waitsWhileALeapSecondPasses() {
        host = Instant.parse("2026-12-31T23:59:00Z");
        var quality = new HostFollower.Quality(20_000, 0, 3, Leap.INSERT);
        follower.follow(hostReading(), quality);
        long steps = clock.steps();
        pass(60);
        host = host.minusSeconds(1);
        for (int i = 0; i < 10; i++) {
            pass(1);
            assertEquals(0, follower.follow(hostReading(), new HostFollower.Quality(20_000, 0, 3, Leap.INSERT)));
        }
        assertEquals(host, clock.read().instant());
        assertEquals(steps, clock.steps());
    }

    @Test
    void driftIsNoStep() {
        for (int i = 0; i < 100; i++) {
            tick += SECOND;
            host = host.plusNanos(SECOND + 900_000);
            assertEquals(0, stepDetector.stepNs(hostReading()));
        }
    }

    @Test
    void detectsStepsInBothDirections() {
        host = host.minus(20, ChronoUnit.MILLIS);
        assertEquals(-20_000_000, stepDetector.stepNs(hostReading()));
        host = host.plus(Duration.ofHours(8));
        assertEquals(8 * 3600 * SECOND, stepDetector.stepNs(hostReading()));
        assertEquals(0, stepDetector.stepNs(hostReading()));
    }

    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            tick += SECOND;
            host = host.plusSeconds(1);
        }
    }

    private HostReading hostReading() {
        return HostReading.take(() -> tick, Clock.fixed(host, ZoneOffset.UTC));
    }
}
