package io.timeserverd.ntp;

import io.timeserverd.clock.Leap;

/**
 * What one server says about one reading of the ticker.
 *
 * @param offsetNs its time minus the ticker; may wrap, so compare by subtraction
 * @param distanceNs the largest distance of that offset to true time, if the server is right
 */
record Candidate(int server, long offsetNs, long distanceNs, double jitterNs, int stratum, Leap leap) {

    /** Whether the two intervals have a point in common, so that both can contain true time. */
    boolean overlaps(long otherOffsetNs, long otherDistanceNs) {
        return Math.abs(offsetNs - otherOffsetNs) <= distanceNs + otherDistanceNs;
    }
}
