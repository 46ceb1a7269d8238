package io.timeserverd.ntp;

import io.timeserverd.clock.Leap;

/**
 * What one server says about one moment.
 *
 * @param offsetNs its time minus the ticker; may wrap: compare by subtraction
 * @param distanceNs truth is no further away than this, if the server is right
 */
record Candidate(int server, long offsetNs, long distanceNs, double jitterNs, int stratum, Leap leap) {

    /** Whether both can be right. */
    boolean overlaps(long otherOffsetNs, long otherDistanceNs) {
        return Math.abs(offsetNs - otherOffsetNs) <= distanceNs + otherDistanceNs;
    }
}
