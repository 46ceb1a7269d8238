package io.timeserverd.admin.sums;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Counts how often each of many keys came, in bounded memory. While there are no more than so many different keys, counts
 * are exact. When one more comes, the rarer half is forgotten: what is left, and whatever comes again, may from then on
 * be counted too low by up to {@link #doubt}, and nothing that came more often than that is missing.
 */
public final class Tally {
    private final int maxKeys;
    private final Map<String, long[]> counts = new HashMap<>();
    private long total;
    private long doubt;

    public Tally(int maxKeys) {
        this.maxKeys = maxKeys;
    }

    /** A key and how often it came. */
    public record Count(String key, long count) {}

    public void add(String key) {
        add(key, 1);
    }

    /** A key that came so often. */
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
        var sorted =
                counts.values().stream().mapToLong(count -> count[0]).sorted().toArray();
        var median = sorted[sorted.length / 2];
        counts.values().removeIf(count -> count[0] <= median);
        doubt += median;
    }

    /** How often a key came, as far as it was not forgotten. */
    public long count(String key) {
        var count = counts.get(key);
        return count == null ? 0 : count[0];
    }

    /** How many came, forgotten ones included. */
    public long total() {
        return total;
    }

    /** Different keys now held. */
    public int keys() {
        return counts.size();
    }

    /** How much too low a count may be; 0 when all are exact. */
    public long doubt() {
        return doubt;
    }

    /** The most frequent keys, most frequent first, alphabetically where they tie. */
    public List<Count> most(long limit) {
        var order = Comparator.comparingLong(Count::count).reversed().thenComparing(Count::key);
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
