package io.timeserverd.place;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A point on the earth, in the forms that people and devices write: {@code 48.85,2.35}, {@code geo:48.85,2.35} (RFC 5870), and ISO 6709's
 * {@code +48.85+002.35/} and {@code +4851+00221/}.
 *
 * @param latitude degrees north, -90 to 90
 * @param longitude degrees east, -180 to 180
 */
record Coordinates(double latitude, double longitude) {
    private static final double DEGREES_AN_HOUR = 15;

    /** The marks of a fraction, a sign or a direction. */
    private static final String MARKS = ".-+°NSEWnsew";

    private static final Pattern DECIMAL = Pattern.compile(
            "(?:geo:)?\\(?\\s*([+-]?\\d{1,2}(?:\\.\\d{1,12})?)°?\\s*([NS])?\\s*[,;\\s]\\s*"
                    + "([+-]?\\d{1,3}(?:\\.\\d{1,12})?)°?\\s*([EW])?\\s*\\)?(?:,-?\\d{1,5}(?:\\.\\d{1,6})?)?(?:;.*)?",
            Pattern.CASE_INSENSITIVE);

    private static final String MINUTES =
            "\\s*[°º\\s]\\s*(\\d{1,2})(?:\\s*['′’\\s]\\s*(?:(\\d{1,2}(?:\\.\\d{1,6})?)\\s*(?:[\"″”]|''|′′)?)?)?\\s*";

    /** {@code 48°51'24"N 2°21'08"E}. */
    private static final Pattern DEGREES = Pattern.compile(
            "(\\d{1,2})" + MINUTES + "([NS])\\s*[,;]?\\s*(\\d{1,3})" + MINUTES + "([EW])", Pattern.CASE_INSENSITIVE);

    private static final Pattern ISO_6709 = Pattern.compile(
            "([+-])(\\d\\d)(\\d\\d)?(\\d\\d)?(\\.\\d{1,12})?([+-])(\\d{3})(\\d\\d)?(\\d\\d)?(\\.\\d{1,12})?(?:[+-][\\d.]+)?(?:CRS\\w+)?/?");

    /** The id of the zone that ships keep there, far from land: {@code Etc/GMT+11} is 11 hours behind UTC. */
    String nauticalZone() {
        long hours = Math.round(longitude / DEGREES_AN_HOUR);
        return "Etc/GMT" + (hours == 0 ? "" : (hours < 0 ? "+" : "-") + Math.abs(hours));
    }

    /** The point that a text names; empty if it names none, or one beyond the poles or 180 degrees. */
    static Optional<Coordinates> parse(String text) {
        Matcher decimal = DECIMAL.matcher(text);
        if (decimal.matches()) {
            // Two plain whole numbers are not coordinates: nobody reads those off a map.
            boolean marked = text.startsWith("geo:") || text.chars().anyMatch(c -> MARKS.indexOf(c) >= 0);
            return marked
                    ? on(
                            signed(Double.parseDouble(decimal.group(1)), decimal.group(2)),
                            signed(Double.parseDouble(decimal.group(3)), decimal.group(4)))
                    : Optional.empty();
        }
        Matcher degrees = DEGREES.matcher(text);
        if (degrees.matches()) {
            return on(signed(sum(degrees, 1), degrees.group(4)), signed(sum(degrees, 5), degrees.group(8)));
        }
        Matcher iso = ISO_6709.matcher(text);
        return iso.matches() ? on(sexagesimal(iso, 1), sexagesimal(iso, 6)) : Optional.empty();
    }

    private static Optional<Coordinates> on(double latitude, double longitude) {
        return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180
                ? Optional.of(new Coordinates(latitude, longitude))
                : Optional.empty();
    }

    /** The degrees in a group, with the minutes and perhaps seconds in the next two groups. */
    private static double sum(Matcher m, int group) {
        double seconds = m.group(group + 2) == null ? 0 : Double.parseDouble(m.group(group + 2));
        return Integer.parseInt(m.group(group)) + Integer.parseInt(m.group(group + 1)) / 60.0 + seconds / 3600;
    }

    private static double signed(double value, String side) {
        return side != null && "SWsw".contains(side) ? -value : value;
    }

    /** Degrees, minutes and seconds. The fraction belongs to the last of them that is given. */
    private static double sexagesimal(Matcher m, int sign) {
        double value = 0;
        double unit = 1;
        for (int group = sign + 1; group <= sign + 3 && m.group(group) != null; group++) {
            value += Integer.parseInt(m.group(group)) * unit;
            unit /= 60;
        }
        if (m.group(sign + 4) != null) {
            value += Double.parseDouble('0' + m.group(sign + 4)) * unit * 60;
        }
        return m.group(sign).equals("-") ? -value : value;
    }
}
