package io.timeserverd.admin.report;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which releases of the zone rules, or of the place data, were used, and from when to when. */
final class Releases {
    private static final int MAX = 50;

    /** The use of one release. */
    static final class Use {
        private Instant first = Instant.MAX;
        private Instant last = Instant.MIN;
        private long requests;

        private void add(Instant from, Instant to, long count) {
            first = from.isBefore(first) ? from : first;
            last = to.isAfter(last) ? to : last;
            requests += count;
        }

        Instant first() {
            return first;
        }

        Instant last() {
            return last;
        }

        long requests() {
            return requests;
        }
    }

    private final Map<String, Use> uses = new LinkedHashMap<>();

    /** The use of all releases beyond the first {@link #MAX}. */
    private final Use others = new Use();

    void add(String release, Instant from, Instant to, long count) {
        Use use = uses.get(release);
        if (use == null) {
            use = uses.size() < MAX ? new Use() : others;
            if (use != others) {
                uses.put(release, use);
            }
        }
        use.add(from, to, count);
    }

    /** The use of each release, in the order in which they first occurred. */
    Map<String, Use> uses() {
        return uses;
    }

    /** The use of all other releases together. */
    Use others() {
        return others;
    }
}
