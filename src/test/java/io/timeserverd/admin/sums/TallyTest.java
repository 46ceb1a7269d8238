package io.timeserverd.admin.sums;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TallyTest {
    @Test
    void countsExactlyWhileThereIsRoom() {
        var tally = new Tally(2);
        List.of("b", "a", "b").forEach(tally::add);
        assertEquals(List.of(new Tally.Count("b", 2), new Tally.Count("a", 1)), tally.most(10));
        assertEquals(0, tally.doubt());
    }

    @Test
    void isNeverWrongByMoreThanItSays() {
        var random = new Random(1);
        var tally = new Tally(50);
        var truth = new HashMap<String, Long>();
        for (int n = 0; n < 20_000; n++) {
            String key = "k" + (int) Math.abs(random.nextGaussian() * 60);
            tally.add(key);
            truth.merge(key, 1L, Long::sum);
        }
        var counted = new HashMap<String, Long>();
        tally.most(Long.MAX_VALUE).forEach(each -> counted.put(each.key(), each.count()));
        assertTrue(tally.doubt() > 0);
        assertTrue(tally.keys() <= 50);
        assertEquals(20_000, tally.total());
        truth.forEach((key, count) -> {
            long found = counted.getOrDefault(key, 0L);
            assertTrue(found <= count && count <= found + tally.doubt(), key);
        });
    }
}
