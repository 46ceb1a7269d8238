package io.timeserverd.journal;

import java.util.ArrayList;
import java.util.List;

/** Ranges of ids, in order, that do not overlap. Immutable. */
record IdRanges(List<Range> ranges) {
    /** A range that includes both ends. */
    record Range(long firstId, long lastId) {
        @Override
        public String toString() {
            return firstId == lastId ? Long.toString(firstId) : firstId + " to " + lastId;
        }
    }

    static IdRanges of(long firstId, long lastId) {
        return new IdRanges(firstId <= lastId ? List.of(new Range(firstId, lastId)) : List.of());
    }

    boolean isEmpty() {
        return ranges.isEmpty();
    }

    /** The ranges without these ids. */
    IdRanges without(long firstId, long lastId) {
        var left = new ArrayList<Range>();
        for (Range each : ranges) {
            if (each.lastId < firstId || each.firstId > lastId) {
                left.add(each);
                continue;
            }
            left.addAll(of(each.firstId, firstId - 1).ranges);
            if (lastId < each.lastId) { // else lastId + 1 might overflow
                left.addAll(of(lastId + 1, each.lastId).ranges);
            }
        }
        return new IdRanges(left);
    }

    /** The ranges without those. */
    IdRanges without(IdRanges others) {
        IdRanges left = this;
        for (Range each : others.ranges) {
            left = left.without(each.firstId, each.lastId);
        }
        return left;
    }
}
