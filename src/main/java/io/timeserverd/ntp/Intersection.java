package io.timeserverd.ntp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Where true time is if as many candidates as possible are right: Marzullo's algorithm. RFC 5905 section 11.2.1 also
 * requires the middle of each interval to lie inside. That would reject right servers whose path is asymmetric, so it is
 * left out.
 *
 * @param zeroNs the offset that the ends are relative to, because offsets may wrap
 * @param lowNs the lowest point that the largest number of intervals share
 * @param highNs the highest such point; points between the two may be shared by fewer
 */
record Intersection(long zeroNs, long lowNs, long highNs) {

    /** The beginning or the end of an interval. */
    private record Edge(long ns, boolean begins) {}

    /** Null unless more than half of the candidates can be right together. */
    static Intersection of(List<Candidate> candidates) {
        if (candidates.isEmpty()) {
            return null;
        }
        long zeroNs = candidates.get(0).offsetNs();
        List<Edge> edges = edges(candidates, zeroNs);
        int overlapping = 0;
        int most = 0;
        long lowNs = 0;
        long highNs = 0;
        for (Edge edge : edges) {
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
        for (Candidate candidate : candidates) {
            long middleNs = candidate.offsetNs() - zeroNs;
            edges.add(new Edge(middleNs - candidate.distanceNs(), true));
            edges.add(new Edge(middleNs + candidate.distanceNs(), false));
        }
        // Intervals that only touch count as overlapping, so a beginning sorts before an end.
        edges.sort(Comparator.comparingLong(Edge::ns).thenComparing(Edge::begins, Comparator.reverseOrder()));
        return edges;
    }

    boolean touches(Candidate candidate) {
        long middleNs = candidate.offsetNs() - zeroNs;
        return middleNs - candidate.distanceNs() <= highNs && middleNs + candidate.distanceNs() >= lowNs;
    }

    /** The distance from an offset to the furthest point. */
    long distanceNs(long offsetNs) {
        long relativeNs = offsetNs - zeroNs;
        return Math.max(highNs - relativeNs, relativeNs - lowNs);
    }
}
