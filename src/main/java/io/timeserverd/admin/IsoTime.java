package io.timeserverd.admin;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Instants as {@code 2026-11-22T13:38:34.123456789Z}: UTC, always as wide from year 0 to 9999, so that they sort as text.
 * Remembers the last day, since records come by the thousand within one.
 */
final class IsoTime {
    /** Digits of the fraction that a person wants to see. */
    static final int MILLISECONDS = 3;

    static final int NANOSECONDS = 9;

    private static final int DAY = 86_400;

    private final int digits;
    private long day;
    private String date = LocalDate.EPOCH.toString();

    /**
     * @param digits of the fraction, 1 to 9; the rest is cut off
     */
    IsoTime(int digits) {
        this.digits = digits;
    }

    void append(Instant instant, StringBuilder out) {
        var second = instant.getEpochSecond();
        if (Math.floorDiv(second, DAY) != day) {
            day = Math.floorDiv(second, DAY);
            date = LocalDate.ofEpochDay(day).toString();
        }
        var ofDay = Math.floorMod(second, DAY);
        out.append(date);
        two(ofDay / 3600, out.append('T'));
        two(ofDay / 60 % 60, out.append(':'));
        two(ofDay % 60, out.append(':'));
        out.append('.');
        var rest = instant.getNano();
        for (int i = 0, unit = 100_000_000; i < digits; i++, unit /= 10) {
            out.append((char) ('0' + rest / unit));
            rest %= unit;
        }
        out.append('Z');
    }

    private static void two(int number, StringBuilder out) {
        out.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    String text(Instant instant) {
        var out = new StringBuilder();
        append(instant, out);
        return out.toString();
    }
}
