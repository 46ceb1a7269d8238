package io.timeserverd.admin.sums;

import io.timeserverd.protocol.Output;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Instants as {@code 2026-11-22T13:38:34.123456789Z}: UTC, always as wide from year 0 to 9999, so that they sort as text.
 * Remembers the last day, since records come by the thousand within one.
 */
public final class IsoTime {
    /** Digits of the fraction that a person wants to see. */
    public static final int MILLISECONDS = 3;

    public static final int NANOSECONDS = 9;

    private static final int DAY = 86_400;

    private final int digits;
    private long day;
    private String date = LocalDate.EPOCH.toString();

    /**
     * @param digits of the fraction, 1 to 9; the rest is cut off
     */
    public IsoTime(int digits) {
        this.digits = digits;
    }

    public void append(Instant instant, Output out) {
        var second = instant.getEpochSecond();
        if (Math.floorDiv(second, DAY) != day) {
            day = Math.floorDiv(second, DAY);
            date = LocalDate.ofEpochDay(day).toString();
        }
        var ofDay = Math.floorMod(second, DAY);
        out.text(date).put('T').number(ofDay / 3600, 2, '0');
        out.put(':').number(ofDay / 60 % 60, 2, '0');
        out.put(':').number(ofDay % 60, 2, '0');
        out.put('.').number(instant.getNano(), NANOSECONDS, '0');
        out.truncate(out.length() - NANOSECONDS + digits);
        out.put('Z');
    }

    public String text(Instant instant) {
        var out = new Output();
        append(instant, out);
        return out.toString();
    }
}
