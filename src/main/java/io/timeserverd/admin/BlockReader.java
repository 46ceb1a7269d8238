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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads the blocks that a query has to look at, newest first, from memory or from the journal. Belongs to one thread.
 */
final class BlockReader {
    private final BlockCache cache;
    private final JournalReader reader;
    private final Query query;
    private final long edition;

    /** One more than the greatest id that is read. */
    private final long endId;

    /** The number of each block that is still to be read, and how many ids the query has to look at in it. */
    private final TreeMap<Long, Long> left = new TreeMap<>();

    private final Set<Finding> findings = new LinkedHashSet<>();
    private final long total;
    private long read;

    BlockReader(BlockCache cache, JournalReader reader, Query query) throws IOException {
        this.cache = cache;
        this.reader = reader;
        this.query = query;
        edition = cache.edition(reader.files());
        endId = reader.endId();
        for (IdRange range : reader.extent(query.withEndId(Math.min(query.endId(), endId)))) {
            for (long from = range.firstId(); from < range.endId(); from = end(from)) {
                left.merge(from / Block.MOST, Math.min(end(from), range.endId()) - from, Long::sum);
            }
        }
        total = left.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The first id after the block with an id. */
    private static long end(long id) {
        return (id / Block.MOST + 1) * Block.MOST;
    }

    boolean hasNext() {
        return !left.isEmpty();
    }

    /** Whether there is room in memory for the next block. */
    boolean isKept() {
        return cache.hasRoom(left.lastKey());
    }

    Block next() throws IOException {
        Map.Entry<Long, Long> next = left.pollLastEntry();
        read += next.getValue();
        synchronized (cache.lock(next.getKey())) {
            Optional<Block> known = cache.find(edition, next.getKey());
            return known.isPresent() ? known.get() : load(next.getKey());
        }
    }

    /**
     * Reads a block. One that cannot be kept, because it still grows or there is no room, has only the records that the
     * query wants.
     */
    private Block load(long number) throws IOException {
        long firstId = number * Block.MOST;
        long end = Math.min(firstId + Block.MOST, endId);
        boolean isKept = end == firstId + Block.MOST && cache.hasRoom(number);
        Query wanted = isKept
                ? Query.all().withFromId(firstId).withEndId(end)
                : query.withFromId(Math.max(query.fromId(), firstId)).withEndId(Math.min(query.endId(), end));
        var records = new ArrayList<JournalRecord>();
        List<Finding> unreadable = reader.query(wanted, records::add);
        var block = new Block(firstId, records);
        if (isKept && unreadable.isEmpty()) {
            cache.keep(edition, number, block);
        }
        findings.addAll(unreadable);
        return block;
    }

    /** One more than the greatest id that is read. */
    long endId() {
        return endId;
    }

    /** How many ids were read so far. */
    long read() {
        return read;
    }

    /** How many ids there are to read in all. */
    long total() {
        return total;
    }

    /** What could not be read so far. */
    List<Finding> findings() {
        return List.copyOf(findings);
    }
}
