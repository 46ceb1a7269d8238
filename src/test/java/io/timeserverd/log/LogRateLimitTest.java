package io.timeserverd.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class LogRateLimitTest {
    private long now = Long.MAX_VALUE - 5;
    private final LogRateLimit bound = new LogRateLimit(() -> now);

    @Test
    void eachEventHasItsOwnLimit() {
        for (int i = 0; i < LogRateLimit.LINES; i++) {
            assertTrue(bound.admits("refused", Level.WARN));
        }
        assertFalse(bound.admits("refused", Level.WARN));
        assertTrue(bound.admits("ready", Level.INFO));
    }

    @Test
    void allEventsTogetherHaveALimit() {
        for (int i = 0; i < LogRateLimit.ALL_LINES; i++) {
            assertTrue(bound.admits("event-" + i % 100, Level.INFO));
        }
        assertFalse(bound.admits("event-0", Level.INFO));
        assertFalse(bound.admits("first", Level.INFO));
        now += LogRateLimit.WINDOW_NS;
        assertEquals(
                List.of(
                        new LogRateLimit.Suppressed("event-0", Level.INFO, 1),
                        new LogRateLimit.Suppressed("first", Level.INFO, 1)),
                bound.finished());
        assertTrue(bound.admits("first", Level.INFO));
    }

    @Test
    void suppressedLinesAreReportedOnceWhenTheMinuteIsOver() {
        for (int i = 0; i < LogRateLimit.LINES + 7; i++) {
            bound.admits("refused", Level.WARN);
        }
        now += LogRateLimit.WINDOW_NS - 1;
        assertEquals(List.of(), bound.finished());
        now += 1;
        assertEquals(List.of(new LogRateLimit.Suppressed("refused", Level.WARN, 7)), bound.finished());
        assertEquals(List.of(), bound.finished());
        assertTrue(bound.admits("refused", Level.WARN));
    }

    @Test
    void manyEventNamesShareOneLimit() {
        for (int i = 0; i < LogRateLimit.NAMES; i++) {
            assertTrue(bound.admits("event-" + i, Level.INFO));
        }
        int room = LogRateLimit.ALL_LINES - LogRateLimit.NAMES;
        for (int i = 0; i < room + 2; i++) {
            assertEquals(i < room, bound.admits("further-" + i, Level.INFO));
        }
        now += LogRateLimit.WINDOW_NS;
        assertEquals(List.of(new LogRateLimit.Suppressed("other", Level.INFO, 2)), bound.finished());
    }
}
