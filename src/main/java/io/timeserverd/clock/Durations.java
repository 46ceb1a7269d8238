package io.timeserverd.clock;

/**
 * A histogram of durations. Each doubling of the duration is divided into four classes, so a percentile is at most a quarter
 * too large.
 */
public final class Durations {
    /** Two to the power of this is the number of classes for each doubling. */
    private static final int FINE_BITS = 2;

    private final long[] counts = new long[Long.SIZE << FINE_BITS];
    private long count;
    private long sumNs;
    private long longestNs;

    /** Counts one duration of {@code ns} nanoseconds. */
    public void add(long ns) {
        add(ns, 1);
    }

    /** Counts {@code times} durations of {@code ns} nanoseconds each. */
    public void add(long ns, long times) {
        counts[classOf(Math.max(0, ns))] += times;
        count += times;
        sumNs += ns * times;
        longestNs = Math.max(longestNs, ns);
    }

    /** How many durations were counted. */
    public long count() {
        return count;
    }

    /** The sum of all durations, in nanoseconds. */
    public long sumNs() {
        return sumNs;
    }

    /** How many were shorter than 2 to the power of {@code doublings} nanoseconds, at least 2. */
    public long countBelow(int doublings) {
        long below = 0;
        for (int i = classOf(1L << doublings) - 1; i >= 0; i--) {
            below += counts[i];
        }
        return below;
    }

    /** The longest duration in nanoseconds; 0 before the first one. */
    public long longestNs() {
        return longestNs;
    }

    /**
     * The percentile: this share of the durations is not longer than the result, in nanoseconds; 0 before the first one.
     *
     * @param share 0 to 1
     */
    public long withinNs(double share) {
        long left = (long) Math.ceil(share * count);
        for (int i = 0; i < counts.length; i++) {
            left -= counts[i];
            if (left <= 0 && counts[i] > 0) {
                return Math.min(longestNs, lowestOf(i + 1) - 1);
            }
        }
        return longestNs;
    }

    /** The two bits after the highest one give the class within a doubling. Each duration below 4 ns is its own class. */
    private static int classOf(long ns) {
        if (ns < 1 << FINE_BITS) {
            return (int) ns;
        }
        int doubling = Long.SIZE - 1 - Long.numberOfLeadingZeros(ns) - FINE_BITS;
        return (doubling << FINE_BITS) + (int) (ns >>> doubling);
    }

    private static long lowestOf(int index) {
        if (index < 2 << FINE_BITS) {
            return index;
        }
        int doubling = (index >>> FINE_BITS) - 1;
        return (long) (index - (doubling << FINE_BITS)) << doubling;
    }
}
