package io.timeserverd.ntp;

import io.timeserverd.clock.Leap;

/**
 * One line of the table of servers. Times in nanoseconds; those that are measured are 0 as long as there is no
 * sample.
 *
 * @param mark {@code *} the best, {@code +} combined with it, {@code -} right but not followed, {@code x} wrong
 *     according to the majority or to the clock, {@code ?} not usable
 * @param stratum of its newest reply, 0 before the first one
 * @param pollNs the interval at which it is asked
 * @param reach the last 8 requests, the newest in bit 0, 1 for answered; by custom shown in octal
 * @param offsetNs its time minus ours
 * @param distanceNs the largest distance of its time to true time
 * @param problem why its newest reply, if any, was not used; null when it was
 */
public record ServerStatus(
        int id,
        String name,
        char mark,
        int stratum,
        Leap leap,
        long pollNs,
        int reach,
        long offsetNs,
        long delayNs,
        long jitterNs,
        long distanceNs,
        Rejection problem) {}
