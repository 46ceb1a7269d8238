package io.timeserverd.ntp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Where truth is if as many candidates as possible are right: Marzullo's algorithm. RFC 5905 section 11.2.1 also
 * wants the middles of the intervals inside, which refuses servers that are right but at the end of a lopsided
 * path.
 *
 * @param zeroNs what the ends are relative to, because offsets may wrap
 * @param lowNs the lowest point that most intervals share
 * @param highNs the highest such point: between the two there may be points that fewer share
 */
record Intersection(long zeroNs, long lowNs, long highNs) {

    /** One end of an interval. */
    private record Edge(long ns, boolean begins) {}

    /** Null when no more than half of the candidates can be right together. */
    static Intersection of(List<Candidate> candidates) {
        if (candidates.isEmpty()) {
            return null;
        }
        long zeroNs = candidates.get(0).offsetNs();
        var edges = edges(candidates, zeroNs);
        int overlapping = 0;
        int most = 0;
        long lowNs = 0;
        long highNs = 0;
        for (var edge : edges) {
            if (edge.begins) {
                overlapping++;
                if (overlapping > most) {
                    most = overlapping;
                    lowNs = edge.ns;
                }
            } else {
                if (overlapping == most) {
                    highNs = edge.ns;
                }
                overlapping--;
            }
        }
        return most * 2 > candidates.size() ? new Intersection(zeroNs, lowNs, highNs) : null;
    }

    private static List<Edge> edges(List<Candidate> candidates, long zeroNs) {
        var edges = new ArrayList<Edge>();
        for (var candidate : candidates) {
            long middleNs = candidate.offsetNs() - zeroNs;
            edges.add(new Edge(middleNs - candidate.distanceNs(), true));
            edges.add(new Edge(middleNs + candidate.distanceNs(), false));
        }
        // Intervals that touch overlap: what begins comes before what ends.
        edges.sort(Comparator.comparingLong(Edge::ns).thenComparing(Edge::begins, Comparator.reverseOrder()));
        return edges;
    }

    boolean touches(Candidate candidate) {
        long middleNs = candidate.offsetNs() - zeroNs;
        return middleNs - candidate.distanceNs() <= highNs && middleNs + candidate.distanceNs() >= lowNs;
    }

    /** How far the furthest point is from an offset. */
    long distanceNs(long offsetNs) {
        long relativeNs = offsetNs - zeroNs;
        return Math.max(highNs - relativeNs, relativeNs - lowNs);
    }
}
