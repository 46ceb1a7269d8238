package io.timeserverd.admin.sums;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Formats values for people. */
public final class Units {
    private static final double NS_PER_US = 1e3;
    private static final double NS_PER_MS = 1e6;
    private static final double NS_PER_S = 1e9;
    private static final List<String> TIME_UNITS = List.of("ns", "µs", "ms", "s");
    private static final List<String> BYTE_UNITS = List.of("B", "kB", "MB", "GB", "TB", "PB", "EB");
    private static final double ROUNDS_TO_1000 = 999.5;
    private static final double ROUNDS_TO_100 = 99.95;
    private static final double ROUNDS_TO_10 = 9.995;
    private static final String UNKNOWN = "–";

    private Units() {}

    /** {@code 1,234,567}. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** {@code 1 record}, {@code 2 records}. */
    public static String count(long count, String noun) {
        return count(count) + " " + noun + (count == 1 ? "" : "s");
    }

    /** {@code once}, {@code 3 times}. */
    public static String times(long times) {
        return times == 1 ? "once" : count(times) + " times";
    }

    /** {@code 12.34 %}; never rounded to 0 or 100. */
    public static String share(long part, long whole) {
        if (whole == 0) {
            return UNKNOWN;
        }
        double percent = 100.0 * part / whole;
        if (part > 0 && percent < 0.01) {
            return "< 0.01 %";
        }
        if (part < whole && percent > 99.99) {
            return "> 99.99 %";
        }
        return String.format(Locale.ROOT, "%.2f %%", percent);
    }

    /** {@code 1.500 ms}; a negative value means unknown. */
    public static String precise(long ns) {
        if (ns < 0) {
            return UNKNOWN;
        }
        if (ns < NS_PER_US) {
            return ns + " ns";
        }
        if (ns < NS_PER_MS) {
            return String.format(Locale.ROOT, "%.3f µs", ns / NS_PER_US);
        }
        return ns < NS_PER_S
                ? String.format(Locale.ROOT, "%.3f ms", ns / NS_PER_MS)
                : String.format(Locale.ROOT, "%.3f s", ns / NS_PER_S);
    }

    /** {@code 12.5 ms}: three digits. */
    public static String rough(long ns) {
        return ns < 0 ? '-' + rough(-ns) : threeDigits(ns, TIME_UNITS);
    }

    /** {@code 3.25 MB}: three digits, in powers of 1000. */
    public static String bytes(long bytes) {
        return threeDigits(bytes, BYTE_UNITS);
    }

    /** @param units each 1000 times the one before */
    private static String threeDigits(long value, List<String> units) {
        double rest = value;
        int unit = 0;
        while (rest >= ROUNDS_TO_1000 && unit < units.size() - 1) {
            rest /= 1000;
            unit++;
        }
        int decimals = unit == 0 || rest >= ROUNDS_TO_100 ? 0 : rest >= ROUNDS_TO_10 ? 1 : 2;
        return String.format(Locale.ROOT, "%,." + decimals + "f", rest) + ' ' + units.get(unit);
    }

    /** {@code 3 h 12 min}: the two largest units. */
    public static String length(Duration length) {
        if (length.toMinutes() == 0 && length.toNanosPart() == 0) {
            return length.toSeconds() + " s";
        }
        if (length.toMinutes() == 0) {
            return String.format(Locale.ROOT, "%.3f s", length.toNanos() / NS_PER_S);
        }
        if (length.toHours() == 0) {
            return two(length.toMinutes(), "min", length.toSecondsPart(), "s");
        }
        return length.toDays() == 0
                ? two(length.toHours(), "h", length.toMinutesPart(), "min")
                : two(length.toDays(), "d", length.toHoursPart(), "h");
    }

    private static String two(long large, String largeUnit, long small, String smallUnit) {
        return count(large) + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }

    /** {@code 2026-11-22 13:38:34.123}, in UTC. */
    public static String time(Instant instant) {
        return new IsoTime(IsoTime.MILLISECONDS).text(instant).replace('T', ' ').replace("Z", "");
    }

    /** {@code 2026-11-22 13:38:34}, in UTC. */
    public static String second(Instant instant) {
        return time(instant).replaceFirst("\\.[0-9]+$", "");
    }

    /** {@code 2026-11-22 13:38}, in UTC. */
    public static String minute(Instant instant) {
        return time(instant).replaceFirst(":[0-9]+\\.[0-9]+$", "");
    }
}
