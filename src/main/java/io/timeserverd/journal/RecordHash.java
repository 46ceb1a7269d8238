package io.timeserverd.journal;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;

/**
 * Computes the SHA-256 of a record, by which the chain knows it. The hash is of the following encoding, which depends
 * on no file, segment or dictionary and never changes. Numbers are big-endian.
 *
 * <pre>
 *      byte    1, the version of the encoding
 *      long    id
 *      long    time, nanoseconds since 1970
 *      byte    1 in a summary, else 0
 *      int     count
 *      long    last time, nanoseconds since 1970
 *      long    answered, seconds since 1970
 *      int     nanoseconds of that second
 *      byte    length of the client's address, 0, 4 or 16; then the address
 *      short   port
 *      byte    listener, as in {@link Row#code(Listener)}
 *      byte    clock state, as in {@link Row#code(io.timeserverd.clock.ClockState)}
 *      long    error bound, nanoseconds, or -1
 *      int     CRC-32C of the reply
 *      request, outcome, place, country, zone, format, zone release, place release:
 *          each a short with its length in bytes, then the bytes, in UTF-8 for text
 * </pre>
 *
 * <p>Belongs to one thread.
 */
final class RecordHash {
    /** The length of a hash, in bytes. */
    static final int LENGTH = 32;

    private static final byte VERSION = 1;

    /** All fields but the texts take at most this many bytes. */
    private static final int NUMBERS = 128;

    private final MessageDigest sha256 = sha256();
    private byte[] bytes = new byte[1024];
    private int end;

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }

    byte[] of(JournalRecord record) {
        encode(record);
        sha256.update(bytes, 0, end);
        return sha256.digest();
    }

    /** The encoding that is hashed. */
    byte[] encoded(JournalRecord record) {
        encode(record);
        return Arrays.copyOf(bytes, end);
    }

    private void encode(JournalRecord record) {
        end = 0;
        reserve(NUMBERS);
        putByte(VERSION);
        putLong(record.id());
        putLong(Times.nanos(record.time()));
        putByte(record.summary() ? 1 : 0);
        putInt(record.count());
        putLong(Times.nanos(record.lastTime()));
        Instant answered = record.answered();
        putLong(answered.getEpochSecond());
        putInt(answered.getNano());
        byte[] client = record.client().map(InetAddress::getAddress).orElse(new byte[0]);
        putByte(client.length);
        System.arraycopy(client, 0, bytes, end, client.length);
        end += client.length;
        putShort(record.port());
        putByte(Row.code(record.listener()));
        putByte(Row.code(record.clockState()));
        putLong(record.errorBoundNs());
        putInt(record.replyCrc());
        put(record.request());
        put(record.outcome());
        put(record.place());
        put(record.country());
        put(record.zone());
        put(record.format());
        put(record.zoneRelease());
        put(record.placeRelease());
    }

    private void put(String text) {
        put(text.getBytes(StandardCharsets.UTF_8));
    }

    private void put(byte[] value) {
        reserve(Short.BYTES + value.length);
        putShort(value.length);
        System.arraycopy(value, 0, bytes, end, value.length);
        end += value.length;
    }

    private void putByte(int value) {
        bytes[end++] = (byte) value;
    }

    private void putShort(int value) {
        Bytes.putShort(bytes, end, value);
        end += Short.BYTES;
    }

    private void putInt(int value) {
        Bytes.putInt(bytes, end, value);
        end += Integer.BYTES;
    }

    private void putLong(long value) {
        Bytes.putLong(bytes, end, value);
        end += Long.BYTES;
    }

    private void reserve(int more) {
        if (bytes.length - end < more) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length + more);
        }
    }
}
