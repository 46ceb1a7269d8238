package io.timeserverd.protocol;

import java.nio.charset.StandardCharsets;

/**
 * A piece of the output of a date(1) format: literal text or what one conversion prints. Widths
 * are least widths in characters; {@code pad} is a pad character of {@link Output}.
 */
sealed interface DatePiece {
    void put(CivilTime time, Output out);

    /** How many conversions it prints. */
    default int conversions() {
        return 1;
    }

    /** Text that is printed as it is, in UTF-8. */
    final class Literal implements DatePiece {
        private final byte[] bytes;

        Literal(String text) {
            bytes = text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public void put(CivilTime time, Output out) {
            out.put(bytes);
        }

        @Override
        public int conversions() {
            return 0;
        }
    }

    /** A number. */
    record Numeric(NumberField field, int width, char pad) implements DatePiece {
        @Override
        public void put(CivilTime time, Output out) {
            out.number(field.of(time), width, pad);
        }
    }

    /** A field of years, with a plus sign where it is wider than usual or is to be: ISO 8601 wants that past 9999. */
    record SignedYear(NumberField field, int width) implements DatePiece {
        @Override
        public void put(CivilTime time, Output out) {
            long value = field.of(time);
            boolean signed = width > field.width || value > (field.width == 2 ? 99 : 9999);
            if (signed) {
                out.put('+');
            }
            out.number(value, signed ? width - 1 : width, '0');
        }
    }

    /** A word. */
    record Word(TextField field) implements DatePiece {
        @Override
        public void put(CivilTime time, Output out) {
            out.text(field.of(time));
        }
    }

    /** Other pieces, and what the flags and the width do to them as a whole. */
    record Group(DateFormat inner, LetterCase letterCase, int width, char pad) implements DatePiece {
        @Override
        public void put(CivilTime time, Output out) {
            int start = out.length();
            inner.put(time, out);
            if (letterCase != LetterCase.AS_IS) {
                out.changeCase(start, letterCase == LetterCase.CAPITALS);
            }
            out.pad(start, width, pad);
        }

        @Override
        public int conversions() {
            return inner.conversions();
        }
    }

    /**
     * The fraction of the second, {@code %N}. Its width is the number of digits, and it is padded on
     * the right. All digits after the ninth are padding. Unless {@code pad} is {@code '0'}, zeros at
     * the end are padding too, but not the first digit.
     */
    record Fraction(int width, char pad) implements DatePiece {
        private static final int DIGITS = 9;

        @Override
        public void put(CivilTime time, Output out) {
            int digits = Math.min(width, DIGITS);
            int value = Decimal.firstDigits(time.nano, digits);
            if (pad != '0') {
                while (digits > 1 && value % 10 == 0) {
                    digits--;
                    value /= 10;
                }
            }
            out.number(value, digits, '0');
            for (int i = digits; i < width && pad != Output.NO_PAD; i++) {
                out.put(pad);
            }
        }
    }

    /**
     * The offset from UTC, {@code %z}: with no, one or two colons {@code +hhmm}, {@code +hh:mm},
     * {@code +hh:mm:ss}, with three the shortest of these that loses nothing, beginning with {@code
     * +hh}. What does not fit is cut off.
     */
    record Offset(int colons, int width, char pad) implements DatePiece {
        /** Instead of a width: as wide as with two digits of hours. */
        static final int NATURAL = -1;

        @Override
        public void put(CivilTime time, Output out) {
            int offset = time.type.offsetSeconds();
            // An abbreviation "-00" says that local time is unknown, and RFC 5322 writes that -0000.
            boolean west =
                    offset < 0 || (offset == 0 && time.type.abbreviation().startsWith("-"));
            int start = out.length();
            out.put(west ? '-' : '+');
            int natural = magnitude(Math.abs(offset), out);
            int wanted = width == NATURAL ? natural : width;
            if (pad == '0') {
                out.pad(start + 1, wanted - 1, '0');
            } else {
                out.pad(start, wanted, pad);
            }
        }

        /** Writes the hours with as few digits as possible; returns the natural width. */
        private int magnitude(int offset, Output out) {
            int hours = offset / 3600;
            int minutes = offset / 60 % 60;
            int seconds = offset % 60;
            if (colons == 0) {
                out.number(100 * hours + minutes);
                return 5;
            }
            boolean withSeconds = colons == 2 || (colons == 3 && seconds != 0);
            boolean withMinutes = colons == 1 || withSeconds || minutes != 0;
            out.number(hours);
            if (withMinutes) {
                out.put(':').number(minutes, 2, '0');
            }
            if (withSeconds) {
                out.put(':').number(seconds, 2, '0');
            }
            return withSeconds ? 9 : withMinutes ? 6 : 3;
        }
    }
}
