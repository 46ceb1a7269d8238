package io.timeserverd.ntp;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/**
 * One request at a time to one server, and what may pass for its reply.
 *
 * <p>Until a reply proves by the request's random number that it comes from the server asked, it changes
 * nothing.
 */
final class Exchange {
    private final RandomGenerator random;
    private long maxDistanceNs;
    private boolean open;
    private long cookie;
    private long lastCookie;
    private long sentTick;
    private NtpPacket reply;
    private Sample sample;

    /** @param random must be unpredictable: a forger who can guess it sets the time */
    Exchange(RandomGenerator random, long maxDistanceNs) {
        this.random = random;
        this.maxDistanceNs = maxDistanceNs;
    }

    /** Takes no sample from now on that may be further from true time. */
    void limitDistance(long newMaxDistanceNs) {
        maxDistanceNs = newMaxDistanceNs;
    }

    /** A request that leaves now; one that is still open is given up. */
    NtpPacket request(long tick) {
        open = true;
        sentTick = tick;
        cookie = random.nextLong();
        return NtpPacket.request(cookie);
    }

    /** A request waits for its reply. */
    boolean isOpen() {
        return open;
    }

    void giveUp() {
        open = false;
    }

    /** The newest reply from the server itself, a kiss excepted; null before the first one. */
    NtpPacket reply() {
        return reply;
    }

    /** What the newest good reply measured; null before the first one. */
    Sample sample() {
        return sample;
    }

    /** Takes in what arrived from the server's address; null when it became a {@link #sample}. */
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
