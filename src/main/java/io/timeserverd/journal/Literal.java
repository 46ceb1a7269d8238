package io.timeserverd.journal;

import java.nio.charset.StandardCharsets;

/** A value as it is written out: parts of at most {@link Frame#MAX_TEXT} bytes, each behind its length as a varint. */
final class Literal {
    /** Up to here a character is one byte, and a length too. */
    private static final int ONE_BYTE = 0x7F;

    private Literal() {}

    /** Writes {@code part[0, length)}, cut if it is too long. Returns where it ends. */
    static int put(byte[] out, int at, byte[] part, int length) {
        int kept = Math.min(length, Frame.MAX_TEXT);
        int begin = Frame.putVarint(out, at, kept);
        System.arraycopy(part, 0, out, begin, kept);
        return begin + kept;
    }

    /** Writes a text in UTF-8; one that is too long is cut between characters. Returns where it ends. */
    static int put(byte[] out, int at, String text) {
        int length = text.length();
        if (length > ONE_BYTE) {
            return encode(out, at, text);
        }
        for (int i = 0; i < length; i++) {
            char each = text.charAt(i);
            if (each > ONE_BYTE) {
                return encode(out, at, text);
            }
            out[at + 1 + i] = (byte) each;
        }
        out[at] = (byte) length;
        return at + 1 + length;
    }

    /** Does the same for every text; allocates. */
    private static int encode(byte[] out, int at, String text) {
        byte[] part = text.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(part.length, Frame.MAX_TEXT);
        while (length > 0 && length < part.length && (part[length] & 0xC0) == 0x80) {
            length--;
        }
        return put(out, at, part, length);
    }
}
