package io.timeserverd.clock;

import java.time.Clock;
import java.time.Instant;

/**
 * The host's clock and the ticker, read together.
 *
 * @param tick the ticker when the clock was read: the middle between a reading of it before and one after
 * @param utcNs the host's clock, nanoseconds since 1970
 * @param uncertaintyNs the largest error of {@code tick}: half of the time between those two readings
 */
public record HostReading(long tick, long utcNs, long uncertaintyNs) {
    private static final long SECOND_NS = 1_000_000_000;

    /** The best of several attempts is kept, because any of them may be interrupted. */
    private static final int ATTEMPTS = 3;

    /** Reads both clocks. */
    public static HostReading take(Ticker ticker, Clock host) {
        HostReading best = once(ticker, host);
        for (int i = 1; i < ATTEMPTS; i++) {
            HostReading reading = once(ticker, host);
            if (reading.uncertaintyNs < best.uncertaintyNs) {
                best = reading;
            }
        }
        return best;
    }

    private static HostReading once(Ticker ticker, Clock host) {
        long before = ticker.nanos();
        Instant now = host.instant();
        long halfNs = (ticker.nanos() - before + 1) / 2;
        return new HostReading(before + halfNs, now.getEpochSecond() * SECOND_NS + now.getNano(), halfNs);
    }
}
