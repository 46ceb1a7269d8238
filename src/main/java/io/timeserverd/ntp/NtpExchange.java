package io.timeserverd.ntp;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/**
 * One request at a time to one server, and the check of what comes back.
 *
 * <p>A reply changes nothing until it has repeated the request's random number, which proves that it comes from the server
 * that was asked.
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

    /** @param random must be unpredictable: a forger who guessed its next number could set the time */
    NtpExchange(RandomGenerator random, long maxDistanceNs) {
        this.random = random;
        this.maxDistanceNs = maxDistanceNs;
    }

    /** From now on rejects samples that may be further than this from true time. */
    void limitDistance(long newMaxDistanceNs) {
        maxDistanceNs = newMaxDistanceNs;
    }

    /** A request that leaves now. It replaces one that is still open. */
    NtpPacket request(long tick) {
        open = true;
        sentTick = tick;
        cookie = random.nextLong();
        return NtpPacket.request(cookie);
    }

    /** Whether a request waits for its reply. */
    boolean isOpen() {
        return open;
    }

    void giveUp() {
        open = false;
    }

    /** The newest reply from the server itself, except a kiss; null before the first one. */
    NtpPacket reply() {
        return reply;
    }

    /** What the newest good reply measured; null before the first one. */
    Sample sample() {
        return sample;
    }

    /** Takes in a packet from the server's address; null if it became a {@link #sample}. */
    Rejection receive(ByteBuffer bytes, long tick) {
        var packet = NtpPacket.decode(bytes).orElse(null);
        if (packet == null) {
            return Rejection.LENGTH;
        }
        var foreign = ReplyCheck.belongs(packet, open, cookie, lastCookie);
        if (foreign != null) {
            return foreign;
        }
        open = false;
        lastCookie = cookie;
        if (packet.stratum() == 0) {
            return ReplyCheck.kiss(packet);
        }
        reply = packet;
        var unusable = ReplyCheck.header(packet);
        if (unusable != null) {
            return unusable;
        }
        var senseless = ReplyCheck.times(packet, sentTick, tick, maxDistanceNs);
        if (senseless == null) {
            sample = Sample.of(packet, sentTick, tick);
        }
        return senseless;
    }
}
