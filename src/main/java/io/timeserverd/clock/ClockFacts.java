package io.timeserverd.clock;

import java.util.List;
import java.util.OptionalLong;

/**
 * What is known about the reference clock apart from its reading.
 *
 * @param source where its time comes from, {@code system} or {@code ntp}
 * @param vouchedBy the program that vouches for the host's clock; empty if none does, and for the source {@code ntp}
 * @param problem why the clock is not synchronised, in one word; empty if it is
 * @param offsetNs true time minus the host's clock in nanoseconds; empty if the source does not know it
 * @param servers the servers that the source {@code ntp} asks
 * @param steps how often the reference clock was stepped since the start, not counting the first synchronisation
 * @param hostSteps how often the host's clock was stepped since the start
 */
public record ClockFacts(
        String source,
        String vouchedBy,
        String problem,
        OptionalLong offsetNs,
        List<Server> servers,
        long steps,
        long hostSteps) {

    /**
     * An NTP server.
     *
     * @param mark {@code *} the best, {@code +} combined with it, {@code -} right but not followed, {@code x} wrong
     *     because the majority or the clock contradicts it, {@code ?} not usable
     * @param address name and address, without blanks
     * @param stratum 0 when unknown
     * @param pollNs the interval between requests
     * @param reach the last 8 requests, the newest in bit 0; 1 means answered
     * @param measured whether there is a sample; without one, offset, delay and jitter are 0
     * @param offsetNs its time minus that of the reference clock
     * @param problem why its newest reply was not used, or why there is none; empty if it was used
     */
    public record Server(
            char mark,
            String address,
            int stratum,
            long pollNs,
            int reach,
            boolean measured,
            long offsetNs,
            long delayNs,
            long jitterNs,
            String problem) {

        /** The row of a name that cannot be resolved. */
        public static Server unresolved(String name) {
            return new Server('?', name, 0, 0, 0, false, 0, 0, 0, "unresolved");
        }
    }
}
