package io.timeserverd.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class RateBoundTest {
    private long now = Long.MAX_VALUE - 5;
    private final RateBound bound = new RateBound(() -> now);

    @Test
    void eachEventHasItsOwnBound() {
        for (int i = 0; i < RateBound.LINES; i++) {
            assertTrue(bound.admits("refused", Level.WARN));
        }
        assertFalse(bound.admits("refused", Level.WARN));
        assertTrue(bound.admits("ready", Level.INFO));
    }

    @Test
    void allEventsTogetherHaveABoundToo() {
        for (int i = 0; i < RateBound.ALL_LINES; i++) {
            assertTrue(bound.admits("event-" + i % 100, Level.INFO));
        }
        assertFalse(bound.admits("event-0", Level.INFO));
        assertFalse(bound.admits("first", Level.INFO));
        now += RateBound.WINDOW_NS;
        assertEquals(
                List.of(
                        new RateBound.Suppressed("event-0", Level.INFO, 1),
                        new RateBound.Suppressed("first", Level.INFO, 1)),
                bound.finished());
        assertTrue(bound.admits("first", Level.INFO));
    }

    @Test
    void suppressedLinesAreToldOnceWhenTheMinuteIsOver() {
        for (int i = 0; i < RateBound.LINES + 7; i++) {
            bound.admits("refused", Level.WARN);
        }
        now += RateBound.WINDOW_NS - 1;
        assertEquals(List.of(), bound.finished());
        now += 1;
        assertEquals(List.of(new RateBound.Suppressed("refused", Level.WARN, 7)), bound.finished());
        assertEquals(List.of(), bound.finished());
        assertTrue(bound.admits("refused", Level.WARN));
    }

    @Test
    void namesBeyondTheLimitShareOneBound() {
        for (int i = 0; i < RateBound.NAMES; i++) {
            assertTrue(bound.admits("event-" + i, Level.INFO));
        }
        int room = RateBound.ALL_LINES - RateBound.NAMES;
        for (int i = 0; i < room + 2; i++) {
            assertEquals(i < room, bound.admits("further-" + i, Level.INFO));
        }
        now += RateBound.WINDOW_NS;
        assertEquals(List.of(new RateBound.Suppressed("other", Level.INFO, 2)), bound.finished());
    }
}
