package io.timeserverd.protocol;

/** Writes JSON objects (RFC 8259) on one line. */
final class Json {
    private static final String HEX = "0123456789abcdef";

    private final Output out;

    /** Whether the object that is open has no member yet. */
    private boolean empty;

    Json(Output out) {
        this.out = out;
    }

    /** Opens an object that is no member of another. */
    Json open() {
        out.put('{');
        empty = true;
        return this;
    }

    Json open(String key) {
        key(key);
        return open();
    }

    Json close() {
        out.put('}');
        empty = false;
        return this;
    }

    Json put(String key, String value) {
        key(key);
        string(value);
        return this;
    }

    /** A string, or null for one that is empty. */
    Json putUnlessEmpty(String key, String value) {
        return value.isEmpty() ? putNull(key) : put(key, value);
    }

    Json put(String key, long value) {
        key(key).number(value);
        return this;
    }

    Json put(String key, boolean value) {
        key(key).text(value ? "true" : "false");
        return this;
    }

    Json putNull(String key) {
        key(key).text("null");
        return this;
    }

    /** Writes a key; its value is to be written into what this returns. */
    Output key(String key) {
        if (!empty) {
            out.put(',');
        }
        empty = false;
        string(key);
        return out.put(':');
    }

    /** Everything below a space must be escaped, the delete character need not but is. */
    private void string(String text) {
        out.put('"');
        int plain = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\' || c == 0x7F) {
                out.text(text.substring(plain, i));
                escape(c);
                plain = i + 1;
            }
        }
        out.text(text.substring(plain)).put('"');
    }

    private void escape(char c) {
        out.put('\\');
        if (c == '"' || c == '\\') {
            out.put(c);
        } else {
            out.text("u00").put(HEX.charAt(c >> 4)).put(HEX.charAt(c & 15));
        }
    }
}
