package io.timeserverd.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DisciplinedClockTest {
    private static final long SECOND = 1_000_000_000;
    private static final long UTC_NS = 1_795_305_600 * SECOND;

    /** The ticker wraps in the middle of a test. */
    private long tick = Long.MAX_VALUE - SECOND / 2;

    private final DisciplinedClock clock = new DisciplinedClock(() -> tick, UTC_NS, SECOND);

    @Test
    void isUnsynchronisedUntilTheFirstEstimate() {
        tick += 3 * SECOND;
        Reading reading = clock.read();
        assertEquals(Instant.EPOCH.plusNanos(UTC_NS + 3 * SECOND), reading.instant());
        assertEquals(ClockState.UNSYNCHRONISED, reading.state());
        assertEquals(Reading.UNKNOWN, reading.errorBoundNs());
        assertEquals(16, reading.stratum());
        assertEquals(Leap.UNKNOWN, reading.leap());
    }

    @Test
    void followsAnEstimateWithItsFrequencyAndGrowingBound() {
        clock.step(estimate(UTC_NS + SECOND, 10e-6));
        tick += 100 * SECOND;
        Reading reading = clock.read();
        assertNear(UTC_NS + 101 * SECOND + 1_000_000, ns(reading));
        assertEquals(1_000 + 100_000, reading.errorBoundNs());
        assertEquals(ClockState.SYNCHRONISED, reading.state());
        assertEquals(3, reading.stratum());
    }

    @Test
    void catchesUpByFiveHundredPpm() {
        clock.step(estimate(UTC_NS, 0));
        clock.slew(estimate(UTC_NS + 1_000_000, 0));
        assertEquals(UTC_NS, ns(clock.read()));
        assertEquals(1_000 + 1_000_000, clock.read().errorBoundNs());
        tick += SECOND;
        assertNear(UTC_NS + SECOND + 500_000, ns(clock.read()));
        assertEquals(500_000, clock.behindNs());
        tick += 2 * SECOND;
        assertEquals(UTC_NS + 3 * SECOND + 1_000_000, ns(clock.read()));
        assertEquals(0, clock.behindNs());
    }

    @Test
    void neverRunsBackwardsWhileItIsSlewed() {
        var random = new Random(1);
        clock.step(estimate(UTC_NS, 0));
        long last = ns(clock.read());
        for (int i = 0; i < 200_000; i++) {
            tick += random.nextInt(4) == 0 ? random.nextInt(3) : random.nextInt(1_000_000);
            long now = ns(clock.read());
            assertTrue(now >= last, "back by " + (last - now));
            last = now;
            if (random.nextInt(10) == 0) {
                clock.slew(estimate(now + random.nextInt(200_001) - 100_000, (random.nextDouble() - 0.5) * 1e-3));
            }
        }
    }

    @Test
    void goesOnInHoldoverUntilTheBoundIsTooLarge() {
        clock.step(estimate(UTC_NS, 0));
        clock.holdover();
        tick += 1000 * SECOND;
        assertEquals(ClockState.HOLDOVER, clock.read().state());
        tick += 1_000_000 * SECOND;
        assertEquals(ClockState.UNSYNCHRONISED, clock.read().state());
        assertEquals(1_001_001_000, clock.read().errorBoundNs());
    }

    @Test
    void countsStepsExceptTheFirst() {
        clock.step(estimate(UTC_NS + SECOND, 0));
        assertEquals(0, clock.steps());
        clock.step(estimate(UTC_NS, 0));
        assertEquals(1, clock.steps());
        assertEquals(UTC_NS, ns(clock.read()));
    }

    @Test
    void hasNoBoundIfTheSourceKnowsNone() {
        clock.step(new TimeEstimate(tick, UTC_NS, 0, Reading.UNKNOWN, 0, 0, Leap.NONE));
        assertEquals(Reading.UNKNOWN, clock.read().errorBoundNs());
        assertEquals(ClockState.SYNCHRONISED, clock.read().state());
    }

    @Test
    void standsStillDuringAnInsertedSecond() {
        long midnight = Instant.parse("2027-01-01T00:00:00Z").getEpochSecond() * SECOND;
        clock.step(new TimeEstimate(tick, midnight - 2 * SECOND, 0, 1_000, 0, 1, Leap.INSERT));
        assertFalse(clock.isNearLeapSecond(tick - SECOND));
        assertTrue(clock.isNearLeapSecond(tick));
        tick += 2 * SECOND;
        assertEquals(midnight - 1, ns(clock.read()));
        assertEquals(1_000 + SECOND, clock.read().errorBoundNs());
        tick += SECOND / 2;
        assertEquals(midnight - 1, ns(clock.read()));
        assertEquals(1_000 + SECOND / 2, clock.read().errorBoundNs());
        tick += SECOND / 2;
        assertEquals(midnight, ns(clock.read()));
        assertEquals(1_000, clock.read().errorBoundNs());
        tick += SECOND;
        assertEquals(midnight + SECOND, ns(clock.read()));
        assertFalse(clock.isNearLeapSecond(tick));
    }

    @Test
    void skipsADeletedSecond() {
        long midnight = Instant.parse("2027-07-01T00:00:00Z").getEpochSecond() * SECOND;
        clock.step(new TimeEstimate(tick, midnight - 2 * SECOND, 0, 1_000, 0, 1, Leap.DELETE));
        tick += SECOND - 1;
        assertEquals(midnight - SECOND - 1, ns(clock.read()));
        tick += 1;
        assertEquals(midnight, ns(clock.read()));
    }

    @Test
    void expectsLeapSecondsAtTheEndOfAMonth() {
        for (String day : new String[] {"2026-11-29T12:00:00Z", "2026-12-30T23:59:59Z", "2027-01-01T00:00:00Z"}) {
            long utcNs = Instant.parse(day).getEpochSecond() * SECOND;
            assertNull(LeapSecond.announced(Leap.INSERT, utcNs));
        }
        long november = Instant.parse("2026-11-30T12:00:00Z").getEpochSecond() * SECOND;
        assertEquals(
                november + 43_200 * SECOND,
                LeapSecond.announced(Leap.DELETE, november).utcNs());
        long december = Instant.parse("2026-12-31T00:00:00Z").getEpochSecond() * SECOND;
        assertEquals(
                december + 86_400 * SECOND,
                LeapSecond.announced(Leap.INSERT, december).utcNs());
        assertNull(LeapSecond.announced(Leap.NONE, december));
        assertNull(LeapSecond.announced(Leap.UNKNOWN, december));
    }

    private TimeEstimate estimate(long utcNs, double frequency) {
        return new TimeEstimate(tick, utcNs, frequency, 1_000, 1e-6, 3, Leap.NONE);
    }

    /** Allows for rounding of a product with the frequency. */
    private static void assertNear(long expectedNs, long actualNs) {
        assertTrue(Math.abs(expectedNs - actualNs) <= 1, expectedNs + " expected: " + actualNs);
    }

    private static long ns(Reading reading) {
        return ChronoUnit.NANOS.between(Instant.EPOCH, reading.instant());
    }
}
