package io.timeserverd.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RateTest {
    @Test
    void countsBySecondsAtFirst() {
        var rate = new Rate(3);
        rate.add(100, false);
        rate.add(102, true);
        assertEquals(
                List.of(
                        new Rate.Stretch(Instant.ofEpochSecond(100), 1, 0),
                        new Rate.Stretch(Instant.ofEpochSecond(101), 0, 0),
                        new Rate.Stretch(Instant.ofEpochSecond(102), 1, 1)),
                rate.stretches());
    }

    @Test
    void joinsStretchesAtRoundTimesWhenThereAreTooMany() {
        var rate = new Rate(3);
        rate.add(103, false);
        rate.add(104, true);
        rate.add(112, false);
        assertEquals(5, rate.lengthSeconds());
        assertEquals(
                List.of(
                        new Rate.Stretch(Instant.ofEpochSecond(100), 2, 1),
                        new Rate.Stretch(Instant.ofEpochSecond(105), 0, 0),
                        new Rate.Stretch(Instant.ofEpochSecond(110), 1, 0)),
                rate.stretches());
    }

    @Test
    void agreesWithCountingEachStretchByItself() {
        var random = new Random(2);
        for (var round = 0; round < 200; round++) {
            var rate = new Rate(2 + random.nextInt(30));
            var times = new TreeMap<Long, Long>();
            var second = (long) random.nextInt();
            var step = 1 + random.nextInt(1 << random.nextInt(25));
            for (var n = 0; n < 100; n++) {
                rate.add(second, false);
                times.merge(second, 1L, Long::sum);
                second += random.nextInt(step);
            }
            for (var each : rate.stretches()) {
                var from = each.start().getEpochSecond();
                var within = times.subMap(from, from + rate.lengthSeconds()).values();
                assertEquals(within.stream().mapToLong(Long::longValue).sum(), each.requests());
            }
            assertEquals(
                    100,
                    rate.stretches().stream().mapToLong(Rate.Stretch::requests).sum());
        }
    }

    @Test
    void takesATimeBeforeTheFirstAsTheFirst() {
        var rate = new Rate(3);
        rate.add(100, false);
        rate.add(50, false);
        assertEquals(List.of(new Rate.Stretch(Instant.ofEpochSecond(100), 2, 0)), rate.stretches());
    }

    @Test
    void barsShowWhatIsNotNothing() {
        assertEquals("", Bar.of(0, 1000, 10));
        assertEquals("▏", Bar.of(1, 1000, 10));
        assertEquals("█████", Bar.of(500, 1000, 10));
        assertTrue(Bar.of(1000, 1000, 10).length() == 10);
    }
}
