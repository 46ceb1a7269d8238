package io.timeserverd.http;

import io.timeserverd.protocol.Json;
import io.timeserverd.protocol.Output;
import io.timeserverd.protocol.Timestamps;
import io.timeserverd.zone.LocalType;
import io.timeserverd.zone.Transition;
import io.timeserverd.zone.Zone;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The time in the form of worldtimeapi.org, so that its clients only have to change the host. {@code raw_offset} is the offset
 * without daylight saving time, and {@code dst_offset} is what daylight saving adds. That is negative in Ireland, where the rules
 * call winter time the daylight saving time.
 */
final class WorldTime {
    private static final int FRACTION_DIGITS = 6;
    private static final long SECONDS_PER_DAY = 86_400;
    private static final int MINUTES_PER_HOUR = 60;
    private static final int SECONDS_PER_MINUTE = 60;

    private final Map<String, Object> fields = new LinkedHashMap<>();

    /**
     * @param clientIp the client's address, or empty
     * @param epochSecond the time now in UNIX seconds
     * @param nano the nanoseconds of that second
     */
    WorldTime(Zone zone, String clientIp, long epochSecond, int nano) {
        LocalType type = zone.typeAt(epochSecond);
        Optional<Transition> from = zone.previous(epochSecond);
        Optional<Transition> until = zone.next(epochSecond);
        int standard = type.daylight() ? standardOffset(type, from, until) : type.offsetSeconds();
        var day = LocalDate.ofEpochDay(Math.floorDiv(epochSecond + type.offsetSeconds(), SECONDS_PER_DAY));
        fields.put("abbreviation", type.abbreviation());
        fields.put("client_ip", clientIp);
        fields.put("datetime", iso(out -> Timestamps.iso(epochSecond, nano, FRACTION_DIGITS, zone, out)));
        fields.put("day_of_week", (long) day.getDayOfWeek().getValue() % 7);
        fields.put("day_of_year", (long) day.getDayOfYear());
        fields.put("dst", type.daylight());
        fields.put("dst_from", type.daylight() ? from.map(WorldTime::utc).orElse(null) : null);
        fields.put("dst_offset", (long) type.offsetSeconds() - standard);
        fields.put("dst_until", type.daylight() ? until.map(WorldTime::utc).orElse(null) : null);
        fields.put("raw_offset", (long) standard);
        fields.put("timezone", zone.id());
        fields.put("unixtime", epochSecond);
        fields.put("utc_datetime", utc(epochSecond, nano, FRACTION_DIGITS));
        fields.put("utc_offset", offset(type.offsetSeconds()));
        fields.put("week_number", (long) day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    }

    /** The offset of the standard time before this daylight saving time, or after it. */
    private static int standardOffset(LocalType type, Optional<Transition> from, Optional<Transition> until) {
        Optional<LocalType> before = from.map(Transition::before).filter(other -> !other.daylight());
        Optional<LocalType> after = until.map(Transition::after).filter(other -> !other.daylight());
        return before.or(() -> after).orElse(type).offsetSeconds();
    }

    private static String utc(Transition change) {
        return utc(change.epochSecond(), 0, 0);
    }

    private static String utc(long epochSecond, int nano, int digits) {
        String zulu = iso(out -> Timestamps.zulu(epochSecond, nano, digits, out));
        return zulu.substring(0, zulu.length() - 1) + "+00:00";
    }

    private interface Writer {
        void write(Output out);
    }

    private static String iso(Writer writer) {
        var out = new Output();
        writer.write(out);
        return out.toString();
    }

    private static String offset(int seconds) {
        int minutes = Math.abs(seconds) / SECONDS_PER_MINUTE;
        return String.format(
                "%s%02d:%02d", seconds < 0 ? "-" : "+", minutes / MINUTES_PER_HOUR, minutes % MINUTES_PER_HOUR);
    }

    /** Writes one JSON object. */
    void json(Output out) {
        Json json = new Json(out).open();
        fields.forEach((name, value) -> {
            if (value == null) {
                json.putNull(name);
            } else if (value instanceof Boolean flag) {
                json.put(name, flag);
            } else if (value instanceof Long number) {
                json.put(name, number);
            } else {
                json.put(name, value.toString());
            }
        });
        json.close();
        out.put('\n');
    }

    /** Writes a line for each name and value. */
    void text(Output out) {
        fields.forEach((name, value) -> out.text(name)
                .text(": ")
                .text(value == null ? "" : value.toString())
                .put('\n'));
    }
}
