package io.timeserverd.admin.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Places the marks of a time axis, with their labels, at round times in UTC. */
final class TimeAxis {
    private static final int MAX_MARKS = 10;

    /** A mark on the axis. */
    record Mark(Instant at, String label) {}

    private record Step(int count, ChronoUnit unit, String pattern) {
        private ZonedDateTime firstFrom(Instant instant) {
            ZonedDateTime date = instant.atZone(ZoneOffset.UTC);
            ZonedDateTime first = switch (unit) {
                case YEARS -> start(date.withDayOfYear(1), date.getYear());
                case MONTHS -> start(date.withDayOfMonth(1), date.getMonthValue() - 1);
                case DAYS -> start(date, date.toLocalDate().toEpochDay());
                case HOURS -> start(date, 0).plusHours(date.getHour() - date.getHour() % count);
                case MINUTES ->
                    date.truncatedTo(ChronoUnit.HOURS).plusMinutes(date.getMinute() - date.getMinute() % count);
                default ->
                    date.truncatedTo(ChronoUnit.MINUTES).plusSeconds(date.getSecond() - date.getSecond() % count);
            };
            return first.toInstant().isBefore(instant) ? first.plus(count, unit) : first;
        }

        private Step doubled() {
            return new Step(2 * count, unit, pattern);
        }

        /** Midnight of the last day, month or year up to {@code date} whose number is a multiple of the step. */
        private ZonedDateTime start(ZonedDateTime date, long number) {
            return date.truncatedTo(ChronoUnit.DAYS).minus(Math.floorMod(number, count), unit);
        }
    }

    private static final List<Step> STEPS = List.of(
            new Step(1, ChronoUnit.SECONDS, "HH:mm:ss"),
            new Step(5, ChronoUnit.SECONDS, "HH:mm:ss"),
            new Step(10, ChronoUnit.SECONDS, "HH:mm:ss"),
            new Step(30, ChronoUnit.SECONDS, "HH:mm:ss"),
            new Step(1, ChronoUnit.MINUTES, "HH:mm"),
            new Step(5, ChronoUnit.MINUTES, "HH:mm"),
            new Step(10, ChronoUnit.MINUTES, "HH:mm"),
            new Step(30, ChronoUnit.MINUTES, "HH:mm"),
            new Step(1, ChronoUnit.HOURS, "HH:mm"),
            new Step(3, ChronoUnit.HOURS, "d MMM HH:mm"),
            new Step(6, ChronoUnit.HOURS, "d MMM HH:mm"),
            new Step(12, ChronoUnit.HOURS, "d MMM HH:mm"),
            new Step(1, ChronoUnit.DAYS, "d MMM"),
            new Step(2, ChronoUnit.DAYS, "d MMM"),
            new Step(4, ChronoUnit.DAYS, "d MMM"),
            new Step(7, ChronoUnit.DAYS, "d MMM"),
            new Step(14, ChronoUnit.DAYS, "d MMM"),
            new Step(1, ChronoUnit.MONTHS, "MMM yyyy"),
            new Step(3, ChronoUnit.MONTHS, "MMM yyyy"),
            new Step(6, ChronoUnit.MONTHS, "MMM yyyy"),
            new Step(1, ChronoUnit.YEARS, "yyyy"),
            new Step(5, ChronoUnit.YEARS, "yyyy"),
            new Step(20, ChronoUnit.YEARS, "yyyy"),
            new Step(100, ChronoUnit.YEARS, "yyyy"),
            new Step(1000, ChronoUnit.YEARS, "yyyy"));

    private TimeAxis() {}

    static List<Mark> marks(Instant from, Instant to) {
        Step last = STEPS.get(STEPS.size() - 1);
        Step step = Stream.concat(STEPS.stream(), Stream.iterate(last, Step::doubled))
                .filter(each -> each.firstFrom(from)
                        .plus((long) each.count() * MAX_MARKS, each.unit())
                        .toInstant()
                        .isAfter(to))
                .findFirst()
                .orElseThrow();
        var form = DateTimeFormatter.ofPattern(step.pattern(), Locale.ENGLISH);
        var marks = new ArrayList<Mark>();
        for (ZonedDateTime at = step.firstFrom(from);
                at.toInstant().isBefore(to);
                at = at.plus(step.count(), step.unit())) {
            marks.add(new Mark(at.toInstant(), form.format(at)));
        }
        return marks;
    }
}
