package io.timeserverd.place;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A point on the earth, as people and devices write it: {@code 48.85,2.35}, {@code geo:48.85,2.35} (RFC 5870), and ISO 6709's
 * {@code +48.85+002.35/} and {@code +4851+00221/}.
 *
 * @param latitude degrees north, -90 to 90
 * @param longitude degrees east, -180 to 180
 */
record Coordinates(double latitude, double longitude) {
    private static final Pattern DECIMAL = Pattern.compile(
            "(?:geo:)?\\(?\\s*([+-]?\\d{1,2}(?:\\.\\d{1,12})?)°?\\s*([NS])?\\s*[,;\\s]\\s*"
                    + "([+-]?\\d{1,3}(?:\\.\\d{1,12})?)°?\\s*([EW])?\\s*\\)?(?:,-?\\d{1,5}(?:\\.\\d{1,6})?)?(?:;.*)?",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern ISO_6709 = Pattern.compile(
            "([+-])(\\d\\d)(\\d\\d)?(\\d\\d)?(\\.\\d{1,12})?([+-])(\\d{3})(\\d\\d)?(\\d\\d)?(\\.\\d{1,12})?(?:[+-][\\d.]+)?(?:CRS\\w+)?/?");

    /** The point that a text names; nothing when it names none, or one that is not on the earth. */
    static Optional<Coordinates> parse(String text) {
        var decimal = DECIMAL.matcher(text);
        if (decimal.matches()) {
            // Two whole numbers are no coordinates that anyone has read off a map.
            boolean fraction =
                    decimal.group(1).indexOf('.') >= 0 || decimal.group(3).indexOf('.') >= 0;
            boolean marked = decimal.group(2) != null || decimal.group(4) != null || text.startsWith("geo:");
            return fraction || marked
                    ? on(signed(decimal.group(1), decimal.group(2)), signed(decimal.group(3), decimal.group(4)))
                    : Optional.empty();
        }
        var iso = ISO_6709.matcher(text);
        return iso.matches() ? on(sexagesimal(iso, 1), sexagesimal(iso, 6)) : Optional.empty();
    }

    private static Optional<Coordinates> on(double latitude, double longitude) {
        return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180
                ? Optional.of(new Coordinates(latitude, longitude))
                : Optional.empty();
    }

    private static double signed(String degrees, String side) {
        double value = Double.parseDouble(degrees);
        return side != null && "SWsw".contains(side) ? -value : value;
    }

    /** Degrees, minutes and seconds; the fraction is that of the last one given. */
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
