package io.timeserverd.journal;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * Computes the digests of the records of a segment, in ranges of at most {@link ChainRange#MOST_RECORDS}, as the
 * records pass.
 */
final class RangeDigests {
    private final LongPredicate covered;
    private final RecordHash hash = new RecordHash();
    private final MessageDigest digest = RecordHash.sha256();
    private final List<ChainRange> ranges = new ArrayList<>();
    private long firstId;
    private long lastId;
    private long count;

    /**
     * @param firstId first id of the segment
     * @param covered whether the chain already has an entry for the record with an id; such a record is left out
     */
    RangeDigests(long firstId, LongPredicate covered) {
        this.firstId = firstId;
        this.covered = covered;
    }

    /** Adds the next record. */
    void add(JournalRecord record) {
        if (covered.test(record.id())) {
            end();
            firstId = record.id() + 1;
            return;
        }
        digest.update(hash.of(record));
        lastId = record.id();
        count++;
        if (count == ChainRange.MOST_RECORDS) {
            end();
        }
    }

    /** The ranges of all records. Nothing may be added after this. */
    List<ChainRange> finish() {
        end();
        return ranges;
    }

    private void end() {
        if (count > 0) {
            ranges.add(new ChainRange(firstId, lastId, count, ChainRange.hex(digest.digest())));
            firstId = lastId + 1;
            count = 0;
        }
    }
}
