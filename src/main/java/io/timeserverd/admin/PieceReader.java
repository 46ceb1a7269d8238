package io.timeserverd.admin;

import io.timeserverd.journal.Finding;
import io.timeserverd.journal.IdRange;
import io.timeserverd.journal.JournalReader;
import io.timeserverd.journal.JournalRecord;
import io.timeserverd.journal.Query;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a query has to read, in pieces, the newest first: after each of them its reader can tell how far it has come, or stop.
 * Within a piece the oldest record comes first.
 */
final class PieceReader {
    /** Ids of a piece: a few nodes of a sealed table, some milliseconds. */
    private static final int LENGTH = 1 << 15;

    private final JournalReader reader;
    private final Query query;
    private final List<IdRange> ranges;
    private final Set<Finding> findings = new LinkedHashSet<>();
    private final long total;
    private long read;

    /** @param query oldest first, without a limit */
    PieceReader(JournalReader reader, Query query) throws IOException {
        this.reader = reader;
        this.query = query;
        ranges = new ArrayList<>(reader.extent(query));
        total = ranges.stream().mapToLong(IdRange::length).sum();
    }

    boolean hasNext() {
        return !ranges.isEmpty();
    }

    /** Reads the next piece. */
    void next(Consumer<JournalRecord> matching) throws IOException {
        var range = ranges.remove(ranges.size() - 1);
        long from = Math.max(range.firstId(), range.endId() - LENGTH);
        findings.addAll(reader.query(query.withFromId(from).withEndId(range.endId()), each -> {
            matching.accept(each);
            return true;
        }));
        read += range.endId() - from;
        if (from > range.firstId()) {
            ranges.add(new IdRange(range.firstId(), from));
        }
    }

    /** Ids that were read so far. */
    long read() {
        return read;
    }

    /** Ids that there are to read. */
    long total() {
        return total;
    }

    /** What could not be read so far. */
    List<Finding> findings() {
        return List.copyOf(findings);
    }
}
