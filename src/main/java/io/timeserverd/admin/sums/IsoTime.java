package io.timeserverd.admin.sums;

import io.timeserverd.protocol.Output;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Instants as {@code 2026-11-22T13:38:34.123456789Z}, or in another zone than UTC as {@code 2026-11-22T14:38:34.123456789+01:00}.
 * From year 0 to 9999 all are of the same width, and those of UTC sort as text. Remembers the last day, since thousands of records
 * in a row are of the same day.
 */
public final class IsoTime {
    /** No fraction. */
    public static final int SECONDS = 0;

    /** As many digits of the fraction as a person wants to see. */
    public static final int MILLISECONDS = 3;

    public static final int NANOSECONDS = 9;

    private static final int DAY = 86_400;

    private final int digits;
    private final DisplayZone zone;
    private long day;
    private String date = LocalDate.EPOCH.toString();

    /**
     * Times of UTC.
     *
     * @param digits of the fraction, 0 to 9; the rest is cut off
     */
    public IsoTime(int digits) {
        this(digits, DisplayZone.UTC);
    }

    /** Times of another zone, with its offset. */
    public IsoTime(int digits, DisplayZone zone) {
        this.digits = digits;
        this.zone = zone;
    }

    public void append(Instant instant, Output out) {
        int offset = zone.offsetSeconds(instant.getEpochSecond());
        Instant local = instant.plusSeconds(offset);
        long second = local.getEpochSecond();
        int nano = local.getNano();
        if (Math.floorDiv(second, DAY) != day) {
            day = Math.floorDiv(second, DAY);
            date = LocalDate.ofEpochDay(day).toString();
        }
        int ofDay = Math.floorMod(second, DAY);
        out.text(date).put('T').number(ofDay / 3600, 2, '0');
        out.put(':').number(ofDay / 60 % 60, 2, '0');
        out.put(':').number(ofDay % 60, 2, '0');
        if (digits > 0) {
            out.put('.').number(nano, NANOSECONDS, '0');
            out.truncate(out.length() - NANOSECONDS + digits);
        }
        appendOffset(offset, out);
    }

    private void appendOffset(int offset, Output out) {
        if (zone.isUtc()) {
            out.put('Z');
        } else {
            // Offsets of before 1972 have seconds; ISO 8601 has not.
            int minutes = Math.abs(offset) / 60;
            out.put(offset < 0 ? '-' : '+').number(minutes / 60, 2, '0');
            out.put(':').number(minutes % 60, 2, '0');
        }
    }

    /** The hour that an instant is in, as {@code 2026-11-22T13Z} or {@code 2026-11-22T14+01:00}. */
    public String hour(Instant instant) {
        String text = new IsoTime(SECONDS, zone).text(instant);
        int minutes = text.indexOf(':');
        return text.substring(0, minutes) + text.substring(minutes + ":00:00".length());
    }

    public String text(Instant instant) {
        var out = new Output();
        append(instant, out);
        return out.toString();
    }
}
