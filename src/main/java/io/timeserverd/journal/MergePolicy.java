package io.timeserverd.journal;

import java.util.List;

/** Chooses which tables are merged: two that are next to each other, and small. */
final class MergePolicy {
    /** Tables are merged up to this size even where segments are smaller, so that there are not too many tables. */
    private static final long MERGED_BYTES = 4L << 20;

    /**
     * But a merged table never has more than this fraction of {@code journal.max-size}, since retention deletes whole
     * tables.
     */
    private static final int MERGED_PER_SIZE = 16;

    private final JournalOptions options;
    private final Catalogue catalogue;
    private final SegmentAges ages;

    MergePolicy(JournalOptions options, Catalogue catalogue, SegmentAges ages) {
        this.options = options;
        this.catalogue = catalogue;
        this.ages = ages;
    }

    /** The oldest two tables that may be merged, or nothing. */
    List<Segment> choose() {
        if (!catalogue.isExamined()) {
            return List.of();
        }
        Segment before = null;
        for (Segment each : catalogue.sealed()) {
            if (before != null && mayMerge(before, each)) {
                return List.of(before, each);
            }
            before = each;
        }
        return List.of();
    }

    /**
     * A table is merged only with a younger one that is at least half as large, so that each record is rewritten only a
     * few times.
     */
    private boolean mayMerge(Segment older, Segment younger) {
        return younger.bytes() >= older.bytes() / 2
                && older.bytes() + younger.bytes() <= mostBytes()
                && ages.ageNs(older.firstId()) - ages.ageNs(younger.firstId()) <= options.maxSegmentNs();
    }

    /** Two tables of more bytes than this together are not merged. */
    long mostBytes() {
        return Math.max(options.segmentBytes(), Math.min(MERGED_BYTES, options.maxBytes() / MERGED_PER_SIZE));
    }
}
