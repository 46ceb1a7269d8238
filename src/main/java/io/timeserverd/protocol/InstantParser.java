package io.timeserverd.protocol;

import io.timeserverd.zone.Offsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses an instant:
 *
 * <pre>
 *     instant = "now" | UNIX seconds | (date | [date ("T" | blank)] time) [zone] {"[" tag "]"}
 *     date    = 2026-11-30 | 2026-7-1 | 2026/11/30 | 20261130 | 2026-W49-1 | 2026W491 | 2026-334 | 2026334
 *     time    = 14:30 | 14:30:05 | 14:30:05.25 | 143005 | 2:30 pm | 2 pm | 24:00
 * </pre>
 *
 * <p>Digits alone are UNIX seconds, unless they are the eight digits of a date. A time without a date needs a colon, or
 * {@code am} or {@code pm}.
 */
final class InstantParser {
    private static final Pattern UNIX_SECONDS = Pattern.compile("(-?)0*(\\d+)(?:[.,](\\d{1,9}))?");

    /** No instant that can be formatted has more digits of seconds. */
    private static final int MAX_DIGITS = 12;

    private static final Pattern EIGHT_DIGITS = Pattern.compile("\\d{8}");

    /** A calendar date, a week date or an ordinal date of ISO 8601, with or without hyphens; a calendar date of date(1). */
    private static final String DATE = "(?<year>\\d{4})(?<hyphen>[-/]?)"
            + "(?:(?<month>\\d\\d|(?<=[-/])\\d)\\k<hyphen>(?<day>\\d\\d|(?<=[-/])\\d(?!\\d))"
            + "|(?<!/)[Ww](?<week>\\d\\d\\k<hyphen>\\d)|(?<!/)(?<ordinal>\\d{3}))";

    /** {@code am} or {@code pm}. */
    private static final String HALF = "\\s?[AaPp](?:\\.[Mm]\\.|[Mm]\\b)";

    private static final String TIME = "(?<hour>\\d?\\d(?=:|" + HALF + ")|\\d\\d)"
            + "(?:(?<colon>:?)(?<minute>\\d\\d)(?:\\k<colon>(?<second>\\d\\d)(?:[.,](?<fraction>\\d{1,9}))?)?|(?="
            + HALF
            + "))(?<half>" + HALF + ")?";

    private static final String ZONE = "(?<zone>[A-Za-z+\\-\u2212:][^\\[\\]]*)";

    /** RFC 9557 section 4.1. */
    private static final String TAGS = "(?<tags>(?:\\[[^\\[\\]]+])*)";

    private static final Pattern DATE_ONLY = Pattern.compile(DATE + "(?:\\s+" + ZONE + ")?" + TAGS);

    private static final Pattern WITH_TIME =
            Pattern.compile("(?:" + DATE + "(?:[Tt]|\\s+))?" + TIME + "(?:\\s*" + ZONE + ")?" + TAGS);

    private static final Duration DAY = Duration.ofDays(1);

    private final String text;
    private final Matcher matcher;

    private InstantParser(String text, Matcher matcher) {
        this.text = text;
        this.matcher = matcher;
    }

    static RequestedInstant parse(String text) {
        if (text.equalsIgnoreCase("now")) {
            return RequestedInstant.NOW;
        }
        Matcher seconds = UNIX_SECONDS.matcher(text);
        if (seconds.matches()) {
            return EIGHT_DIGITS.matcher(text).matches() && civil(text) instanceof RequestedInstant.Local date
                    ? date
                    : unixSeconds(text, seconds);
        }
        return civil(text);
    }

    private static RequestedInstant unixSeconds(String text, Matcher m) {
        if (m.group(2).length() > MAX_DIGITS) {
            return outOfRange(text);
        }
        long seconds = Long.parseLong(m.group(2));
        long nanos = nanos(m.group(3));
        boolean negative = !m.group(1).isEmpty();
        return inRange(text, Instant.ofEpochSecond(negative ? -seconds : seconds, negative ? -nanos : nanos));
    }

    /** A date, a time, or both. */
    private static RequestedInstant civil(String text) {
        Matcher withTime = WITH_TIME.matcher(text);
        if (withTime.matches()
                && (withTime.group("year") != null
                        || !"".equals(withTime.group("colon"))
                        || withTime.group("half") != null)) {
            return new InstantParser(text, withTime).civil(Optional.of(withTime));
        }
        Matcher date = DATE_ONLY.matcher(text);
        return date.matches()
                ? new InstantParser(text, date).civil(Optional.empty())
                : new RequestedInstant.Bad(Format.printable(text)
                        + " is neither UNIX seconds nor a date or time like 2026-11-22T13:38:34+01:00");
    }

    private RequestedInstant civil(Optional<Matcher> withTime) {
        if ("60".equals(withTime.map(m -> m.group("second")).orElse(""))) {
            return new RequestedInstant.Bad(Format.printable(text) + " is a leap second, which UNIX time cannot name");
        }
        try {
            Optional<LocalDate> date = matcher.group("year") == null ? Optional.empty() : Optional.of(date());
            Optional<Duration> time = withTime.map(m -> time());
            String zone = group("zone").strip();
            String tags = group("tags");
            if (!tags.isEmpty()) {
                return tagged(date, time, zone, SuffixTags.parse(tags));
            }
            OptionalInt offset = date.isPresent() ? offset(zone) : OptionalInt.empty();
            return offset.isPresent()
                    ? inRange(text, instant(date.get(), time, offset.getAsInt()))
                    : new RequestedInstant.Local(date, time, zone);
        } catch (DateTimeException e) {
            return new RequestedInstant.Bad(Format.printable(text) + " is no date and time of the calendar");
        }
    }

    /** A date or a time with brackets, which may name a zone. */
    private RequestedInstant tagged(Optional<LocalDate> date, Optional<Duration> time, String zone, SuffixTags tags) {
        if (!tags.problem().isEmpty()) {
            return new RequestedInstant.Bad(Format.printable(text) + " has " + tags.problem());
        }
        if (zone.isEmpty()) {
            return new RequestedInstant.Local(date, time, tags.zone());
        }
        OptionalInt offset = offset(zone);
        if (offset.isEmpty() || date.isEmpty()) {
            return new RequestedInstant.Bad(Format.printable(text) + " needs a date and an offset before its brackets");
        }
        if (!(inRange(text, instant(date.get(), time, offset.getAsInt())) instanceof RequestedInstant.At at)) {
            return outOfRange(text);
        }
        // RFC 9557 section 2: neither of these says what local clocks show.
        boolean open = zone.equalsIgnoreCase("Z") || zone.equals("-00:00");
        return tags.zone().isEmpty()
                ? at
                : new RequestedInstant.Zoned(at.instant(), open ? OptionalInt.empty() : offset, tags.zone());
    }

    private static Instant instant(LocalDate date, Optional<Duration> time, int offsetSeconds) {
        LocalDateTime local = date.atStartOfDay().plus(time.orElse(Duration.ZERO));
        return local.toInstant(ZoneOffset.UTC).minusSeconds(offsetSeconds);
    }

    private static OptionalInt offset(String zone) {
        return Offsets.parse(zone)
                .map(fixed -> OptionalInt.of(fixed.typeAt(0).offsetSeconds()))
                .orElse(OptionalInt.empty());
    }

    private LocalDate date() {
        int year = number("year");
        if (year == 0) {
            throw new DateTimeException("no year 0");
        }
        if (matcher.group("week") != null) {
            String week = matcher.group("week");
            String day = week.substring(week.length() - 1);
            return LocalDate.parse(
                    matcher.group("year") + "-W" + week.substring(0, 2) + "-" + day, DateTimeFormatter.ISO_WEEK_DATE);
        }
        return matcher.group("ordinal") != null
                ? LocalDate.ofYearDay(year, number("ordinal"))
                : LocalDate.of(year, number("month"), number("day"));
    }

    private Duration time() {
        int hour = number("hour");
        String half = group("half").strip();
        if (!half.isEmpty()) {
            if (hour < 1 || hour > 12) {
                throw new DateTimeException("not an hour of a 12-hour clock");
            }
            hour = hour % 12 + ((half.charAt(0) | 0x20) == 'p' ? 12 : 0);
        }
        Duration time = Duration.ofHours(hour)
                .plusMinutes(number("minute"))
                .plusSeconds(number("second"))
                .plusNanos(nanos(matcher.group("fraction")));
        if (number("minute") > 59 || number("second") > 59 || time.compareTo(DAY) > 0) {
            throw new DateTimeException("not a time of day");
        }
        return time;
    }

    private static RequestedInstant inRange(String text, Instant instant) {
        return Answer.isFormattable(instant) ? new RequestedInstant.At(instant) : outOfRange(text);
    }

    private static RequestedInstant outOfRange(String text) {
        return new RequestedInstant.Bad(Format.printable(text) + " is out of range: outside the years 1 to 9999");
    }

    private String group(String name) {
        String group = matcher.group(name);
        return group == null ? "" : group;
    }

    private int number(String group) {
        String digits = matcher.group(group);
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static long nanos(String fraction) {
        return fraction == null ? 0 : Long.parseLong((fraction + "00000000").substring(0, 9));
    }
}
