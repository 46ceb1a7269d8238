package io.timeserverd.conf;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number with a unit, within a range.
 *
 * @param factors the units and their values, from small to large
 */
record Quantity(String noun, Map<String, Long> factors, long min, long max) {
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,15})([A-Za-z]*)");

    /** Units of durations, in milliseconds. */
    private static final Map<String, Long> DURATIONS = new LinkedHashMap<>();

    /** Units of sizes, in bytes. */
    private static final Map<String, Long> SIZES = new LinkedHashMap<>();

    static {
        DURATIONS.put("ms", 1L);
        DURATIONS.put("s", 1000L);
        DURATIONS.put("m", 60_000L);
        DURATIONS.put("h", 3_600_000L);
        DURATIONS.put("d", 86_400_000L);
        SIZES.put("", 1L);
        SIZES.put("KiB", 1L << 10);
        SIZES.put("MiB", 1L << 20);
        SIZES.put("GiB", 1L << 30);
        SIZES.put("TiB", 1L << 40);
    }

    static Quantity duration(long minMs, long maxMs) {
        return new Quantity("duration (ms, s, m, h, d)", DURATIONS, minMs, maxMs);
    }

    static Quantity size(long minBytes, long maxBytes) {
        return new Quantity("size (bytes, KiB, MiB, GiB, TiB)", SIZES, minBytes, maxBytes);
    }

    Parsed<Long> parse(String text) {
        String expected = "a " + noun + " from " + print(min) + " to " + print(max);
        Matcher matcher = TEXT.matcher(text);
        Long factor = matcher.matches() ? factors.get(matcher.group(2)) : null;
        if (factor == null) {
            return Parsed.expected(expected, text);
        }
        long number = Long.parseLong(matcher.group(1));
        if (number > max / factor || number * factor < min) {
            return Parsed.expected(expected, text);
        }
        return Parsed.ok(number * factor);
    }

    /** The text in the largest unit of which the value is a multiple. */
    String print(long value) {
        String text = "";
        for (Map.Entry<String, Long> unit : factors.entrySet()) {
            if (text.isEmpty() || (value != 0 && value % unit.getValue() == 0)) {
                text = value / unit.getValue() + unit.getKey();
            }
        }
        return text;
    }
}
