package io.timeserverd.log;

import java.util.HexFormat;

/**
 * Makes text from outside safe for a log line or a terminal: the result cannot end the line, move the cursor, reorder the text
 * beside it, or hide characters.
 *
 * <p>Escapes control, format (including bidirectional and zero-width), line-separator, private-use, unassigned and unpaired
 * surrogate characters as {@code \n}, {@code \t}, {@code \r}, or {@code \}{@code u202e} for each UTF-16 unit. A backslash becomes
 * two.
 */
public final class Escape {
    /** The longest value in characters, after escaping. A longer one is cut and ends in {@code …}. */
    public static final int MAX = 512;

    private Escape() {}

    /** A value of a log line, in double quotes if it would be ambiguous without. */
    public static String value(Object value) {
        return value(value, MAX);
    }

    static String value(Object value, int max) {
        var raw = String.valueOf(value);
        var escaped = new StringBuilder(Math.min(raw.length(), max) + 2);
        boolean plain = append(escaped, raw, max, true) && !raw.isEmpty();
        return plain ? escaped.toString() : escaped.insert(0, '"').append('"').toString();
    }

    /** Text for a terminal. Spaces and quotes stay, and no quotes are added. */
    public static String text(String text) {
        return text(text, MAX);
    }

    /** As {@link #text(String)}, with at most {@code max} characters before the {@code …}. */
    public static String text(String text, int max) {
        var escaped = new StringBuilder(Math.min(text.length(), max));
        append(escaped, text, max, false);
        return escaped.toString();
    }

    /** Appends the escaped text. Returns whether it is unambiguous without quotes in {@code key=value} pairs. */
    private static boolean append(StringBuilder out, String text, int max, boolean quotable) {
        boolean plain = true;
        int codePoint;
        for (int at = 0; at < text.length(); at += Character.charCount(codePoint)) {
            codePoint = text.codePointAt(at);
            String piece = piece(codePoint, quotable);
            if (out.length() + piece.length() > max) {
                out.append('…');
                return plain;
            }
            out.append(piece);
            plain &= piece.length() == Character.charCount(codePoint)
                    && codePoint != '='
                    && !Character.isSpaceChar(codePoint);
        }
        return plain;
    }

    private static String piece(int codePoint, boolean quotable) {
        return switch (codePoint) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case '\\' -> "\\\\";
            case '"' -> quotable ? "\\\"" : "\"";
            default -> harmless(codePoint) ? Character.toString(codePoint) : units(codePoint);
        };
    }

    private static boolean harmless(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    private static String units(int codePoint) {
        var out = new StringBuilder(12);
        for (char unit : Character.toChars(codePoint)) {
            out.append("\\u").append(HexFormat.of().toHexDigits(unit));
        }
        return out.toString();
    }
}
