package io.timeserverd.admin;

import io.timeserverd.log.Escape;
import java.util.HexFormat;

/**
 * Writes objects of JSON (RFC 8259), one on a line. What could control a terminal is escaped, which changes nothing for
 * whoever parses it.
 */
final class Json {
    private final StringBuilder out;
    private boolean empty = true;

    Json(StringBuilder out) {
        this.out = out;
    }

    Json open() {
        out.append('{');
        empty = true;
        return this;
    }

    /** Closes the object, and the line. */
    void close() {
        out.append("}\n");
    }

    Json put(String key, String value) {
        key(key);
        string(value);
        return this;
    }

    Json put(String key, long value) {
        key(key).append(value);
        return this;
    }

    Json put(String key, boolean value) {
        key(key).append(value);
        return this;
    }

    Json putNull(String key) {
        key(key).append("null");
        return this;
    }

    /** A key; its value is to be written into what this returns. */
    StringBuilder key(String key) {
        if (!empty) {
            out.append(',');
        }
        empty = false;
        string(key);
        return out.append(':');
    }

    private void string(String text) {
        out.append('"');
        // Most texts need no escapes, and looking is quicker than escaping.
        if (isPlain(text)) {
            out.append(text);
        } else {
            escape(text);
        }
        out.append('"');
    }

    private static boolean isPlain(String text) {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    private void escape(String text) {
        int codePoint;
        for (var at = 0; at < text.length(); at += Character.charCount(codePoint)) {
            codePoint = text.codePointAt(at);
            if (codePoint == '"' || codePoint == '\\') {
                out.append('\\').append((char) codePoint);
            } else if (isHarmless(codePoint)) {
                out.appendCodePoint(codePoint);
            } else {
                for (var unit : Character.toChars(codePoint)) {
                    out.append("\\u").append(HexFormat.of().toHexDigits(unit));
                }
            }
        }
    }

    private static boolean isHarmless(int codePoint) {
        if (codePoint <= 0x7F) {
            return codePoint >= ' ' && codePoint < 0x7F;
        }
        var text = Character.toString(codePoint);
        return Escape.text(text).equals(text);
    }
}
