package io.timeserverd.ntp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PollScheduleTest {
    private static final long SECOND = 1_000_000_000;

    private final PollSchedule schedule = new PollSchedule(16 * SECOND, 1024 * SECOND, new Random(1), 0);
    private long tick;

    @Test
    void startsWithABurstAndSlowsDown() {
        for (long seconds : new long[] {2, 2, 2, 2, 2, 2, 2, 4, 8, 16, 16}) {
            ask(true);
            assertInterval(seconds);
        }
    }

    @Test
    void newIntervalsApplyAtOnceButAreNotShorterThanTheServerAllows() {
        for (int i = 0; i < 20; i++) {
            ask(true);
        }
        schedule.use(2 * SECOND, 4 * SECOND, tick);
        assertTrue(schedule.nextTick() - tick <= 4 * SECOND);
        assertEquals(4 * SECOND, schedule.intervalNs());
        schedule.slowDown(tick);
        schedule.use(2 * SECOND, 64 * SECOND, tick);
        assertEquals(4 * SECOND, schedule.intervalNs());
        schedule.startBurst(tick);
        assertEquals(4 * SECOND, schedule.intervalNs());
    }

    @Test
    void asksASilentServerLessOftenUpToALimit() {
        for (int i = 0; i < 100; i++) {
            ask(false);
        }
        assertInterval(64);
    }

    @Test
    void startsABurstWhenASilentServerReplies() {
        for (int i = 0; i < 20; i++) {
            ask(false);
        }
        ask(true);
        assertEquals(tick + 2 * SECOND, schedule.nextTick());
    }

    @Test
    void isHeardWhileOneOfTheLastFourRequestsWasAnswered() {
        ask(true);
        for (int i = 0; i < 3; i++) {
            ask(false);
            assertTrue(schedule.isHeard());
        }
        ask(false);
        assertFalse(schedule.isHeard());
    }

    @Test
    void remembersEightRequests() {
        for (int i = 0; i < 8; i++) {
            ask(true);
        }
        assertEquals(0377, schedule.reach());
        ask(false);
        assertEquals(0376, schedule.reach());
    }

    @Test
    void asksASteadyServerLessOftenUpToTheLongestInterval() {
        for (int i = 0; i < 200; i++) {
            ask(true);
            schedule.steady();
        }
        assertInterval(1024);
        schedule.unsteady();
        schedule.unsteady();
        ask(true);
        assertInterval(512);
    }

    @Test
    void neverAsksAsOftenAgainAfterKissCodeRate() {
        ask(true);
        schedule.slowDown(tick);
        assertEquals(tick + 32 * SECOND, schedule.nextTick());
        for (int i = 0; i < 10; i++) {
            schedule.unsteady();
            ask(true);
        }
        assertInterval(32);
    }

    @Test
    void aBurstAfterKissCodeRateIsNoFasterThanTheServerAllows() {
        ask(true);
        schedule.slowDown(tick);
        for (int i = 0; i < 20; i++) {
            ask(false);
        }
        ask(true); // back after silence
        assertEquals(tick + 32 * SECOND, schedule.nextTick());
        schedule.startBurst(schedule.nextTick()); // the server's clock jumped
        for (int i = 0; i < 10; i++) {
            ask(true);
            assertInterval(32);
        }
    }

    private void ask(boolean answered) {
        tick = schedule.nextTick();
        assertTrue(schedule.isDue(tick));
        schedule.sent(tick);
        if (answered) {
            schedule.answered(tick);
        } else {
            schedule.missed();
        }
    }

    /** Allows for the sixteenth by which intervals are shortened at random. */
    private void assertInterval(long seconds) {
        long actual = schedule.nextTick() - tick;
        assertTrue(
                actual <= seconds * SECOND && actual >= seconds * SECOND * 15 / 16, seconds + " s expected: " + actual);
    }
}
