package io.timeserverd.protocol;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The formats that have a name. */
final class NamedFormats {
    private static final int SECONDS_PER_DAY = 86_400;

    /** Nanoseconds in a millionth of a day. */
    private static final long NANOS_PER_MICRODAY = 86_400_000;

    private static final int MJD_DIGITS = 6;

    private static final DateFormat DATE_TIME = DateFormat.of("%FT%T");

    /** RFC 9110 section 5.6.7, IMF-fixdate. */
    private static final DateFormat HTTP = DateFormat.of("%a, %d %b %Y %T GMT");

    /** In the order in which help and errors name them. */
    private static final Map<String, Format> FORMATS = new LinkedHashMap<>();

    static {
        for (int digits = 0; digits <= 9; digits += 3) {
            int fractionDigits = digits;
            Format.Body iso = (answer, time, out) -> iso(time, fractionDigits, out);
            add(name("iso", digits), digits == 0 ? new ConstantWithinSecond(iso) : iso);
        }
        for (int digits = 0; digits <= 9; digits += 3) {
            int fractionDigits = digits;
            add(
                    name("unix", digits),
                    (answer, time, out) -> Decimal.seconds(time.epochSecond, time.nano, fractionDigits, out));
        }
        // RFC 5322 section 3.3, where an offset has no seconds.
        add("rfc5322", DateFormat.of("%a, %d %b %Y %T %z"));
        add("http", (answer, time, out) -> HTTP.put(time.setUtc(answer.epochSecond(), answer.nano()), out));
        add("mjd", (answer, time, out) -> mjd(time, out));
        add("week", DateFormat.of("%G-W%V-%u"));
        add("long", LongFormats::full);
        add("next", LongFormats::next);
        add("tz", new ConstantWithinSecond(LongFormats::tz));
        add("json", AnswerJson::render);
    }

    private NamedFormats() {}

    private static void add(String name, Format.Body body) {
        FORMATS.put(name, new Format(name, body, 0));
    }

    /** A body that reads no fraction of the second. */
    private record ConstantWithinSecond(Format.Body body) implements Format.Body {
        @Override
        public void render(Answer answer, CivilTime time, Output out) {
            body.render(answer, time, out);
        }

        @Override
        public boolean isConstantWithinSecond() {
            return true;
        }
    }

    private static String name(String stem, int digits) {
        return digits == 0 ? stem : stem + digits;
    }

    /** The format of that name, which is in small letters; null if there is none. */
    static Format find(String name) {
        return FORMATS.get(name);
    }

    static List<String> names() {
        return List.copyOf(FORMATS.keySet());
    }

    /**
     * ISO 8601 and RFC 3339: date, time, {@code digits} fraction digits, offset. In neither of the two has an offset seconds;
     * they are written where a zone has them, in its local mean time.
     */
    static void iso(CivilTime time, int digits, Output out) {
        DATE_TIME.put(time, out);
        Decimal.fraction(time.nano, digits, out);
        int offset = time.type.offsetSeconds();
        int magnitude = Math.abs(offset);
        out.put(offset < 0 ? '-' : '+').number(magnitude / 3600, 2, '0');
        out.put(':').number(magnitude / 60 % 60, 2, '0');
        if (magnitude % 60 != 0) {
            out.put(':').number(magnitude % 60, 2, '0');
        }
    }

    /** Days since 1858-11-17T00:00:00Z. They begin at midnight UTC, whatever the zone. */
    private static void mjd(CivilTime time, Output out) {
        long nanoOfDay = Math.floorMod(time.epochSecond, (long) SECONDS_PER_DAY) * 1_000_000_000L + time.nano;
        long microdays = nanoOfDay / NANOS_PER_MICRODAY;
        Decimal.put(CivilTime.modifiedJulianDay(time.epochSecond), (int) microdays, MJD_DIGITS, out);
    }
}
