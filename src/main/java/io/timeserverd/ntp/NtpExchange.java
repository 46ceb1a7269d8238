package io.timeserverd.ntp;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/**
 * The exchange with one server: one open request at a time, and the check of its reply.
 *
 * <p>A reply is ignored unless it repeats the request's random number (the cookie). That number proves that the reply comes
 * from the server that was asked.
 */
final class NtpExchange {
    private final RandomGenerator random;
    private long maxDistanceNs;
    private boolean open;
    private long cookie;
    private long lastCookie;
    private long sentTick;
    private NtpPacket reply;
    private Sample sample;

    /** @param random must be unpredictable: an attacker who guesses its next number could set the time */
    NtpExchange(RandomGenerator random, long maxDistanceNs) {
        this.random = random;
        this.maxDistanceNs = maxDistanceNs;
    }

    /** From now on rejects samples that may be further than this from true time. */
    void limitDistance(long newMaxDistanceNs) {
        maxDistanceNs = newMaxDistanceNs;
    }

    /** Makes a request that leaves now. It replaces an open one. */
    NtpPacket request(long tick) {
        open = true;
        sentTick = tick;
        cookie = random.nextLong();
        return NtpPacket.request(cookie);
    }

    /** Whether a request is waiting for its reply. */
    boolean isOpen() {
        return open;
    }

    void giveUp() {
        open = false;
    }

    /** The newest reply that repeated its cookie, except a kiss; null before the first one. */
    NtpPacket reply() {
        return reply;
    }

    /** The measurement of the newest good reply; null before the first one. */
    Sample sample() {
        return sample;
    }

    /**
     * Checks a packet that came from the server's address.
     *
     * @return why it was rejected; null if it became a {@link #sample}
     */
    Rejection receive(ByteBuffer bytes, long tick) {
        NtpPacket packet = NtpPacket.decode(bytes).orElse(null);
        if (packet == null) {
            return Rejection.LENGTH;
        }
        Rejection forged = ReplyCheck.belongs(packet, open, cookie, lastCookie);
        if (forged != null) {
            return forged;
        }
        open = false;
        lastCookie = cookie;
        if (packet.stratum() == 0) {
            return ReplyCheck.kiss(packet);
        }
        reply = packet;
        Rejection unusable = ReplyCheck.header(packet);
        if (unusable != null) {
            return unusable;
        }
        Rejection inconsistent = ReplyCheck.times(packet, sentTick, tick, maxDistanceNs);
        if (inconsistent == null) {
            sample = Sample.of(packet, sentTick, tick);
        }
        return inconsistent;
    }
}
