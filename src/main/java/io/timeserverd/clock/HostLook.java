package io.timeserverd.clock;

import java.time.Clock;

/**
 * The host's clock and the ticker, read together.
 *
 * @param tick the ticker, in the middle of the two readings around that of the clock
 * @param utcNs the host's clock, nanoseconds since 1970
 * @param uncertaintyNs the largest error of {@code tick}: half of what passed between those two readings
 */
public record HostLook(long tick, long utcNs, long uncertaintyNs) {
    private static final long SECOND_NS = 1_000_000_000;

    /** Of several attempts the one that was interrupted the least. */
    private static final int ATTEMPTS = 3;

    public static HostLook take(Ticker ticker, Clock host) {
        var best = once(ticker, host);
        for (int i = 1; i < ATTEMPTS; i++) {
            var look = once(ticker, host);
            if (look.uncertaintyNs < best.uncertaintyNs) {
                best = look;
            }
        }
        return best;
    }

    private static HostLook once(Ticker ticker, Clock host) {
        long before = ticker.nanos();
        var now = host.instant();
        long halfNs = (ticker.nanos() - before + 1) / 2;
        return new HostLook(before + halfNs, now.getEpochSecond() * SECOND_NS + now.getNano(), halfNs);
    }
}
