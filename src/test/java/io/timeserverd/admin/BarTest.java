package io.timeserverd.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class BarTest {
    @Test
    void barsShowWhatIsNotNothing() {
        assertEquals("", Bar.of(0, 1000, 10));
        assertEquals("▏", Bar.of(1, 1000, 10));
        assertEquals("█████", Bar.of(500, 1000, 10));
        assertEquals(10, Bar.of(1000, 1000, 10).length());
    }
}
