package io.timeserverd.journal;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * One segment, as a query sees it: parts in the order of their records, each read as a whole or not
 * at all.
 */
interface Source extends Closeable {
    /** How many parts there are now. */
    int parts();

    /** Where a part begins, or the next that holds anything; {@link Start#NONE} behind the last. */
    Start start(int part) throws IOException;

    /** False only when one of the {@link Filter} keys is surely not in the part. */
    boolean mayHold(int part, List<Long> keys) throws IOException;

    /** The records of a part that match. */
    List<JournalRecord> read(int part, Query query) throws IOException;

    /** Ids and times of the whole. */
    Range range() throws IOException;

    /** Ids and times, in nanoseconds since 1970, of the first and last record of something. */
    record Range(long firstId, long lastId, long firstNs, long lastNs) {}

    /** Id and time, in nanoseconds since 1970, of the first record of something. */
    record Start(long id, long timeNs) {
        static final Start NONE = new Start(Long.MAX_VALUE, Long.MAX_VALUE);
    }
}
