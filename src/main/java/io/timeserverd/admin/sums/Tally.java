package io.timeserverd.admin.sums;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Counts how often each key occurs, in bounded memory. Counts are exact up to a maximum number of different keys. When one more
 * comes, the rarer half is forgotten. From then on every count may be too low by up to {@link #doubt}, and no key that occurred
 * more often than that is missing.
 */
public final class Tally {
    private final int maxKeys;
    private final Map<String, long[]> counts = new HashMap<>();
    private long total;
    private long doubt;

    public Tally(int maxKeys) {
        this.maxKeys = maxKeys;
    }

    /** A key and how often it occurred. */
    public record Count(String key, long count) {}

    public void add(String key) {
        add(key, 1);
    }

    /** Adds a key that occurred several times. */
    public void add(String key, long times) {
        total += times;
        long[] count = counts.get(key);
        if (count != null) {
            count[0] += times;
            return;
        }
        if (counts.size() == maxKeys) {
            forgetRarest();
        }
        counts.put(key, new long[] {times});
    }

    private void forgetRarest() {
        long[] sorted =
                counts.values().stream().mapToLong(count -> count[0]).sorted().toArray();
        long median = sorted[sorted.length / 2];
        counts.values().removeIf(count -> count[0] <= median);
        doubt += median;
    }

    /** How often a key occurred, as far as that was not forgotten. */
    public long count(String key) {
        long[] count = counts.get(key);
        return count == null ? 0 : count[0];
    }

    /** The sum of all counts, including those that were forgotten. */
    public long total() {
        return total;
    }

    /** How many different keys are held now. */
    public int keys() {
        return counts.size();
    }

    /** By how much a count may be too low; 0 while all are exact. */
    public long doubt() {
        return doubt;
    }

    /** The most frequent keys, the most frequent first; keys with equal counts are in alphabetical order. */
    public List<Count> most(long limit) {
        Comparator<Count> order =
                Comparator.comparingLong(Count::count).reversed().thenComparing(Count::key);
        var most = new PriorityQueue<Count>(order.reversed());
        counts.forEach((key, count) -> {
            most.add(new Count(key, count[0]));
            if (most.size() > limit) {
                most.remove();
            }
        });
        return most.stream().sorted(order).toList();
    }
}
