package io.timeserverd.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing buffer that replies are written into. It is reused: {@link #clear} keeps the storage, so that writing numbers
 * and ASCII text does not allocate. Not thread-safe.
 */
public final class Output {
    /** No turn writes as much: the owners of a buffer stop far below. Reaching it is a defect. */
    static final int MAX_BYTES = 1 << 22;

    /** The pad character that means no padding, for {@link #number(long, int, char)} and {@link #pad}. */
    static final char NO_PAD = 0;

    private static final int MOST_DIGITS = 19;

    /** Room for the digits and sign of any long. */
    private static final int LONGEST_NUMBER = MOST_DIGITS + 1;

    private static final int REPLACEMENT = 0xFFFD;

    /** Scratch space of the formats, here because it is reused as long as the buffer. */
    final CivilTime civilTime = new CivilTime();

    private byte[] bytes = new byte[512];
    private int length;

    /** Forgets what was written. */
    public void clear() {
        length = 0;
    }

    /** Forgets what was written from {@code newLength} on. */
    public void truncate(int newLength) {
        length = Math.min(length, newLength);
    }

    /** How many bytes were written since the last {@link #clear}. */
    public int length() {
        return length;
    }

    /** The storage: {@code [0, length())} is what was written. Valid until the next write. */
    public byte[] array() {
        return bytes;
    }

    /** Appends one ASCII character. */
    public Output put(char ascii) {
        reserve(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    /** Appends bytes as they are. */
    public Output put(byte[] source) {
        reserve(source.length);
        System.arraycopy(source, 0, bytes, length, source.length);
        length += source.length;
        return this;
    }

    /** Appends what was written into another one. */
    public Output put(Output other) {
        reserve(other.length);
        System.arraycopy(other.bytes, 0, bytes, length, other.length);
        length += other.length;
        return this;
    }

    /** Appends text in UTF-8; a surrogate without its partner becomes U+FFFD. */
    public Output text(String text) {
        reserve(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                return beyondAscii(text, i);
            }
            bytes[length++] = (byte) c;
        }
        return this;
    }

    private Output beyondAscii(String text, int from) {
        text.substring(from).codePoints().forEach(this::codePoint);
        return this;
    }

    private void codePoint(int codePoint) {
        if (codePoint < 0x80) {
            put((char) codePoint);
            return;
        }
        boolean alone = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
        put(Character.toString(alone ? REPLACEMENT : codePoint).getBytes(StandardCharsets.UTF_8));
    }

    /** Appends a decimal number. */
    public Output number(long value) {
        return number(value, 0, NO_PAD);
    }

    /**
     * Appends a decimal number of at least {@code width} characters, sign included.
     *
     * @param pad {@code '0'} fills after the sign, {@code ' '} before it, {@link #NO_PAD} not at all
     */
    public Output number(long value, int width, char pad) {
        reserve(Math.max(width, LONGEST_NUMBER));
        // Computes with the negative value: the smallest long has no positive counterpart.
        long rest = value < 0 ? value : -value;
        int size = digits(rest) + (value < 0 ? 1 : 0);
        int fill = pad == NO_PAD ? 0 : Math.max(0, width - size);
        int end = length + fill + size;
        int at = end;
        do {
            bytes[--at] = (byte) ('0' - rest % 10);
            rest /= 10;
        } while (rest != 0);
        if (value < 0 && pad != '0') {
            bytes[--at] = '-';
        }
        while (at > length) {
            bytes[--at] = (byte) pad;
        }
        if (value < 0 && pad == '0') {
            bytes[length] = '-';
        }
        length = end;
        return this;
    }

    /** Compares and multiplies, since division takes many times as long. */
    private static int digits(long notPositive) {
        int digits = 1;
        for (long bound = -10; digits < MOST_DIGITS && notPositive <= bound; bound *= 10) {
            digits++;
        }
        return digits;
    }

    /** Pads what was written from {@code start} on, on its left, to {@code width} bytes. */
    void pad(int start, int width, char pad) {
        int size = length - start;
        int fill = width - size;
        if (pad == NO_PAD || fill <= 0) {
            return;
        }
        reserve(fill);
        System.arraycopy(bytes, start, bytes, start + fill, size);
        Arrays.fill(bytes, start, start + fill, (byte) pad);
        length += fill;
    }

    /** Turns the ASCII letters from {@code start} on into capitals, or into small letters. */
    void changeCase(int start, boolean capitals) {
        char first = capitals ? 'a' : 'A';
        for (int i = start; i < length; i++) {
            if (bytes[i] >= first && bytes[i] < first + 26) {
                bytes[i] ^= 0x20;
            }
        }
    }

    /** What was written, as text. */
    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private void reserve(int more) {
        if (more <= bytes.length - length) {
            return;
        }
        if (more > MAX_BYTES - length) {
            throw new IllegalStateException("a reply of more than " + MAX_BYTES + " bytes");
        }
        bytes = Arrays.copyOf(bytes, Math.min(MAX_BYTES, Math.max(length + more, 2 * bytes.length)));
    }
}
