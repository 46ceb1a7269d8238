package io.timeserverd.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.timeserverd.place.Place;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.WeekFields;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Agreement with java.time. */
class CivilTimeTest {
    private final CivilTime time = new CivilTime();

    @Test
    void everyDayOfTheYears1To9999MatchesJavaTime() {
        var last = LocalDate.of(9999, 12, 31);
        for (var day = LocalDate.of(1, 1, 1); !day.isAfter(last); day = day.plusDays(1)) {
            time.setUtc(day.toEpochDay() * 86_400 + 86_399, 0);
            if (!isThatOf(day)) {
                fail(day.toString());
            }
        }
        assertEquals(last, LocalDate.of(time.year, time.month, time.day));
    }

    private boolean isThatOf(LocalDate day) {
        return time.year == day.getYear()
                && time.month == day.getMonthValue()
                && time.day == day.getDayOfMonth()
                && time.dayOfYear == day.getDayOfYear()
                && time.isoWeekday() == day.getDayOfWeek().getValue()
                && time.isoYear() == day.get(IsoFields.WEEK_BASED_YEAR)
                && time.isoWeek() == day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
    }

    @Test
    void everyZoneOfTheJvmMatchesJavaTime() {
        var random = new Random(7);
        var ids = new TreeSet<>(ZoneId.getAvailableZoneIds());
        assertTrue(ids.size() > 500, "zones: " + ids.size());
        Format format = Formats.valid("%Y-%m-%dT%T.%N %:z %::z %j %u %G %V %U %W %C %y %I %q %s");
        var out = new Output();
        for (String id : ids) {
            var place = Place.ofZone(RulesZone.of(id, Map.of()));
            for (int i = 0; i < 100; i++) {
                Instant instant = randomInstant(random, i % 2 == 0);
                out.clear();
                format.render(Formats.answer(instant, place), out);
                assertEquals(expected(instant.atZone(ZoneId.of(id))), out.toString(), id);
            }
        }
    }

    /** From the years 2 to 9998, or from those in which zones have their transitions. */
    private static Instant randomInstant(Random random, boolean modern) {
        ZonedDateTime first = LocalDate.of(modern ? 1850 : 2, 1, 1).atStartOfDay(ZoneOffset.UTC);
        ZonedDateTime last = LocalDate.of(modern ? 2100 : 9998, 1, 1).atStartOfDay(ZoneOffset.UTC);
        long second = random.nextLong(ChronoUnit.SECONDS.between(first, last));
        return first.plusSeconds(second)
                .plusNanos(random.nextInt(1_000_000_000))
                .toInstant();
    }

    private static String expected(ZonedDateTime t) {
        int offset = t.getOffset().getTotalSeconds();
        String sign = offset < 0 ? "-" : "+";
        int size = Math.abs(offset);
        int hour12 = t.getHour() % 12 == 0 ? 12 : t.getHour() % 12;
        return String.format(
                "%04d-%02d-%02dT%02d:%02d:%02d.%09d %s%02d:%02d %s%02d:%02d:%02d %03d %d %04d %02d %02d %02d %02d %02d %02d"
                        + " %d %d",
                t.getYear(),
                t.getMonthValue(),
                t.getDayOfMonth(),
                t.getHour(),
                t.getMinute(),
                t.getSecond(),
                t.getNano(),
                sign,
                size / 3600,
                size / 60 % 60,
                sign,
                size / 3600,
                size / 60 % 60,
                size % 60,
                t.getDayOfYear(),
                t.getDayOfWeek().getValue(),
                t.get(IsoFields.WEEK_BASED_YEAR),
                t.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR),
                t.get(WeekFields.of(DayOfWeek.SUNDAY, 7).weekOfYear()),
                t.get(WeekFields.of(DayOfWeek.MONDAY, 7).weekOfYear()),
                t.getYear() / 100,
                t.getYear() % 100,
                hour12,
                t.get(IsoFields.QUARTER_OF_YEAR),
                t.toEpochSecond());
    }
}
