package io.timeserverd.protocol;

import java.util.Locale;

/**
 * The shape of a reply: one of the named formats, or a text with conversions as date(1) has them.
 * Parsed once, rendered often. Immutable.
 *
 * <p>A reply is one line unless {@code %n} asks for more. No format rounds: a time that is cut off
 * at its last digit has passed, while a rounded one may still be to come.
 */
public final class Format {
    /** The longest text of a format, in characters. Widths cannot make more than 4 KiB of it. */
    static final int MAX_TEXT = 256;

    /** Writes an answer; {@code time} is its instant in its place's zone, and may be changed. */
    @FunctionalInterface
    interface Body {
        void render(Answer answer, CivilTime time, Output out);

        /** Whether what it writes for a place stays the same for a whole second, whatever else happens. */
        default boolean isOfWholeSeconds() {
            return false;
        }
    }

    /** The result of parsing a text. */
    public sealed interface Parsed {}

    /** The text is a format. */
    public record Valid(Format format) implements Parsed {}

    /** The text is no format; {@code problem} says why, on one line. */
    public record Invalid(String problem) implements Parsed {}

    /** Embeddings, overrides and isolates: what follows them in a terminal would be shown the wrong way round. */
    private static final String DIRECTIONS = "\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069";

    private final String text;
    private final Body body;
    private final int heapBytes;

    /** @param heapBytes what it takes on the heap at most; 0 for a format that all requests share */
    Format(String text, Body body, int heapBytes) {
        this.text = text;
        this.body = body;
        this.heapBytes = heapBytes;
    }

    /**
     * Understands a format.
     *
     * @param text what follows the {@code +}, or with it: a name in any case, or a text with a {@code %}
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

    /** What it takes on the heap at most; 0 for a format that all requests share. */
    int heapBytes() {
        return heapBytes;
    }

    /** Whether the reply for a place stays the same for a whole second. */
    boolean isOfWholeSeconds() {
        return body.isOfWholeSeconds();
    }

    /** Appends the reply, without a line end. */
    public void render(Answer answer, Output out) {
        var time = out.civilTime.set(
                answer.epochSecond(), answer.nano(), answer.place().zone());
        body.render(answer, time, out);
    }

    /** What a client typed, made fit to be repeated within one line of an error. */
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
