package io.timeserverd.journal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A value as it is written out: parts of at most {@link Frame#MAX_TEXT} bytes, each behind its length as a varint. */
final class Literal {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Adds bytes; what is too long is cut. */
    Literal put(byte[] part) {
        return put(part, Math.min(part.length, Frame.MAX_TEXT));
    }

    /** Adds a text in UTF-8; one that is too long is cut between characters. */
    Literal put(String text) {
        var part = text.getBytes(StandardCharsets.UTF_8);
        var end = Math.min(part.length, Frame.MAX_TEXT);
        while (end > 0 && end < part.length && (part[end] & 0xC0) == 0x80) {
            end--;
        }
        return put(part, end);
    }

    private Literal put(byte[] part, int length) {
        var varint = new byte[Short.BYTES]; // enough for MAX_TEXT
        out.write(varint, 0, Frame.putVarint(varint, 0, length));
        out.write(part, 0, length);
        return this;
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
