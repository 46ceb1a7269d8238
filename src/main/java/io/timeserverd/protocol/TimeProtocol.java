package io.timeserverd.protocol;

/**
 * The time protocol (RFC 868): seconds since 1900-01-01T00:00:00Z in four bytes, most significant first. They wrap at
 * 2036-02-07T06:28:16Z; by the convention of NTP's eras (RFC 4330 section 3) a client takes values below 2^31 for times
 * after that.
 */
public final class TimeProtocol implements Responder {
    /** Seconds from 1900-01-01 to 1970-01-01. */
    static final long SECONDS_TO_1970 = 2_208_988_800L;

    private final boolean refuseUnsynchronised;

    /**
     * @param refuseUnsynchronised whether nothing is sent while the clock is not synchronised
     */
    public TimeProtocol(boolean refuseUnsynchronised) {
        this.refuseUnsynchronised = refuseUnsynchronised;
    }

    @Override
    public void answer(byte[] line, int from, int to, Exchange exchange, Output out) {
        exchange.begin();
        exchange.next = Exchange.Next.QUIT;
        if (refuseUnsynchronised && !exchange.reading.state().isTrusted()) {
            exchange.failSilently(ErrorCode.UNSYNCHRONISED);
            return;
        }
        int wire = (int) (exchange.epochSecond + SECONDS_TO_1970);
        out.put(new byte[] {(byte) (wire >>> 24), (byte) (wire >>> 16), (byte) (wire >>> 8), (byte) wire});
    }
}
