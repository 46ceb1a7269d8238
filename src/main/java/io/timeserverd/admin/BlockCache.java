package io.timeserverd.admin;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The newest blocks of a journal that were read, in bounded memory: a page whose filter changes does not read its range again. What
 * was read stays true while the same files hold it; when a segment is sealed, merged, rewritten or deleted, all are forgotten.
 */
final class BlockCache {
    private static final int LOCKS = 16;

    private final long maxBytes;
    private final List<Object> locks = Stream.generate(Object::new).limit(LOCKS).toList();
    private final TreeMap<Long, Block> blocks = new TreeMap<>();
    private Set<String> files = Set.of();
    private long edition;
    private long bytes;

    BlockCache(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * Forgets what is no longer held by the same files.
     *
     * @return what to ask with while these files are the ones that are read
     */
    synchronized long edition(Set<String> filesNow) {
        if (!files.equals(filesNow)) {
            files = filesNow;
            blocks.clear();
            bytes = 0;
            edition++;
        }
        return edition;
    }

    /** Held while a block is read: another query that wants it waits, and does not read it again. */
    Object lock(long number) {
        return locks.get((int) (number % LOCKS));
    }

    synchronized Optional<Block> find(long ofEdition, long number) {
        return Optional.ofNullable(ofEdition == edition ? blocks.get(number) : null);
    }

    /** Whether a block would be kept. */
    synchronized boolean hasRoom(long number) {
        return blocks.isEmpty()
                || number > blocks.firstKey()
                || bytes + bytes / blocks.size() <= maxBytes; // as large as the others
    }

    /** Keeps a block, if it is not older than all for which there is room. */
    synchronized void keep(long ofEdition, long number, Block block) {
        if (ofEdition != edition || blocks.containsKey(number)) {
            return;
        }
        blocks.put(number, block);
        bytes += block.bytes();
        while (bytes > maxBytes) {
            bytes -= blocks.pollFirstEntry().getValue().bytes();
        }
    }
}
