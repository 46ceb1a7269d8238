package io.timeserverd.admin.report;

import io.timeserverd.journal.JournalRecord;
import java.time.Instant;
import java.util.Optional;

/** Finds the ids that are missing between the first and the last record of a journal. */
final class Gaps {
    private static final int MAX = 50;

    /**
     * A range of missing ids.
     *
     * @param before the time of the last record before it
     * @param after the time of the first record after it
     */
    record Missing(long firstId, long lastId, Instant before, Instant after) {
        long ids() {
            return lastId - firstId + 1;
        }
    }

    private final Few<Missing> gaps = new Few<>(MAX);
    private Optional<JournalRecord> last = Optional.empty();
    private long firstId;
    private long missing;

    void add(JournalRecord each) {
        if (last.isEmpty()) {
            firstId = each.id();
        } else if (each.id() > last.get().id() + 1) {
            var range =
                    new Missing(last.get().id() + 1, each.id() - 1, last.get().lastTime(), each.time());
            gaps.add(range);
            missing += range.ids();
        }
        last = Optional.of(each);
    }

    Few<Missing> gaps() {
        return gaps;
    }

    /** How many ids are missing in all gaps together. */
    long missing() {
        return missing;
    }

    /** The first id that has a record; 0 when there is none. */
    long firstId() {
        return firstId;
    }

    /** The last id that has a record; 0 when there is none. */
    long lastId() {
        return last.map(JournalRecord::id).orElse(0L);
    }
}
