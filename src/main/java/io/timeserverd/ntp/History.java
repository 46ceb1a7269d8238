package io.timeserverd.ntp;

import java.util.NoSuchElementException;

/** The newest samples of one server, at most {@link #MAX}, newest first. */
final class History {
    static final int MAX = 64;

    /** The best sample is chosen among this many of the newest; RFC 5905 section 10. */
    static final int FILTER = 8;

    private final Sample[] ring = new Sample[MAX];
    private int newest;
    private int size;
    private long minDelayNs;

    void add(Sample sample) {
        newest = (newest + 1) % MAX;
        ring[newest] = sample;
        size = Math.min(MAX, size + 1);
        findMinDelay();
    }

    int size() {
        return size;
    }

    /** 0 is the newest. */
    Sample get(int age) {
        return ring[(newest - age + MAX) % MAX];
    }

    void clear() {
        size = 0;
    }

    void keepNewest(int count) {
        size = Math.min(size, count);
        findMinDelay();
    }

    /** Moves the offsets of all samples, because a leap second moved UNIX time. */
    void shift(long ns) {
        for (int i = 0; i < size; i++) {
            Sample old = get(i);
            ring[(newest - i + MAX) % MAX] =
                    new Sample(old.tick(), old.offsetNs() + ns, old.delayNs(), old.distanceNs());
        }
    }

    /**
     * The sample with the smallest distance at {@code tick} among the newest {@link #FILTER}. Delay and age both add to the
     * distance.
     *
     * @param drift the largest error of the frequency
     * @throws NoSuchElementException if there is no sample
     */
    Sample best(long tick, double drift) {
        if (size == 0) {
            throw new NoSuchElementException("no sample");
        }
        Sample best = get(0);
        for (int i = 1; i < Math.min(size, FILTER); i++) {
            if (get(i).distanceNsAt(tick, drift) < best.distanceNsAt(tick, drift)) {
                best = get(i);
            }
        }
        return best;
    }

    /** Root mean square of the differences between the newest {@link #FILTER} samples and {@code best}; RFC 5905 section 10. */
    double jitterNs(Sample best, double frequency) {
        int count = Math.min(size, FILTER);
        if (count < 2) {
            // A single sample has no differences, so guess from its delay.
            return Math.max(Sample.PRECISION_NS, best.delayNs() / 4.0);
        }
        double sum = 0;
        for (int i = 0; i < count; i++) {
            double difference = get(i).offsetNsAt(best.tick(), frequency) - best.offsetNs();
            sum += difference * difference;
        }
        return Math.max(Sample.PRECISION_NS, Math.sqrt(sum / (count - 1)));
    }

    /**
     * The standard error of a sample that did not wait in a queue: as {@link #jitterNs}, but without the part of each
     * difference that a longer delay can explain.
     */
    double noiseNs(Sample best, double frequency) {
        int count = Math.min(size, FILTER);
        if (count < 2) {
            return jitterNs(best, frequency);
        }
        double sum = 0;
        for (int i = 0; i < count; i++) {
            double differenceNs = Math.abs(get(i).offsetNsAt(best.tick(), frequency) - best.offsetNs());
            double unexplainedNs = Math.max(0, differenceNs - waitedNs(get(i)));
            sum += unexplainedNs * unexplainedNs;
        }
        return Math.max(Sample.PRECISION_NS, Math.sqrt(sum / (count - 1)));
    }

    /** The largest error that queueing can have put into a sample's offset: half of what its delay exceeds the shortest one by. */
    double waitedNs(Sample sample) {
        return Math.max(0, sample.delayNs() - minDelayNs) / 2.0;
    }

    private void findMinDelay() {
        minDelayNs = Long.MAX_VALUE;
        for (int i = 0; i < size; i++) {
            minDelayNs = Math.min(minDelayNs, get(i).delayNs());
        }
    }
}
