package io.timeserverd.journal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FilterTest {
    private final Random random = new Random(6);

    @Test
    void neverHidesAKey() {
        for (var size = 1; size <= 3 * Index.RECORDS; size += 7) {
            var keys = random.longs(size).toArray();
            var filter = Filter.of(keys, size);
            for (var key : keys) {
                assertTrue(filter.mayHold(key));
            }
        }
    }

    @Test
    void errsOnceInAHundred() {
        var keys = random.longs(700).toArray();
        var filter = Filter.of(keys, keys.length);
        var wrong = random.longs(100_000).filter(filter::mayHold).count();
        assertTrue(wrong < 2000, wrong + " of 100000");
    }

    @Test
    void anEmptyOneHoldsNothing() {
        assertFalse(Filter.of(new long[0], 0).mayHold(1));
    }

    @Test
    void aKeyCountsOnce() {
        var keys = new KeySet();
        for (var n = 0; n < 3 * Index.RECORDS; n++) {
            keys.add(1 + n % 4);
        }
        assertTrue(keys.toFilter().bits().length < 10);
        assertTrue(keys.toFilter().mayHold(3));
    }
}
