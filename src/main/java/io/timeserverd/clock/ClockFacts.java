package io.timeserverd.clock;

import java.util.List;
import java.util.OptionalLong;

/**
 * What is known about the reference clock beside its reading.
 *
 * @param source where its time comes from, {@code system} or {@code ntp}
 * @param offsetNs true time minus the host's clock in nanoseconds, as far as the source knows it
 * @param servers those that the source {@code ntp} asks
 * @param steps how often it was stepped since the start, the first synchronisation not counted
 * @param hostSteps how often the host's clock was stepped meanwhile
 */
public record ClockFacts(String source, OptionalLong offsetNs, List<Server> servers, long steps, long hostSteps) {

    /**
     * An NTP server.
     *
     * @param mark {@code *} the best, {@code +} combined with it, {@code -} right but not needed, {@code x} wrong
     *     according to the majority, {@code ?} not usable
     * @param address name and address, without blanks
     * @param stratum 0 when unknown
     * @param pollNs the interval at which it is asked
     * @param reach its last 8 requests, the newest in bit 0, 1 for answered
     * @param measured whether offset, delay and jitter are known
     * @param offsetNs its time minus ours
     * @param problem why its newest reply was not used, or why there is none; empty when it was
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
            String problem) {}
}
