package io.timeserverd.ntp;

import io.timeserverd.clock.Leap;

/** The checks that a reply has to pass; RFC 5905 sections 7.4, 8 and 9. */
final class ReplyCheck {
    private static final int OLDEST_VERSION = 3;
    private static final int UNSYNCHRONISED_STRATUM = 16;

    /** A clock that ticks coarsely may make a round trip look shorter than nothing, by up to this. */
    private static final long GRANULARITY_NS = 1_000_000;

    private static final int RATE = 0x52415445;
    private static final int DENY = 0x44454e59;
    private static final int RSTR = 0x52535452;

    private ReplyCheck() {}

    /** Null if it is the reply to this request. A forged reply cannot pass this check. */
    static Rejection belongs(NtpPacket reply, boolean asked, long cookie, long lastCookie) {
        if (reply.version() < OLDEST_VERSION || reply.version() > NtpPacket.VERSION) {
            return Rejection.VERSION;
        }
        if (reply.mode() != NtpPacket.SERVER) {
            return Rejection.MODE;
        }
        if (asked && reply.origin() == cookie) {
            return null;
        }
        return reply.origin() != 0 && reply.origin() == lastCookie ? Rejection.REPLAYED : Rejection.ORIGIN;
    }

    /** Null if the server is synchronised and the header is valid. */
    static Rejection header(NtpPacket reply) {
        if (reply.leap() == Leap.UNKNOWN) {
            return Rejection.UNSYNCHRONISED;
        }
        if (reply.stratum() >= UNSYNCHRONISED_STRATUM) {
            return Rejection.STRATUM;
        }
        if (reply.receive() == 0 || reply.transmit() == 0) {
            return Rejection.ZERO_TIME;
        }
        long sentNs = NtpTime.unixNs(reply.transmit());
        boolean setAfterSent = reply.reference() != 0 && NtpTime.unixNs(reply.reference()) > sentNs;
        return setAfterSent || NtpTime.unixNs(reply.receive()) > sentNs ? Rejection.BACKWARD_TIME : null;
    }

    /** Null if the four times are consistent and close enough to true time. */
    static Rejection times(NtpPacket reply, long sentTick, long arrivedTick, long maxDistanceNs) {
        long heldNs = NtpTime.unixNs(reply.transmit()) - NtpTime.unixNs(reply.receive());
        if (heldNs > arrivedTick - sentTick + GRANULARITY_NS) {
            return Rejection.BACKWARD_TIME;
        }
        long distanceNs = Sample.of(reply, sentTick, arrivedTick).distanceNs();
        return distanceNs > maxDistanceNs ? Rejection.DISTANCE : null;
    }

    /** Reads the kiss code that a reply of stratum 0 carries instead of the time; RFC 5905 section 7.4. */
    static Rejection kiss(NtpPacket reply) {
        return switch (reply.referenceId()) {
            case RATE -> Rejection.KISS_RATE;
            case DENY -> Rejection.KISS_DENY;
            case RSTR -> Rejection.KISS_RSTR;
            default -> Rejection.KISS_OTHER;
        };
    }
}
