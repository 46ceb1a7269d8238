package io.timeserverd.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DurationsTest {
    @Test
    void isAllZeroBeforeTheFirstDuration() {
        var times = new Durations();
        assertEquals(0, times.count());
        assertEquals(0, times.withinNs(0.99));
        assertEquals(0, times.longestNs());
    }

    @Test
    void percentilesAreAtMostAQuarterTooLarge() {
        var random = new Random(1);
        long[] all = random.longs(10_000, 0, 1L << 40)
                .map(ns -> ns >> random.nextInt(40))
                .toArray();
        var times = new Durations();
        for (long ns : all) {
            times.add(ns);
        }
        Arrays.sort(all);
        for (double share : new double[] {0.01, 0.5, 0.99, 0.999}) {
            long exact = all[(int) Math.ceil(share * all.length) - 1];
            long counted = times.withinNs(share);
            assertTrue(counted >= exact && counted <= exact * 1.25 + 1, share + ": " + counted + " for " + exact);
        }
        assertEquals(all.length, times.count());
        assertEquals(all[all.length - 1], times.longestNs());
        assertEquals(times.longestNs(), times.withinNs(1));
    }
}
