package io.timeserverd.ntp;

import io.timeserverd.clock.Leap;

/**
 * What one server says about one instant.
 *
 * @param offsetNs its time minus the ticker; may wrap: compare by subtraction
 * @param distanceNs the largest distance of that to true time, if the server is right
 */
record Candidate(int server, long offsetNs, long distanceNs, double jitterNs, int stratum, Leap leap) {

    /** Whether both intervals can contain true time. */
    boolean overlaps(long otherOffsetNs, long otherDistanceNs) {
        return Math.abs(offsetNs - otherOffsetNs) <= distanceNs + otherDistanceNs;
    }
}
