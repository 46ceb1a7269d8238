package io.timeserverd.admin.web;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SlotsTest {
    private final Slots slots = new Slots(2, 0);

    @Test
    void thereAreOnlySoMany() throws Exception {
        Slots.Slot first = slots.take("a").orElseThrow();
        Slots.Slot second = slots.take("b").orElseThrow();
        assertTrue(slots.take("c").isEmpty());
        first.close();
        try (Slots.Slot third = slots.take("c").orElseThrow()) {
            assertTrue(third.isWanted());
            assertTrue(second.isWanted());
        }
        second.close();
    }

    @Test
    void askingAgainEndsWhatThePageAskedBefore() throws Exception {
        try (Slots.Slot former = slots.take("a").orElseThrow();
                Slots.Slot later = slots.take("a").orElseThrow()) {
            assertFalse(former.isWanted());
            assertTrue(later.isWanted());
        }
    }

    @Test
    void askingAgainEndsItAlsoWhileAllSlotsAreTaken() throws Exception {
        try (Slots.Slot former = slots.take("a").orElseThrow();
                Slots.Slot other = slots.take("b").orElseThrow()) {
            assertTrue(slots.take("a").isEmpty());
            assertFalse(former.isWanted());
            assertTrue(other.isWanted());
        }
    }

    @Test
    void whatHasEndedDoesNotEndWhatCameAfterIt() throws Exception {
        Slots.Slot former = slots.take("a").orElseThrow();
        try (Slots.Slot later = slots.take("a").orElseThrow()) {
            former.close();
            Slots.Slot last = slots.take("a").orElseThrow();
            assertFalse(later.isWanted());
            last.close();
        }
    }
}
