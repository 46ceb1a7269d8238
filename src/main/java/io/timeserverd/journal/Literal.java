package io.timeserverd.journal;

import java.nio.charset.StandardCharsets;

/** A value as it is written out: one or several parts, each behind its length in bytes as a varint. */
final class Literal {
    /** Up to here a character is one byte, and a length too. */
    private static final int ONE_BYTE = 0x7F;

    private Literal() {}

    /** Writes {@code part[0, length)}, cut at {@code max} bytes. Returns where it ends. */
    static int put(byte[] out, int at, byte[] part, int length, int max) {
        int kept = Math.min(length, max);
        int begin = Bytes.putVarint(out, at, kept);
        System.arraycopy(part, 0, out, begin, kept);
        return begin + kept;
    }

    /** Writes a text in UTF-8; one of more than {@code max} bytes is cut between characters. Returns where it ends. */
    static int put(byte[] out, int at, String text, int max) {
        int length = text.length();
        if (length > Math.min(ONE_BYTE, max)) {
            return encode(out, at, text, max);
        }
        for (int i = 0; i < length; i++) {
            char each = text.charAt(i);
            if (each > ONE_BYTE) {
                return encode(out, at, text, max);
            }
            out[at + 1 + i] = (byte) each;
        }
        out[at] = (byte) length;
        return at + 1 + length;
    }

    /** Does the same for every text; allocates. */
    private static int encode(byte[] out, int at, String text, int max) {
        byte[] part = text.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(part.length, max);
        while (length > 0 && length < part.length && (part[length] & 0xC0) == 0x80) {
            length--;
        }
        return put(out, at, part, length, max);
    }
}
