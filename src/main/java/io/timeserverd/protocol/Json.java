package io.timeserverd.protocol;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Writes JSON objects (RFC 8259) on one line. Characters that could control a terminal, reorder the text beside them or be
 * invisible are escaped, which changes nothing for a parser. Half a surrogate pair becomes U+FFFD (RFC 7493).
 */
public final class Json {
    private final Output out;

    /** Whether the open object or array is still empty. */
    private boolean empty;

    public Json(Output out) {
        this.out = out;
    }

    /** Opens an object that is not a member of another. */
    public Json open() {
        out.put('{');
        empty = true;
        return this;
    }

    /** Opens an object that is a member. */
    public Json open(String key) {
        key(key);
        return open();
    }

    /** Opens an array of objects. */
    public Json openArray(String key) {
        key(key).put('[');
        empty = true;
        return this;
    }

    /** Writes an array of strings that is not a member of an object. */
    public Json strings(List<String> values) {
        out.put('[');
        String separator = "";
        for (String value : values) {
            out.text(separator);
            string(value);
            separator = ",";
        }
        out.put(']');
        return this;
    }

    /** Writes a member that is an array of strings. */
    public Json put(String key, List<String> values) {
        key(key);
        return strings(values);
    }

    /** Opens an object that is an element of the array. */
    public Json openElement() {
        if (!empty) {
            out.put(',');
        }
        return open();
    }

    public Json closeArray() {
        out.put(']');
        empty = false;
        return this;
    }

    public Json close() {
        out.put('}');
        empty = false;
        return this;
    }

    public Json put(String key, String value) {
        key(key);
        string(value);
        return this;
    }

    /** Writes a string, or null for an empty one. */
    Json putUnlessEmpty(String key, String value) {
        return value.isEmpty() ? putNull(key) : put(key, value);
    }

    public Json put(String key, long value) {
        key(key).number(value);
        return this;
    }

    public Json put(String key, boolean value) {
        key(key).text(value ? "true" : "false");
        return this;
    }

    /** A string, or null when there is none. */
    public Json put(String key, Optional<String> value) {
        return value.isPresent() ? put(key, value.get()) : putNull(key);
    }

    /** A number, or null when there is none. */
    public Json put(String key, OptionalLong value) {
        return value.isPresent() ? put(key, value.getAsLong()) : putNull(key);
    }

    public Json putNull(String key) {
        key(key).text("null");
        return this;
    }

    /** Writes a key. The caller writes its value into the result. */
    public Output key(String key) {
        if (!empty) {
            out.put(',');
        }
        empty = false;
        string(key);
        return out.put(':');
    }

    private void string(String text) {
        out.put('"');
        if (isPlain(text)) { // most are, and this check is faster than escaping
            out.text(text);
        } else {
            text.codePoints().forEach(this::codePoint);
        }
        out.put('"');
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    private void codePoint(int codePoint) {
        if (codePoint == '"' || codePoint == '\\') {
            out.put('\\').put((char) codePoint);
        } else if (isVisible(codePoint)) {
            out.text(Character.toString(codePoint));
        } else {
            for (char unit : Character.toChars(codePoint)) {
                out.text("\\u").text(HexFormat.of().toHexDigits(unit));
            }
        }
    }

    private static boolean isVisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
