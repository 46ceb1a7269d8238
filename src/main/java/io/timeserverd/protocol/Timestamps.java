package io.timeserverd.protocol;

import io.timeserverd.zone.Zone;

/** Writes instants in the forms of other protocols. */
public final class Timestamps {
    private static final DateFormat HTTP = DateFormat.of("%a, %d %b %Y %T GMT");
    private static final DateFormat UTC = DateFormat.of("%FT%T");

    private Timestamps() {}

    /** RFC 9110 section 5.6.7: {@code Sun, 22 Nov 2026 12:38:34 GMT}. */
    public static void http(long epochSecond, Output out) {
        HTTP.put(out.civilTime.setUtc(epochSecond, 0), out);
    }

    /** RFC 3339 in UTC with the letter Z. */
    public static void zulu(long epochSecond, int nano, int digits, Output out) {
        UTC.put(out.civilTime.setUtc(epochSecond, nano), out);
        Decimal.fraction(nano, digits, out);
        out.put('Z');
    }

    /** RFC 3339 in the local time of a zone: {@code 2026-11-22T13:38:34.123456+01:00}. */
    public static void iso(long epochSecond, int nano, int digits, Zone zone, Output out) {
        NamedFormats.iso(out.civilTime.set(epochSecond, nano, zone), digits, out);
    }
}
