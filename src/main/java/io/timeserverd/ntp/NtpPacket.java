package io.timeserverd.ntp;

import io.timeserverd.clock.Leap;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The header of RFC 5905 section 7.3, without extension fields and without authentication. Timestamps and
 * durations are as on the wire; {@link NtpTime} reads them.
 *
 * @param version 0 to 7
 * @param mode 0 to 7; 3 is a client's, 4 a server's
 * @param stratum 0 to 255; 0 is a kiss-o'-death
 * @param poll log2 of the poll interval in seconds
 * @param precision log2 of the clock's precision in seconds
 * @param rootDelay seconds in 32 bits, of which 16 are the fraction
 * @param rootDispersion as {@code rootDelay}
 * @param referenceId names the server's own source, or is the kiss code
 * @param reference when the server's clock was last set
 * @param origin the transmit timestamp of the request
 * @param receive when the request arrived
 * @param transmit when this packet left; in a request, any number that the reply has to repeat
 */
public record NtpPacket(
        Leap leap,
        int version,
        int mode,
        int stratum,
        int poll,
        int precision,
        int rootDelay,
        int rootDispersion,
        int referenceId,
        long reference,
        long origin,
        long receive,
        long transmit) {

    /** A packet without extension fields and without authentication. */
    public static final int BYTES = 48;

    static final int VERSION = 4;
    static final int CLIENT = 3;
    static final int SERVER = 4;

    /** Stands for no precision: no server uses a client's, so requests do not state it. */
    private static final int REQUEST_PRECISION = 32;

    /** A request that reveals neither the client's time nor its state; {@code cookie} must be unpredictable. */
    static NtpPacket request(long cookie) {
        return new NtpPacket(Leap.NONE, VERSION, CLIENT, 0, 0, REQUEST_PRECISION, 0, 0, 0, 0, 0, 0, cookie);
    }

    /** Reads the bytes between position and limit; empty unless there are exactly {@link #BYTES}. */
    public static Optional<NtpPacket> decode(ByteBuffer bytes) {
        if (bytes.remaining() != BYTES) {
            return Optional.empty();
        }
        ByteBuffer in = bytes.slice();
        int first = in.get();
        return Optional.of(new NtpPacket(
                Leap.of(first >> 6),
                (first >> 3) & 7,
                first & 7,
                in.get() & 0xff,
                in.get(),
                in.get(),
                in.getInt(),
                in.getInt(),
                in.getInt(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong()));
    }

    public byte[] encode() {
        return ByteBuffer.allocate(BYTES)
                .put((byte) ((leap.indicator() << 6) | (version << 3) | mode))
                .put((byte) stratum)
                .put((byte) poll)
                .put((byte) precision)
                .putInt(rootDelay)
                .putInt(rootDispersion)
                .putInt(referenceId)
                .putLong(reference)
                .putLong(origin)
                .putLong(receive)
                .putLong(transmit)
                .array();
    }
}
