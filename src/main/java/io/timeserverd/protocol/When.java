package io.timeserverd.protocol;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The instant of a request: now, or what stands behind its {@code @}. Instants lie in the years 1 to 9999, as ISO 8601
 * writes years without further agreement.
 */
public sealed interface When {
    /** No {@code @}: the turn's reading of the reference clock. */
    record Now() implements When {}

    /** UNIX seconds, or a date-time that carries its own offset. */
    record At(Instant instant) implements When {}

    /** A date-time without offset: local time in the request's place. */
    record Local(LocalDateTime dateTime) implements When {}

    /** Not an instant; {@code problem} says why. */
    record Bad(String problem) implements When {}

    /** The only {@link Now}. */
    When NOW = new Now();

    /** Bounds the digits, so that no number below overflows. */
    Pattern UNIX_SECONDS = Pattern.compile("(-?)(\\d{1,15})(?:[.,](\\d{1,9}))?");

    /** ISO 8601 calendar date and time of day, extended or basic, with or without offset; a blank may stand for T. */
    Pattern DATE_TIME = Pattern.compile(
            "(\\d{4})(-?)(\\d\\d)\\2(\\d\\d)" // date
                    + "(?:[Tt ](\\d\\d):?(\\d\\d)(?::?(\\d\\d)(?:[.,](\\d{1,9}))?)?" // time of day
                    + "\\s?(?:([Zz])|([+-])(\\d\\d)(?::?(\\d\\d)(?::?(\\d\\d))?)?)?)?"); // offset

    /** Understands what stands behind {@code @}, without blanks around it. */
    static When parse(String text) {
        var date = DATE_TIME.matcher(text);
        // Eight digits are UNIX seconds like any other digits, so a bare date needs its hyphens.
        if (date.matches() && !(date.group(2).isEmpty() && date.group(5) == null)) {
            return dateTime(text, date);
        }
        var seconds = UNIX_SECONDS.matcher(text);
        if (seconds.matches()) {
            return unixSeconds(text, seconds);
        }
        return new Bad(
                Format.printable(text) + " is neither UNIX seconds nor a date-time like 2026-11-22T13:38:34+01:00");
    }

    private static When unixSeconds(String text, Matcher m) {
        long seconds = Long.parseLong(m.group(2));
        long nanos = nanos(m.group(3));
        boolean negative = !m.group(1).isEmpty();
        return inRange(text, Instant.ofEpochSecond(negative ? -seconds : seconds, negative ? -nanos : nanos));
    }

    private static When dateTime(String text, Matcher m) {
        try {
            var date = LocalDate.of(number(m, 1), number(m, 3), number(m, 4));
            var time = LocalTime.of(number(m, 5), number(m, 6), number(m, 7), (int) nanos(m.group(8)));
            if (number(m, 1) == 0) {
                return outOfRange(text);
            }
            var local = LocalDateTime.of(date, time);
            if (m.group(9) != null) {
                return inRange(text, local.toInstant(ZoneOffset.UTC));
            }
            if (m.group(10) != null) {
                int sign = m.group(10).equals("-") ? -1 : 1;
                var offset = ZoneOffset.ofHoursMinutesSeconds(
                        sign * number(m, 11), sign * number(m, 12), sign * number(m, 13));
                return inRange(text, local.toInstant(offset));
            }
            return new Local(local);
        } catch (DateTimeException e) {
            return new Bad(Format.printable(text) + " is no date and time of the calendar");
        }
    }

    private static When inRange(String text, Instant instant) {
        return !Answer.canTell(instant) ? outOfRange(text) : new At(instant);
    }

    private static When outOfRange(String text) {
        return new Bad(Format.printable(text) + " is outside the years 1 to 9999");
    }

    private static int number(Matcher m, int group) {
        return m.group(group) == null ? 0 : Integer.parseInt(m.group(group));
    }

    private static long nanos(String fraction) {
        return fraction == null ? 0 : Long.parseLong((fraction + "00000000").substring(0, 9));
    }
}
