package io.timeserverd.log;

import java.util.HexFormat;

/**
 * Makes text from outside fit for a log line or a terminal: nothing that it lets through can end a
 * line, move a cursor, reorder what stands beside it or hide in it.
 *
 * <p>Escaped are control, format (bidirectional and zero-width among them), line-separator,
 * private-use, unassigned and unpaired surrogate characters, as {@code \n}, {@code \t}, {@code \r}
 * or {@code \}{@code u202e} for each UTF-16 unit; a backslash becomes two.
 */
public final class Escape {
    /** Longest value in characters, after escaping; what is longer ends in {@code …}. */
    public static final int MAX = 512;

    private Escape() {}

    /** One value of a log line, in double quotes when it would be ambiguous without. */
    public static String value(Object value) {
        return value(value, MAX);
    }

    static String value(Object value, int max) {
        var raw = String.valueOf(value);
        var escaped = new StringBuilder(Math.min(raw.length(), max) + 2);
        boolean plain = append(escaped, raw, max, true) && !raw.isEmpty();
        return plain ? escaped.toString() : escaped.insert(0, '"').append('"').toString();
    }

    /** Text for a terminal: spaces and quotes stay, nothing is put in quotes. */
    public static String text(String text) {
        return text(text, MAX);
    }

    /** As {@link #text(String)}, of at most {@code max} characters before the {@code …}. */
    public static String text(String text, int max) {
        var escaped = new StringBuilder(Math.min(text.length(), max));
        append(escaped, text, max, false);
        return escaped.toString();
    }

    /** Returns whether a reader of {@code key=value} pairs can do without quotes. */
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
