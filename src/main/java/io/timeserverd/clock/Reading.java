package io.timeserverd.clock;

import java.time.Instant;

/**
 * One reading of the reference clock.
 *
 * @param instant the time of day, UTC
 * @param state whether a reference stands behind it
 * @param errorBoundNs the largest distance to true time in nanoseconds, or {@link #UNKNOWN}
 * @param stratum NTP stratum of the server that answers with this reading, 1 to 16; 0 when unknown
 * @param leap the leap second that is announced
 */
public record Reading(Instant instant, ClockState state, long errorBoundNs, int stratum, Leap leap) {

    /** The error bound of a clock about which nothing is known. */
    public static final long UNKNOWN = -1;
}
