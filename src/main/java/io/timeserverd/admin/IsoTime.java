package io.timeserverd.admin;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Instants as {@code 2026-11-22T13:38:34.123456789Z}: UTC, always as wide, so that they sort as text. Remembers the last
 * second, since records come by the thousand within one.
 */
final class IsoTime {
    /** Digits of the fraction that a person wants to see. */
    static final int MILLISECONDS = 3;

    static final int NANOSECONDS = 9;

    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

    private final int digits;
    private long second = Long.MIN_VALUE;
    private String text = "";

    /**
     * @param digits of the fraction, 1 to 9; the rest is cut off
     */
    IsoTime(int digits) {
        this.digits = digits;
    }

    void append(Instant instant, StringBuilder out) {
        if (instant.getEpochSecond() != second) {
            second = instant.getEpochSecond();
            text = SECOND.format(LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC));
        }
        out.append(text).append('.');
        var nano = instant.getNano();
        for (int i = 0, unit = 100_000_000; i < digits; i++, unit /= 10) {
            out.append((char) ('0' + nano / unit % 10));
        }
        out.append('Z');
    }

    String text(Instant instant) {
        var out = new StringBuilder();
        append(instant, out);
        return out.toString();
    }
}
