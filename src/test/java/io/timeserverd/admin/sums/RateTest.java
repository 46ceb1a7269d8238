package io.timeserverd.admin.sums;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {
    @Test
    void countsBySecondsAtFirst() {
        var rate = new Rate(3);
        rate.add(100, false, 1);
        rate.add(102, true, 1);
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
        rate.add(103, false, 1);
        rate.add(104, true, 1);
        rate.add(112, false, 1);
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
        for (int round = 0; round < 200; round++) {
            var rate = new Rate(2 + random.nextInt(30));
            var times = new TreeMap<Long, Long>();
            long second = (long) random.nextInt();
            int step = 1 + random.nextInt(1 << random.nextInt(25));
            for (int n = 0; n < 100; n++) {
                rate.add(second, false, 1);
                times.merge(second, 1L, Long::sum);
                second += random.nextInt(step) - (round % 2 == 0 ? 0 : step / 2);
            }
            for (Rate.Stretch each : rate.stretches()) {
                long from = each.start().getEpochSecond();
                Collection<Long> within =
                        times.subMap(from, from + rate.lengthSeconds()).values();
                assertEquals(within.stream().mapToLong(Long::longValue).sum(), each.requests());
            }
            assertEquals(
                    100,
                    rate.stretches().stream().mapToLong(Rate.Stretch::requests).sum());
        }
    }

    @Test
    void beginsEarlierWhenAnEarlierTimeComes() {
        var rate = new Rate(3);
        rate.add(100, true, 2);
        rate.add(98, false, 1);
        assertEquals(
                List.of(
                        new Rate.Stretch(Instant.ofEpochSecond(98), 1, 0),
                        new Rate.Stretch(Instant.ofEpochSecond(99), 0, 0),
                        new Rate.Stretch(Instant.ofEpochSecond(100), 2, 2)),
                rate.stretches());
    }

    @ParameterizedTest
    @ValueSource(longs = {10, -10})
    void holdsARecordThatIsTenYearsOff(long years) {
        long now = Instant.parse("2026-11-22T12:00:00Z").getEpochSecond();
        long off = now + years * 31_556_952;
        var rate = new Rate(24);
        rate.add(now, false, 3);
        rate.add(off, true, 1);
        rate.add(now + 1, false, 5);
        assertEquals(8, requestsAt(rate, now));
        assertEquals(1, requestsAt(rate, off));
        assertEquals(
                9, rate.stretches().stream().mapToLong(Rate.Stretch::requests).sum());
        assertEquals(
                1, rate.stretches().stream().mapToLong(Rate.Stretch::errors).sum());
        assertTrue(rate.stretches().size() > 12, rate.stretches()::toString);
    }

    private static long requestsAt(Rate rate, long second) {
        return rate.stretches().stream()
                .filter(each -> each.start().getEpochSecond() <= second
                        && second < each.start().getEpochSecond() + rate.lengthSeconds())
                .mapToLong(Rate.Stretch::requests)
                .sum();
    }
}
