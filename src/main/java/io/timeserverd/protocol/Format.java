package io.timeserverd.protocol;

import java.util.Locale;

/**
 * How a reply is written: one of the named formats, or a text with the conversions of date(1). Parsed once, rendered often.
 * Immutable.
 *
 * <p>A reply is one line unless {@code %n} asks for more. No format rounds: a time that is cut off at its last digit has
 * passed, while a rounded one may lie in the future.
 */
public final class Format {
    /** The longest text of a format, in characters. Whatever its widths, it prints 4 KiB at most. */
    static final int MAX_TEXT = 256;

    /** Writes a reply. {@code time} is the instant of the answer in the zone of its place; the body may overwrite it. */
    @FunctionalInterface
    interface Body {
        void render(Answer answer, CivilTime time, Output out);

        /** Whether it writes the same for a place throughout a second, whatever else happens. */
        default boolean isConstantWithinSecond() {
            return false;
        }
    }

    /** The result of parsing a text. */
    public sealed interface Parsed {}

    /** The text is a format. */
    public record Valid(Format format) implements Parsed {}

    /** The text is no format; {@code problem} says why, on one line. */
    public record Invalid(String problem) implements Parsed {}

    /** Embeddings, overrides and isolates: a terminal would show what follows them in the wrong direction. */
    private static final String DIRECTIONS = "\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069";

    private final String text;
    private final Body body;
    private final int heapBytes;

    /** @param heapBytes see {@link #heapBytes()} */
    Format(String text, Body body, int heapBytes) {
        this.text = text;
        this.body = body;
        this.heapBytes = heapBytes;
    }

    /**
     * Parses a format.
     *
     * @param text a name in any case, or a text with a {@code %}; one leading {@code +} is ignored
     */
    public static Parsed parse(String text) {
        String bare = text.startsWith("+") ? text.substring(1) : text;
        if (bare.length() > MAX_TEXT) {
            return new Invalid("longer than " + MAX_TEXT + " characters");
        }
        if (bare.chars().anyMatch(c -> DIRECTIONS.indexOf(c) >= 0)) {
            return new Invalid("a format has no marks that turn the direction of text");
        }
        Format named = NamedFormats.find(bare.toLowerCase(Locale.ROOT));
        if (named != null) {
            return new Valid(named);
        }
        return bare.indexOf('%') >= 0
                ? DateFormatParser.parse(bare)
                : new Invalid("no format " + printable(bare) + "; there are " + String.join(", ", NamedFormats.names())
                        + ", and %... as date(1) has it");
    }

    /** The text that it was parsed from, without a leading {@code +}; a name is in small letters. */
    public String text() {
        return text;
    }

    /** Bytes that it takes on the heap at most; 0 for a format that all requests share. */
    int heapBytes() {
        return heapBytes;
    }

    /** Whether the reply for a place is the same throughout a second. */
    boolean isConstantWithinSecond() {
        return body.isConstantWithinSecond();
    }

    /** Appends the reply, without a line end. */
    public void render(Answer answer, Output out) {
        CivilTime time = out.civilTime.set(
                answer.epochSecond(), answer.nano(), answer.place().zone());
        body.render(answer, time, out);
    }

    /** Quotes what a client sent within a line of an error: shortened, and with {@code ?} for what a terminal may obey. */
    public static String printable(String text) {
        int limit = 32;
        var result = new StringBuilder("'");
        text.codePoints().limit(limit).forEach(c -> result.appendCodePoint(isPrintable(c) ? c : '?'));
        return result.append(text.codePointCount(0, text.length()) > limit ? "...'" : "'")
                .toString();
    }

    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }

    @Override
    public String toString() {
        return text;
    }
}
