package io.timeserverd.protocol;

import java.nio.charset.StandardCharsets;

/**
 * A piece of the output of a date(1) format: literal text, or what one conversion prints. Widths are minimum widths in
 * characters; {@code pad} is a pad character of {@link Output}.
 */
sealed interface DateFormatPiece {
    void put(CivilTime time, Output out);

    /** How many conversions it prints. */
    default int conversions() {
        return 1;
    }

    /** Text that is printed as it is, in UTF-8. */
    final class Literal implements DateFormatPiece {
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
    record Numeric(NumberField field, int width, char pad) implements DateFormatPiece {
        @Override
        public void put(CivilTime time, Output out) {
            out.number(field.of(time), width, pad);
        }
    }

    /** A year or a part of one. It has a plus sign if it is wider than usual: ISO 8601 asks for that past the year 9999. */
    record SignedYear(NumberField field, int width) implements DateFormatPiece {
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
    record Word(TextField field) implements DateFormatPiece {
        @Override
        public void put(CivilTime time, Output out) {
            out.text(field.of(time));
        }
    }

    /** Several pieces, with the flags and the width that apply to them as a whole. */
    record Group(DateFormat inner, LetterCase letterCase, int width, char pad) implements DateFormatPiece {
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
    record Fraction(int width, char pad) implements DateFormatPiece {
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
     * The offset from UTC, {@code %z}: {@code +hhmm}, {@code +hh:mm} or {@code +hh:mm:ss} with no, one or two colons. With
     * three colons it is the shortest exact form, from {@code +hh} on. The other forms drop what they have no room for.
     */
    record Offset(int colons, int width, char pad) implements DateFormatPiece {
        /** No width was given: wide enough for two digits of hours. */
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
