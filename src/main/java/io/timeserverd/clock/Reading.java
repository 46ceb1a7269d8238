package io.timeserverd.clock;

import java.time.Instant;

/**
 * One reading of the reference clock. It holds numbers instead of an {@link Instant} because every turn of the loop makes
 * one.
 *
 * @param epochSecond the time of day, UTC: seconds since 1970-01-01T00:00:00Z
 * @param nano nanoseconds of that second, 0 to 999,999,999
 * @param state whether the time can be trusted
 * @param errorBoundNs the largest distance to true time in nanoseconds, or {@link #UNKNOWN}
 * @param stratum the NTP stratum of a server that serves this time, 1 to 16; 0 when unknown
 * @param leap the leap second that is announced
 */
public record Reading(long epochSecond, int nano, ClockState state, long errorBoundNs, int stratum, Leap leap) {

    /** The error bound of a clock about which nothing is known. */
    public static final long UNKNOWN = -1;

    /** @param instant the time of day, UTC */
    public Reading(Instant instant, ClockState state, long errorBoundNs, int stratum, Leap leap) {
        this(instant.getEpochSecond(), instant.getNano(), state, errorBoundNs, stratum, leap);
    }

    /** The time of day, UTC. */
    public Instant instant() {
        return Instant.ofEpochSecond(epochSecond, nano);
    }
}
