package io.timeserverd.zone;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Zones that are only an offset from UTC: {@code +05:30}, {@code -0930}, {@code +5}, {@code UTC+2}, {@code gmt-3:30}, {@code
 * +05:30:15}, {@code UTC+5.5}, {@code UTC}, {@code UTC0}, {@code Z}.
 *
 * <p>The sign is that of ISO 8601, east positive, also after {@code UTC} and {@code GMT}. (In the id {@code Etc/GMT+5} it is
 * the opposite; that is not an offset here.) {@code GMT}, {@code GMT+0} and {@code GMT-0} are ids of the database, not offsets.
 * {@code UTC5} has no sign and is refused. Decimal fractions must be quarters of an hour, since by {@code UTC+5.30} most people
 * mean five hours and thirty minutes.
 */
public final class Offsets {
    /** UTC itself: the zone of every offset that is zero. */
    public static final Zone UTC = zone("UTC", 0, "UTC");

    /** The largest offset in either direction, 23:59:59 as in ISO 8601. */
    public static final int MAX_SECONDS = 24 * 3600 - 1;

    /** What may follow {@code UTC} without making another zone of it. */
    private static final Set<String> ZERO = Set.of("", "0", "\u00B10", "\u00B100", "\u00B100:00");

    // Either both separators are colons or there are none. Word processors write a minus sign or a dash as the sign.
    private static final Pattern OFFSET = Pattern.compile(
            "(?:(UTC|GMT) ?)?([+\\-\u2212\u2013])(\\d{1,2})" + "(?:(:?)([0-5]\\d)(?:\\4([0-5]\\d))?|([.,])(5|25|75))?",
            Pattern.CASE_INSENSITIVE);

    private Offsets() {}

    /**
     * The zone of an offset, if {@code text} is one. Its id is like {@code +05:30} or {@code UTC}, and means the same offset.
     */
    public static Optional<Zone> parse(String text) {
        if (text.equalsIgnoreCase("Z")
                || (text.regionMatches(true, 0, "UTC", 0, 3) && ZERO.contains(text.substring(3)))) {
            return Optional.of(UTC);
        }
        Matcher matcher = OFFSET.matcher(text);
        if (!matcher.matches() || text.equalsIgnoreCase("GMT+0") || text.equalsIgnoreCase("GMT-0")) {
            return Optional.empty();
        }
        if (",".equals(matcher.group(7)) && matcher.group(1) == null) { // +5,5 are coordinates
            return Optional.empty();
        }
        int seconds =
                number(matcher, 3) * 3600 + number(matcher, 5) * 60 + number(matcher, 6) + quarters(matcher.group(8));
        return seconds > MAX_SECONDS
                ? Optional.empty()
                : Optional.of(of(matcher.group(2).equals("+") ? seconds : -seconds));
    }

    private static int quarters(String decimals) {
        return decimals == null ? 0 : decimals.equals("25") ? 900 : decimals.equals("5") ? 1800 : 2700;
    }

    /** The zone that is always {@code seconds} east of UTC, at most {@link #MAX_SECONDS} either way. */
    public static Zone of(int seconds) {
        return seconds == 0 ? UTC : zone(text(seconds), seconds, abbreviation(seconds));
    }

    /** The numeric abbreviation of an offset, as the database has it: {@code +05}, {@code -0330}. */
    static String abbreviation(int seconds) {
        String text = text(seconds, "");
        return seconds % 3600 == 0 ? text.substring(0, 3) : text;
    }

    /** An offset in the form of ISO 8601: {@code +05:30}, {@code +00:00}. */
    public static String text(int seconds) {
        return text(seconds, ":");
    }

    private static String text(int seconds, String separator) {
        int abs = Math.abs(seconds);
        StringBuilder text = new StringBuilder(9).append(seconds < 0 ? '-' : '+');
        append(text, abs / 3600);
        append(text.append(separator), abs / 60 % 60);
        if (abs % 60 != 0) {
            append(text.append(separator), abs % 60);
        }
        return text.toString();
    }

    private static void append(StringBuilder text, int twoDigits) {
        text.append((char) ('0' + twoDigits / 10)).append((char) ('0' + twoDigits % 10));
    }

    private static int number(Matcher matcher, int group) {
        String digits = matcher.group(group);
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static Zone zone(String id, int seconds, String abbreviation) {
        Timeline timeline = TimelineBuilder.constant(new LocalType(seconds, false, abbreviation));
        return new TimelineZone(id, timeline, timeline.heapBytes());
    }
}
