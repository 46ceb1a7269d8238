package io.timeserverd.journal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the fields of rows from their bytes. Belongs to one thread. */
final class RowInput {
    private byte[] bytes = {};
    private int at;
    private int end;

    /** Begins to read {@code newBytes[from, to)}. */
    void begin(byte[] newBytes, int from, int to) {
        bytes = newBytes;
        at = from;
        end = to;
    }

    boolean hasNext() {
        return at < end;
    }

    /** Reads a value from -128 to 127. */
    int oneByte() throws MalformedException {
        return bytes[take(1)];
    }

    /** Reads two bytes: a value from 0 to 65,535. */
    int port() throws MalformedException {
        return Bytes.getShort(bytes, take(Short.BYTES));
    }

    /** Reads four bytes. */
    int checksum() throws MalformedException {
        return Bytes.getInt(bytes, take(Integer.BYTES));
    }

    long varint() throws MalformedException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = oneByte();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new MalformedException("number is too long");
    }

    long zigzag() throws MalformedException {
        long value = varint();
        return (value >>> 1) ^ -(value & 1);
    }

    /** Reads a field of a {@link Literal}, of at most {@code max} bytes. */
    byte[] bytes(int max) throws MalformedException {
        int length = length(max);
        int from = take(length);
        return Arrays.copyOfRange(bytes, from, from + length);
    }

    /** Reads a field of a {@link Literal} that is a text. */
    String text(int max) throws MalformedException {
        int length = length(max);
        int from = take(length);
        return length == 0 ? "" : new String(bytes, from, length, StandardCharsets.UTF_8);
    }

    private int length(int max) throws MalformedException {
        long length = varint();
        if (length < 0 || length > max) {
            throw new MalformedException("literal of " + length + " bytes");
        }
        return (int) length;
    }

    /** Skips bytes. Returns where they begin. */
    private int take(int count) throws MalformedException {
        if (count > end - at) {
            throw new MalformedException("row is cut off");
        }
        at += count;
        return at - count;
    }
}
