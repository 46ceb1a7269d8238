package io.timeserverd.admin.sums;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Counts requests over time, in bounded memory. All stretches have the same length: a second at first, and the next round length
 * (5 s, 10 s, …) whenever there would be too many. A stretch begins at a multiple of its length since 1970 in UTC, so minutes,
 * hours and days are those of UTC.
 */
public final class Rate {
    /** Each is a multiple of the one before. Beyond the last, a day, lengths double. */
    private static final long[] LENGTHS = {1, 5, 10, 30, 60, 300, 600, 1800, 3600, 10_800, 21_600, 43_200, 86_400};

    private final int max;
    private long length = LENGTHS[0];
    private long first;
    private int used;
    private long[] requests;
    private long[] errors;

    /**
     * @param max stretches, at least 2
     */
    public Rate(int max) {
        this.max = max;
        requests = new long[max];
        errors = new long[max];
    }

    /** The requests of one stretch, and how many of them ended with an error. */
    public record Stretch(Instant start, long requests, long errors) {}

    /** Adds {@code count} requests. They may be earlier than those added so far. */
    public void add(long epochSecond, boolean error, long count) {
        if (used == 0) {
            first = Math.floorDiv(epochSecond, length);
            used = 1;
        }
        while (span(epochSecond) > max) {
            lengthen();
        }
        long stretch = Math.floorDiv(epochSecond, length);
        if (stretch < first) {
            shift((int) (first - stretch));
            first = stretch;
        }
        int index = (int) (stretch - first);
        requests[index] += count;
        errors[index] += error ? count : 0;
        used = Math.max(used, index + 1);
    }

    /** How many stretches there would be if they reached to this time. */
    private long span(long epochSecond) {
        long stretch = Math.floorDiv(epochSecond, length);
        return Math.max(stretch, first + used - 1) - Math.min(stretch, first) + 1;
    }

    private void shift(int by) {
        System.arraycopy(requests, 0, requests, by, used);
        System.arraycopy(errors, 0, errors, by, used);
        Arrays.fill(requests, 0, by, 0);
        Arrays.fill(errors, 0, by, 0);
        used += by;
    }

    private void lengthen() {
        long longer = next(length);
        long newFirst = Math.floorDiv(first * length, longer);
        var newRequests = new long[max];
        var newErrors = new long[max];
        for (int i = 0; i < used; i++) {
            int index = (int) (Math.floorDiv((first + i) * length, longer) - newFirst);
            newRequests[index] += requests[i];
            newErrors[index] += errors[i];
        }
        used = (int) (Math.floorDiv((first + used - 1) * length, longer) - newFirst) + 1;
        first = newFirst;
        length = longer;
        requests = newRequests;
        errors = newErrors;
    }

    /** The shortest length, in seconds, of which fewer than {@code max} whole ones fit into {@code seconds}. */
    public static long length(long seconds, int max) {
        long length = LENGTHS[0];
        while (seconds / length >= max) {
            length = next(length);
        }
        return length;
    }

    private static long next(long length) {
        for (long each : LENGTHS) {
            if (each > length) {
                return each;
            }
        }
        return 2 * length;
    }

    /** The length of a stretch in seconds. */
    public long lengthSeconds() {
        return length;
    }

    /** All stretches from the first request to the last, including those without a request. */
    public List<Stretch> stretches() {
        var stretches = new ArrayList<Stretch>();
        for (int i = 0; i < used; i++) {
            stretches.add(new Stretch(Instant.ofEpochSecond((first + i) * length), requests[i], errors[i]));
        }
        return stretches;
    }
}
