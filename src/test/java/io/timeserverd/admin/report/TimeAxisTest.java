package io.timeserverd.admin.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeAxisTest {
    private static final Instant FROM = Instant.parse("2026-11-22T10:17:03.5Z");

    private static List<String> labels(String from, String to) {
        return TimeAxis.marks(Instant.parse(from), Instant.parse(to)).stream()
                .map(TimeAxis.Mark::label)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                4,
                60,
                3600,
                86_400,
                604_800,
                2_592_000,
                31_557_600,
                315_576_000,
                31_557_600_000L,
                600_000_000_000_000L
            })
    void hasAFewMarksWithinThePeriod(long seconds) {
        Instant to = FROM.plusSeconds(seconds);
        List<Instant> marks =
                TimeAxis.marks(FROM, to).stream().map(TimeAxis.Mark::at).toList();
        assertTrue(marks.size() >= 3 && marks.size() <= 10, marks::toString);
        assertEquals(marks.stream().sorted().distinct().toList(), marks);
        assertTrue(marks.stream().noneMatch(mark -> mark.isBefore(FROM) || !mark.isBefore(to)), marks::toString);
    }

    @Test
    void hasItsMarksWhereClocksAndCalendarsHaveRoundNumbers() {
        assertEquals(
                List.of("10:20", "10:30", "10:40", "10:50", "11:00", "11:10"),
                labels("2026-11-22T10:17:00Z", "2026-11-22T11:17:00Z"));
        assertEquals(
                List.of("22 Nov 00:00", "22 Nov 06:00", "22 Nov 12:00", "22 Nov 18:00", "23 Nov 00:00"),
                labels("2026-11-21T20:00:00Z", "2026-11-23T05:00:00Z").stream()
                        .filter(label -> label.matches(".* (00|06|12|18):00"))
                        .toList());
        assertEquals(
                List.of("Jan 2026", "Apr 2026", "Jul 2026", "Oct 2026"),
                labels("2025-12-24T00:00:00Z", "2026-12-24T00:00:00Z"));
        assertEquals(
                List.of("2000", "2005", "2010", "2015", "2020", "2025"),
                labels("1997-03-01T00:00:00Z", "2026-03-01T00:00:00Z"));
    }
}
