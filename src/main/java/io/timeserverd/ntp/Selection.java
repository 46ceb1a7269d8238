package io.timeserverd.ntp;

import io.timeserverd.clock.Leap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which servers to follow; RFC 5905 section 11.2.
 *
 * <pre>
 *   candidates -> intersection -> truechimers -> clustering -> survivors -> combining -> one offset
 *                      `-> falsetickers              `-> outliers
 * </pre>
 *
 * <p>A wrong server cannot be detected if its error is smaller than the uncertainty of the others.
 *
 * @param survivors the servers to follow, the one with the smallest distance first; never empty
 * @param outliers right, but would only add noise
 * @param falsetickers wrong if the majority is right
 * @param offsetNs true time minus the ticker: the weighted mean of the survivors
 * @param distanceNs the largest distance of {@code offsetNs} to true time
 */
record Selection(
        List<Candidate> survivors,
        List<Candidate> outliers,
        List<Candidate> falsetickers,
        long offsetNs,
        long distanceNs) {
    /** Clustering stops here; RFC 5905's NMIN. */
    private static final int MIN_SURVIVORS = 3;

    /** Null unless more than half of the candidates can be right together. */
    static Selection of(List<Candidate> candidates) {
        var interval = Intersection.of(candidates);
        if (interval == null) {
            return null;
        }
        var survivors = new ArrayList<Candidate>();
        var falsetickers = new ArrayList<Candidate>();
        for (Candidate candidate : candidates) {
            (interval.touches(candidate) ? survivors : falsetickers).add(candidate);
        }
        survivors.sort(Comparator.comparingLong(Candidate::distanceNs));
        var outliers = new ArrayList<Candidate>();
        cluster(survivors, outliers);
        long offsetNs = combine(survivors);
        return new Selection(survivors, outliers, falsetickers, offsetNs, distanceNs(offsetNs, survivors, interval));
    }

    Candidate best() {
        return survivors.get(0);
    }

    int truechimers() {
        return survivors.size() + outliers.size();
    }

    /** The mark of a candidate in the table of servers. */
    char mark(int server) {
        if (best().server() == server) {
            return '*';
        }
        if (survivors.stream().anyMatch(one -> one.server() == server)) {
            return '+';
        }
        return outliers.stream().anyMatch(one -> one.server() == server) ? '-' : 'x';
    }

    /** The leap second that most survivors announce. */
    Leap leap() {
        for (Leap leap : List.of(Leap.INSERT, Leap.DELETE)) {
            long votes = survivors.stream().filter(s -> s.leap() == leap).count();
            if (votes * 2 > survivors.size()) {
                return leap;
            }
        }
        return Leap.NONE;
    }

    /** Drops the candidate with the widest spread repeatedly, as long as its spread exceeds the smallest jitter. */
    private static void cluster(List<Candidate> survivors, List<Candidate> outliers) {
        while (survivors.size() > MIN_SURVIVORS) {
            Candidate worst = survivors.get(0);
            double worstNs = 0;
            double leastJitterNs = Double.MAX_VALUE;
            for (Candidate survivor : survivors) {
                double spreadNs = spreadNs(survivor, survivors);
                if (spreadNs >= worstNs) {
                    worst = survivor;
                    worstNs = spreadNs;
                }
                leastJitterNs = Math.min(leastJitterNs, survivor.jitterNs());
            }
            if (worstNs <= leastJitterNs) {
                return;
            }
            survivors.remove(worst);
            outliers.add(worst);
        }
    }

    /** Root mean square of the distances to the others; RFC 5905's selection jitter. */
    private static double spreadNs(Candidate one, List<Candidate> all) {
        double sum = 0;
        for (Candidate other : all) {
            double difference = one.offsetNs() - other.offsetNs();
            sum += difference * difference;
        }
        return Math.sqrt(sum / (all.size() - 1));
    }

    /** The mean offset, weighted by the inverse square of the distance, so that a distant server has little weight. */
    private static long combine(List<Candidate> survivors) {
        Candidate best = survivors.get(0);
        double weights = 0;
        double sum = 0;
        for (Candidate survivor : survivors) {
            double weight = 1.0 / survivor.distanceNs() / survivor.distanceNs();
            weights += weight;
            sum += weight * (survivor.offsetNs() - best.offsetNs());
        }
        return best.offsetNs() + Math.round(sum / weights);
    }

    /**
     * The largest distance of {@code offsetNs} to true time: that of the best server plus the way to its offset. If two
     * groups that share a member could both be the majority, true time may be with either, so the bound also covers the
     * whole intersection.
     */
    private static long distanceNs(long offsetNs, List<Candidate> survivors, Intersection interval) {
        Candidate best = survivors.get(0);
        return Math.max(best.distanceNs() + Math.abs(offsetNs - best.offsetNs()), interval.distanceNs(offsetNs));
    }
}
