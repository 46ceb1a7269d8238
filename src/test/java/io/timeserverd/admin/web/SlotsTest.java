package io.timeserverd.admin.web;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SlotsTest {
    private final Slots slots = new Slots(2, 0);

    @Test
    void thereAreOnlySoMany() throws Exception {
        var first = slots.take("a").orElseThrow();
        var second = slots.take("b").orElseThrow();
        assertTrue(slots.take("c").isEmpty());
        first.close();
        try (var third = slots.take("c").orElseThrow()) {
            assertTrue(third.isWanted());
            assertTrue(second.isWanted());
        }
        second.close();
    }

    @Test
    void askingAgainEndsWhatThePageAskedBefore() throws Exception {
        try (var former = slots.take("a").orElseThrow();
                var later = slots.take("a").orElseThrow()) {
            assertFalse(former.isWanted());
            assertTrue(later.isWanted());
        }
    }

    @Test
    void askingAgainEndsItAlsoWhileAllSlotsAreTaken() throws Exception {
        try (var former = slots.take("a").orElseThrow();
                var other = slots.take("b").orElseThrow()) {
            assertTrue(slots.take("a").isEmpty());
            assertFalse(former.isWanted());
            assertTrue(other.isWanted());
        }
    }

    @Test
    void whatHasEndedDoesNotEndWhatCameAfterIt() throws Exception {
        var former = slots.take("a").orElseThrow();
        try (var later = slots.take("a").orElseThrow()) {
            former.close();
            var last = slots.take("a").orElseThrow();
            assertFalse(later.isWanted());
            last.close();
        }
    }
}
