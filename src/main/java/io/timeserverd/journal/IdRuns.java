package io.timeserverd.journal;

import java.util.function.Consumer;

/** Coalesces ids that come in ascending order into ranges. */
final class IdRuns {
    private final Consumer<IdRanges.Range> each;
    private long firstId;
    private long lastId = -1;

    /** @param each gets each range when the next one begins, or at the end */
    IdRuns(Consumer<IdRanges.Range> each) {
        this.each = each;
    }

    void add(long id) {
        if (id != lastId + 1) {
            end();
            firstId = id;
        }
        lastId = id;
    }

    void end() {
        if (lastId > 0) {
            each.accept(new IdRanges.Range(firstId, lastId));
        }
        lastId = -1;
    }
}
