package io.timeserverd.zone;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Zones by id, made on demand. Looking up a zone that was made before does not allocate. Any thread may look up; two threads
 * that look up a new zone at once may get equal zones instead of the same.
 *
 * <p>Zones with equal timelines share one: half of the ids are other names of a zone.
 */
final class ZoneTable {
    private final Slot[] slots;

    /** Open addressing with linear probing, at most half full. */
    private final Slot[] buckets;

    private final Map<Timeline, Timeline> timelines = new ConcurrentHashMap<>();
    private volatile List<String> ids = List.of();

    /** The zones of {@code rules}, by id. A zone whose supplier has no timeline is not found. */
    ZoneTable(Map<String, ? extends Supplier<Optional<Timeline>>> rules) {
        slots = new Slot[rules.size()];
        buckets = new Slot[Integer.highestOneBit(Math.max(1, slots.length)) << 2];
        int count = 0;
        for (Map.Entry<String, ? extends Supplier<Optional<Timeline>>> entry : rules.entrySet()) {
            var slot = new Slot(entry.getKey(), entry.getValue());
            slots[count++] = slot;
            int bucket = bucket(slot.id);
            if (buckets[bucket] == null) {
                buckets[bucket] = slot;
            }
        }
    }

    Optional<Zone> find(String id) {
        Slot slot = buckets[bucket(id.startsWith(":") ? id.substring(1) : id)]; // TZ may begin with a colon
        return slot == null ? Optional.empty() : slot.zone();
    }

    /** The ids, sorted on first use. */
    List<String> ids() {
        List<String> known = ids;
        if (known.isEmpty()) {
            known = Arrays.stream(slots).map(slot -> slot.id).sorted().toList();
            ids = known;
        }
        return known;
    }

    private Timeline shared(Timeline timeline) {
        Timeline same = timelines.putIfAbsent(timeline, timeline);
        return same == null ? timeline : same;
    }

    /** The bucket with {@code id}, or the empty one for it. */
    private int bucket(String id) {
        int hash = 0;
        for (int i = 0; i < id.length(); i++) {
            hash = 31 * hash + fold(id.charAt(i));
        }
        int bucket = (hash ^ (hash >>> 16)) & (buckets.length - 1);
        while (buckets[bucket] != null && !same(buckets[bucket].id, id)) {
            bucket = (bucket + 1) & (buckets.length - 1);
        }
        return bucket;
    }

    private static boolean same(String a, String b) {
        if (a.length() != b.length()) {
            return false;
        }
        for (int i = 0; i < a.length(); i++) {
            if (fold(a.charAt(i)) != fold(b.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Ignores case and underscores. Only for ASCII, because ids are ASCII. */
    private static char fold(char c) {
        if (c == ' ') {
            return '_';
        }
        return c >= 'A' && c <= 'Z' ? (char) (c + 'a' - 'A') : c;
    }

    private final class Slot {
        private final String id;
        private final Supplier<Optional<Timeline>> rules;
        private volatile Optional<Zone> zone;

        Slot(String id, Supplier<Optional<Timeline>> rules) {
            this.id = id;
            this.rules = rules;
        }

        Optional<Zone> zone() {
            Optional<Zone> known = zone;
            if (known == null) {
                known = rules.get().map(timeline -> new TimelineZone(id, shared(timeline), 0));
                zone = known;
            }
            return known;
        }
    }
}
