package io.timeserverd.journal;

import java.util.Arrays;

/** The bytes of a request as the key of a {@link Lexicon}; one object looks up any number of them. */
final class Request {
    private byte[] bytes = {};
    private int length;
    private int hash;

    /** Makes this the key for {@code bytes[0, length)}, which must not change while it is in use. */
    void set(byte[] newBytes, int newLength) {
        bytes = newBytes;
        length = newLength;
        hash = length;
        for (var i = 0; i < length; i++) {
            hash = 31 * hash + bytes[i];
        }
    }

    Request copy() {
        var copy = new Request();
        copy.set(Arrays.copyOf(bytes, length), length);
        return copy;
    }

    byte[] bytes() {
        return bytes.length == length ? bytes : Arrays.copyOf(bytes, length);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Request that && Arrays.equals(bytes, 0, length, that.bytes, 0, that.length);
    }
}
