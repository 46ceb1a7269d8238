package io.timeserverd.protocol;

/** Decimal fractions. They are cut off towards the past, never rounded. */
final class Decimal {
    private static final int NANO_DIGITS = 9;
    private static final int[] POWERS_OF_TEN = {
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
    };

    private Decimal() {}

    /** The first {@code digits}, 0 to 9, of the nine digits of a second's nanoseconds, as a number. */
    static int firstDigits(int nano, int digits) {
        return nano / POWERS_OF_TEN[NANO_DIGITS - digits];
    }

    /** Appends a point and the first {@code digits} digits of the nanoseconds; nothing for 0. */
    static void fraction(int nano, int digits, Output out) {
        if (digits > 0) {
            out.put('.').number(firstDigits(nano, digits), digits, '0');
        }
    }

    /**
     * Appends seconds since 1970 as one decimal number: the largest with {@code digits} fraction digits that is not later.
     * Half a second before 1970 is -0.500 with three digits and -1 without any. (date(1) prints -1.500 for {@code %s.%3N}
     * then: each of the two numbers is right, but together they are not.)
     *
     * @param seconds whole seconds, rounded down
     * @param nano the nanoseconds since then
     */
    static void seconds(long seconds, int nano, int digits, Output out) {
        put(seconds, firstDigits(nano, digits), digits, out);
    }

    /** Appends {@code whole + fraction / 10^digits}, where {@code fraction} is never negative. */
    static void put(long whole, int fraction, int digits, Output out) {
        if (whole < 0 && fraction > 0) {
            out.put('-').number(-(whole + 1));
            out.put('.').number(POWERS_OF_TEN[digits] - fraction, digits, '0');
            return;
        }
        out.number(whole);
        if (digits > 0) {
            out.put('.').number(fraction, digits, '0');
        }
    }
}
