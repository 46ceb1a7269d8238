package io.timeserverd.protocol;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Parses a date(1) format into literal text and {@link Conversion}s. An unknown conversion is an error; date prints it as
 * it stands.
 *
 * <p>The parser knows the conversions {@code aAbBcCdDeFgGhHIjklmMnNpPqrRsStTuUVwWxXyYzZ} and {@code %%};
 * the flags {@code -} (no padding), {@code _} (spaces), {@code 0} (zeros), {@code +} (zeros, and a sign before a year that
 * has more digits than usual), {@code ^} (capitals) and {@code #} (opposite case); the modifiers {@code E} and {@code O};
 * up to three colons before {@code z}. {@code %n} prints a newline, as in date: only so does a time take more than one
 * line.
 */
final class DateFormatParser {
    /** The most conversions of a format. A shorthand counts as what it stands for, so this bounds the cost of a reply. */
    static final int MAX_CONVERSIONS = 128;

    /** On the high side: the pieces of {@code %^a} and one letter beyond Latin-1, four characters, take 136 bytes. */
    private static final int HEAP_BYTES_PER_CHARACTER = 40;

    /** The format itself, and the headers of its text and of the array of its pieces. */
    private static final int HEAP_BYTES = 160;

    private static final int NANO_DIGITS = 9;

    private static final Map<Character, NumberField> NUMBERS = new HashMap<>();
    private static final Map<Character, TextField> WORDS = new HashMap<>();

    /** Conversions that stand for others; all formats share their pieces. */
    private static final Map<Character, List<DateFormatPiece>> SHORTHANDS = new HashMap<>();

    /** {@code %D} by its padding flag, which applies to the year. */
    private static final Map<Character, List<DateFormatPiece>> DATES = new HashMap<>();

    private static final List<DateFormatPiece> MONTH_AND_DAY;

    static {
        for (NumberField field : NumberField.values()) {
            NUMBERS.put(field.conversion, field);
        }
        for (TextField field : TextField.values()) {
            WORDS.put(field.conversion, field);
        }
        SHORTHANDS.put('c', parsed("%a %b %e %H:%M:%S %-Y")); // years before 1000 without zeros
        SHORTHANDS.put('r', parsed("%I:%M:%S %p"));
        SHORTHANDS.put('R', parsed("%H:%M"));
        SHORTHANDS.put('T', parsed("%H:%M:%S"));
        SHORTHANDS.put('x', parsed("%m/%d/%y"));
        SHORTHANDS.put('X', parsed("%H:%M:%S"));
        DATES.put(Conversion.NONE, parsed("%m/%d/%y"));
        for (char flag : new char[] {'-', '_', '0', '+'}) {
            DATES.put(flag, parsed("%m/%d/%" + flag + "y"));
        }
        MONTH_AND_DAY = parsed("-%m-%d");
    }

    private final String text;
    private final List<DateFormatPiece> pieces = new ArrayList<>();

    /** Index of the next character to look at. */
    private int at;

    private DateFormatParser(String text) {
        this.text = text;
    }

    static Format.Parsed parse(String text) {
        var parser = new DateFormatParser(text);
        if (!parser.readAll()) {
            return new Format.Invalid(parser.problem());
        }
        var format = new DateFormat(parser.pieces);
        if (format.conversions() > MAX_CONVERSIONS) {
            return new Format.Invalid("more than " + MAX_CONVERSIONS + " conversions; %c counts as 7 of them");
        }
        String reparsable = text.startsWith("+") ? "+" + text : text; // parsing it again removes one plus
        int heapBytes = HEAP_BYTES + HEAP_BYTES_PER_CHARACTER * reparsable.length();
        return new Format.Valid(new Format(reparsable, format, heapBytes));
    }

    /** The pieces of a constant, which is known to be valid. */
    static List<DateFormatPiece> parsed(String pattern) {
        var parser = new DateFormatParser(pattern);
        if (!parser.readAll()) {
            throw new IllegalArgumentException(parser.problem());
        }
        return parser.pieces;
    }

    /** Reads the text up to its end. Returns false at an invalid conversion, which begins at {@link #at}. */
    private boolean readAll() {
        while (at < text.length()) {
            if (text.charAt(at) == '%') {
                var conversion = Conversion.read(text, at);
                List<DateFormatPiece> printed = conversion.isValid() ? pieces(conversion) : List.of();
                if (printed.isEmpty()) {
                    return false;
                }
                pieces.addAll(printed);
                at += conversion.length();
            } else {
                literal();
            }
        }
        return true;
    }

    private void literal() {
        int end = text.indexOf('%', at);
        end = end < 0 ? text.length() : end;
        pieces.add(new DateFormatPiece.Literal(text.substring(at, end)));
        at = end;
    }

    /** What the conversion prints; empty if its letter is unknown. */
    private static List<DateFormatPiece> pieces(Conversion conversion) {
        NumberField number = NUMBERS.get(conversion.letter());
        if (number != null) {
            return conversion.modifier() == Conversion.NONE
                    ? List.of(number(number, conversion))
                    : group(List.of(ofLibrary(number)), LetterCase.AS_IS, conversion);
        }
        TextField word = WORDS.get(conversion.letter());
        if (word != null) {
            LetterCase letterCase = word.letterCase(conversion.capitals(), conversion.opposite());
            return group(List.of(new DateFormatPiece.Word(word)), letterCase, conversion);
        }
        return switch (conversion.letter()) {
            case '%' -> conversion.isPlain() ? List.of(new DateFormatPiece.Literal("%")) : List.of();
            case 'N' -> List.of(new DateFormatPiece.Fraction(conversion.widthOr(NANO_DIGITS), nanoPad(conversion)));
            case 'z' ->
                List.of(new DateFormatPiece.Offset(
                        conversion.colons(),
                        conversion.widthOr(DateFormatPiece.Offset.NATURAL),
                        conversion.padOr('0')));
            case 'D' -> group(DATES.get(conversion.padFlag()), LetterCase.AS_IS, conversion);
            case 'F' -> isoDate(conversion);
            default -> {
                List<DateFormatPiece> pieces = SHORTHANDS.get(conversion.letter());
                LetterCase letterCase = conversion.capitals() ? LetterCase.CAPITALS : LetterCase.AS_IS;
                yield pieces == null ? List.of() : group(pieces, letterCase, conversion);
            }
        };
    }

    private static DateFormatPiece number(NumberField field, Conversion conversion) {
        int width = conversion.widthOr(field.width);
        return conversion.padFlag() == '+' && field.isYear()
                ? new DateFormatPiece.SignedYear(field, width)
                : new DateFormatPiece.Numeric(field, width, conversion.padOr(field.pad));
    }

    /** With a modifier, date leaves the number to the C library, which knows no flags and does not pad these years. */
    private static DateFormatPiece ofLibrary(NumberField field) {
        boolean unpadded = field == NumberField.CENTURY || field == NumberField.YEAR || field == NumberField.ISO_YEAR;
        return new DateFormatPiece.Numeric(field, field.width, unpadded ? Output.NO_PAD : field.pad);
    }

    /** Joins the pieces into one if flags or the width apply to the whole. */
    private static List<DateFormatPiece> group(
            List<DateFormatPiece> inner, LetterCase letterCase, Conversion conversion) {
        if (letterCase == LetterCase.AS_IS && conversion.width() == Conversion.NATURAL) {
            return inner;
        }
        return List.of(new DateFormatPiece.Group(
                new DateFormat(inner), letterCase, conversion.widthOr(0), conversion.padOr(' ')));
    }

    /** A flag or a width of {@code %F} applies to its year, which then need not have four digits. */
    private static List<DateFormatPiece> isoDate(Conversion conversion) {
        int yearWidth = Math.max(0, conversion.width() - "-mm-dd".length());
        boolean plain = conversion.padFlag() == Conversion.NONE && conversion.width() == Conversion.NATURAL;
        var date = new ArrayList<DateFormatPiece>();
        if (plain || conversion.padFlag() == '+') {
            date.add(new DateFormatPiece.SignedYear(NumberField.YEAR, plain ? NumberField.YEAR.width : yearWidth));
        } else {
            date.add(new DateFormatPiece.Numeric(NumberField.YEAR, yearWidth, conversion.padOr('0')));
        }
        date.addAll(MONTH_AND_DAY);
        return group(date, LetterCase.AS_IS, conversion);
    }

    /** {@code %-N}, in exactly this spelling, has as many digits as the clock: nine. */
    private static char nanoPad(Conversion conversion) {
        boolean resolution = conversion.padFlag() == '-' && conversion.length() == "%-N".length();
        return resolution ? '0' : conversion.padOr('0');
    }

    private String problem() {
        var conversion = Conversion.read(text, at);
        if (conversion.letter() == Conversion.NONE) {
            return "unfinished conversion " + Format.printable(text.substring(at));
        }
        int last = at + conversion.length() - 1;
        String read = Format.printable(text.substring(at, text.offsetByCodePoints(last, 1)));
        return conversion.width() > Conversion.MAX_WIDTH
                ? "width over " + Conversion.MAX_WIDTH + " in " + read
                : "no conversion " + read;
    }
}
