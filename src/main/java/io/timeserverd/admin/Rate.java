package io.timeserverd.admin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How many requests came when, in bounded memory: stretches of equal length, a second at first, and whenever there would
 * be too many the next length that people count in. Stretches begin where clocks and calendars in UTC do.
 */
final class Rate {
    /** Each a multiple of the one before; behind the last, a day, they double. */
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
    Rate(int max) {
        this.max = max;
        requests = new long[max];
        errors = new long[max];
    }

    /** One stretch. */
    record Stretch(Instant start, long requests, long errors) {}

    /** A request; what comes before the first one counts as come with it. */
    void add(long epochSecond, boolean error) {
        if (used == 0) {
            first = Math.floorDiv(epochSecond, length);
        }
        while (Math.floorDiv(epochSecond, length) - first >= max) {
            lengthen();
        }
        var index = (int) Math.max(0, Math.floorDiv(epochSecond, length) - first);
        requests[index]++;
        errors[index] += error ? 1 : 0;
        used = Math.max(used, index + 1);
    }

    private void lengthen() {
        var longer = next();
        var newFirst = Math.floorDiv(first * length, longer);
        var newRequests = new long[max];
        var newErrors = new long[max];
        for (var i = 0; i < used; i++) {
            var index = (int) (Math.floorDiv((first + i) * length, longer) - newFirst);
            newRequests[index] += requests[i];
            newErrors[index] += errors[i];
        }
        used = (int) (Math.floorDiv((first + used - 1) * length, longer) - newFirst) + 1;
        first = newFirst;
        length = longer;
        requests = newRequests;
        errors = newErrors;
    }

    private long next() {
        for (var each : LENGTHS) {
            if (each > length) {
                return each;
            }
        }
        return 2 * length;
    }

    /** Seconds of a stretch. */
    long lengthSeconds() {
        return length;
    }

    /** From the first request to the last, those without any included. */
    List<Stretch> stretches() {
        var stretches = new ArrayList<Stretch>();
        for (var i = 0; i < used; i++) {
            stretches.add(new Stretch(Instant.ofEpochSecond((first + i) * length), requests[i], errors[i]));
        }
        return stretches;
    }
}
