package io.timeserverd.zone;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Zones that are nothing but an offset from UTC: {@code +05:30}, {@code -0930}, {@code +5}, {@code
 * UTC+2}, {@code gmt-3:30}, {@code +05:30:15}, {@code UTC}, {@code Z}.
 *
 * <p>The sign is ISO 8601's, east positive, also behind {@code UTC} and {@code GMT}. (In the database's
 * {@code Etc/GMT+5} it is the other way round; such an id is no offset here.) {@code GMT}, {@code GMT+0}
 * and {@code GMT-0} are ids of the database and are left to it.
 */
public final class Offsets {
    /** UTC itself: the zone of every offset that is zero. */
    public static final Zone UTC = zone("UTC", 0, "UTC");

    /** The largest offset in either direction, 23:59:59 as in ISO 8601. */
    public static final int MAX_SECONDS = 24 * 3600 - 1;

    // The separator that is found first, a colon or none, must be the second one too.
    private static final Pattern OFFSET = Pattern.compile(
            "(?:(?:UTC|GMT) ?)?([+\\-\u2212])(\\d{1,2})(?:(:?)([0-5]\\d)(?:\\3([0-5]\\d))?)?",
            Pattern.CASE_INSENSITIVE);

    private Offsets() {}

    /**
     * The zone that {@code text} stands for, if it is an offset. Its id is {@code +05:30} or {@code UTC},
     * and stands for the same offset again.
     */
    public static Optional<Zone> parse(String text) {
        if (text.equalsIgnoreCase("Z") || text.equalsIgnoreCase("UTC")) {
            return Optional.of(UTC);
        }
        var matcher = OFFSET.matcher(text);
        if (!matcher.matches() || text.equalsIgnoreCase("GMT+0") || text.equalsIgnoreCase("GMT-0")) {
            return Optional.empty();
        }
        int seconds = number(matcher, 2) * 3600 + number(matcher, 4) * 60 + number(matcher, 5);
        if (seconds > MAX_SECONDS) {
            return Optional.empty();
        }
        return Optional.of(of(matcher.group(1).equals("+") ? seconds : -seconds));
    }

    /** The zone that is always {@code seconds} east of UTC, at most {@link #MAX_SECONDS} either way. */
    public static Zone of(int seconds) {
        return seconds == 0 ? UTC : zone(text(seconds), seconds, abbreviation(seconds));
    }

    /** What the database calls an offset for which no one has letters: {@code +05}, {@code -0330}. */
    static String abbreviation(int seconds) {
        var text = text(seconds, "");
        return seconds % 3600 == 0 ? text.substring(0, 3) : text;
    }

    /** An offset as ISO 8601 has it: {@code +05:30}, {@code +00:00}. */
    public static String text(int seconds) {
        return text(seconds, ":");
    }

    private static String text(int seconds, String separator) {
        int abs = Math.abs(seconds);
        var text = new StringBuilder(9).append(seconds < 0 ? '-' : '+');
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
        var digits = matcher.group(group);
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static Zone zone(String id, int seconds, String abbreviation) {
        var timeline = TimelineBuilder.constant(new LocalType(seconds, false, abbreviation));
        return new TimelineZone(id, timeline, timeline.heapBytes());
    }
}
