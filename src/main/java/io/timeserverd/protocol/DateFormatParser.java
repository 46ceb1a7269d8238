package io.timeserverd.protocol;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes a date(1) format apart: {@code %[flags][width][colons]conversion} and literal text. An unknown
 * conversion is a problem, while date takes it as literal text.
 *
 * <p>Known are the conversions {@code aAbBcCdDeFgGhHIjklmMnNpPqrRsStTuUVwWxXyYzZ} and {@code %%};
 * the flags {@code -} (no padding), {@code _} (spaces), {@code 0} (zeros), {@code ^} (capitals) and
 * {@code #} (opposite case); up to three colons before {@code z}. The flag {@code +}
 * and the modifiers {@code E} and {@code O} are not known. {@code %n} prints a newline as date does: the only
 * way to a reply of more than one line.
 */
final class DateFormatParser {
    /** The largest width. */
    static final int MAX_WIDTH = 64;

    /** Conversions of a format at most. Each that a shorthand stands for counts, so this bounds the cost of a reply. */
    static final int MAX_CONVERSIONS = 128;

    /** A character takes less in pieces: {@code %^a} and one letter beyond Latin-1 take 136 bytes together. */
    private static final int HEAP_BYTES_PER_CHARACTER = 40;

    /** The format itself, and the headers of its text and of the array of its pieces. */
    private static final int HEAP_BYTES = 160;

    private static final int MAX_COLONS = 3;
    private static final int NANO_DIGITS = 9;

    /** No width was given. */
    private static final int NATURAL = -1;

    /** No such character. */
    private static final char NONE = 0;

    private static final Map<Character, NumberField> NUMBERS = new HashMap<>();
    private static final Map<Character, TextField> WORDS = new HashMap<>();

    /** Conversions that stand for others; all formats share their pieces. */
    private static final Map<Character, List<DatePiece>> SHORTHANDS = new HashMap<>();

    /** {@code %D} by the flag that its year takes. */
    private static final Map<Character, List<DatePiece>> DATES = new HashMap<>();

    private static final List<DatePiece> MONTH_AND_DAY;

    static {
        for (var field : NumberField.values()) {
            NUMBERS.put(field.conversion, field);
        }
        for (var field : TextField.values()) {
            WORDS.put(field.conversion, field);
        }
        SHORTHANDS.put('c', parsed("%a %b %e %H:%M:%S %-Y")); // years before 1000 without zeros
        SHORTHANDS.put('r', parsed("%I:%M:%S %p"));
        SHORTHANDS.put('R', parsed("%H:%M"));
        SHORTHANDS.put('T', parsed("%H:%M:%S"));
        SHORTHANDS.put('x', parsed("%m/%d/%y"));
        SHORTHANDS.put('X', parsed("%H:%M:%S"));
        DATES.put(NONE, parsed("%m/%d/%y"));
        for (char flag : new char[] {'-', '_', '0'}) {
            DATES.put(flag, parsed("%m/%d/%" + flag + "y"));
        }
        MONTH_AND_DAY = parsed("-%m-%d");
    }

    private final String text;
    private final List<DatePiece> pieces = new ArrayList<>();

    /** Index of the next character to look at. */
    private int at;

    // What was read of the conversion so far.
    private int start;
    private boolean capitals;
    private boolean opposite;

    /** The last of the flags {@code -}, {@code _} and {@code 0}, or {@link #NONE}. */
    private char padFlag;

    /** The width, or {@link #NATURAL}. */
    private int width;

    private int colons;

    private DateFormatParser(String text) {
        this.text = text;
    }

    static Format.Parsed parse(String text) {
        var parser = new DateFormatParser(text);
        if (!parser.understand()) {
            return new Format.Invalid(parser.problem());
        }
        var format = new DateFormat(parser.pieces);
        return format.conversions() > MAX_CONVERSIONS
                ? new Format.Invalid("more than " + MAX_CONVERSIONS + " conversions; %c counts as 7 of them")
                : new Format.Valid(new Format(text, format, HEAP_BYTES + HEAP_BYTES_PER_CHARACTER * text.length()));
    }

    /** The pieces of a pattern of our own, which has no mistakes. */
    static List<DatePiece> parsed(String pattern) {
        var parser = new DateFormatParser(pattern);
        if (!parser.understand()) {
            throw new IllegalArgumentException(parser.problem());
        }
        return parser.pieces;
    }

    /** Whether it succeeds; if not, {@link #at} is where it failed. */
    private boolean understand() {
        while (at < text.length()) {
            if (text.charAt(at) != '%') {
                literal();
            } else if (!conversion()) {
                return false;
            }
        }
        return true;
    }

    private void literal() {
        int end = text.indexOf('%', at);
        end = end < 0 ? text.length() : end;
        pieces.add(new DatePiece.Literal(text.substring(at, end)));
        at = end;
    }

    private boolean conversion() {
        start = at++;
        if (next() == '%') {
            pieces.add(new DatePiece.Literal("%"));
            at++;
            return true;
        }
        readFlags();
        readWidth();
        colons = 0;
        while (next() == ':') {
            colons++;
            at++;
        }
        if (width > MAX_WIDTH || at == text.length()) {
            return false;
        }
        List<DatePiece> printed = pieces(next());
        if (printed.isEmpty()) {
            return false;
        }
        pieces.addAll(printed);
        at++;
        return true;
    }

    private char next() {
        return at < text.length() ? text.charAt(at) : NONE;
    }

    private void readFlags() {
        capitals = false;
        opposite = false;
        padFlag = NONE;
        for (; ; at++) {
            switch (next()) {
                case '^' -> capitals = true;
                case '#' -> opposite = true;
                case '-', '_', '0' -> padFlag = next();
                default -> {
                    return;
                }
            }
        }
    }

    private void readWidth() {
        width = NATURAL;
        for (; next() >= '0' && next() <= '9' && width <= MAX_WIDTH; at++) {
            width = Math.max(0, width) * 10 + next() - '0';
        }
    }

    /** What the conversion prints; empty if there is none like that. */
    private List<DatePiece> pieces(char conversion) {
        if (colons > 0 && (conversion != 'z' || colons > MAX_COLONS)) {
            return List.of();
        }
        NumberField number = NUMBERS.get(conversion);
        if (number != null) {
            return List.of(new DatePiece.Numeric(number, widthOr(number.width), padOr(number.pad)));
        }
        TextField word = WORDS.get(conversion);
        if (word != null) {
            return group(List.of(new DatePiece.Word(word)), word.letterCase(capitals, opposite));
        }
        return switch (conversion) {
            case 'N' -> List.of(new DatePiece.Fraction(widthOr(NANO_DIGITS), nanoPad()));
            case 'z' -> List.of(new DatePiece.Offset(colons, widthOr(DatePiece.Offset.NATURAL), padOr('0')));
            case 'D' -> group(DATES.get(padFlag), LetterCase.AS_IS);
            case 'F' -> isoDate();
            default -> {
                List<DatePiece> pieces = SHORTHANDS.get(conversion);
                yield pieces == null ? List.of() : group(pieces, plainCase());
            }
        };
    }

    private LetterCase plainCase() {
        return capitals ? LetterCase.CAPITALS : LetterCase.AS_IS;
    }

    /** The pieces as one, if flags or the width have an effect on the whole. */
    private List<DatePiece> group(List<DatePiece> inner, LetterCase letterCase) {
        if (letterCase == LetterCase.AS_IS && width == NATURAL) {
            return inner;
        }
        return List.of(new DatePiece.Group(new DateFormat(inner), letterCase, widthOr(0), padOr(' ')));
    }

    /** A flag or a width of {@code %F} goes to its year, and takes its four digits from it. */
    private List<DatePiece> isoDate() {
        var year = padFlag == NONE && width == NATURAL
                ? new DatePiece.SignedYear(4)
                : new DatePiece.Numeric(NumberField.YEAR, Math.max(0, width - "-mm-dd".length()), padOr('0'));
        var date = new ArrayList<DatePiece>();
        date.add(year);
        date.addAll(MONTH_AND_DAY);
        return group(date, LetterCase.AS_IS);
    }

    /** {@code %-N}, spelled just so, has as many digits as the clock: nine. */
    private char nanoPad() {
        boolean resolution = padFlag == '-' && at == start + "%-".length();
        return resolution ? '0' : padOr('0');
    }

    private int widthOr(int natural) {
        return width == NATURAL ? natural : width;
    }

    private char padOr(char natural) {
        return switch (padFlag) {
            case '-' -> Output.NO_PAD;
            case '_' -> ' ';
            case '0' -> '0';
            default -> natural;
        };
    }

    private String problem() {
        if (at == text.length()) {
            return "unfinished conversion " + Format.printable(text.substring(start));
        }
        String read = Format.printable(text.substring(start, text.offsetByCodePoints(at, 1)));
        return width > MAX_WIDTH ? "width over " + MAX_WIDTH + " in " + read : "no conversion " + read;
    }
}
