package io.timeserverd.journal;

import java.nio.charset.StandardCharsets;

/** A value that is written out in full: one or several fields, each preceded by its length in bytes as a varint. */
final class Literal {
    /** Characters and lengths up to this take one byte. */
    private static final int ONE_BYTE = 0x7F;

    private Literal() {}

    /** Writes {@code field[0, length)}, cut at {@code max} bytes. Returns where it ends. */
    static int put(byte[] out, int at, byte[] field, int length, int max) {
        int kept = Math.min(length, max);
        int begin = Bytes.putVarint(out, at, kept);
        System.arraycopy(field, 0, out, begin, kept);
        return begin + kept;
    }

    /**
     * Writes a text in UTF-8. One of more than {@code max} bytes is cut between two characters. Returns where it ends.
     */
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

    /** Does the same for any text, but allocates. */
    private static int encode(byte[] out, int at, String text, int max) {
        byte[] field = text.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(field.length, max);
        while (length > 0 && length < field.length && (field[length] & 0xC0) == 0x80) {
            length--;
        }
        return put(out, at, field, length, max);
    }
}
