package io.timeserverd.admin;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Keeps the newest blocks that were read of a journal, in bounded memory, so that a page need not read its range again
 * when its filter changes. Blocks are valid while the same files hold their records. When a segment is sealed, merged,
 * rewritten or deleted, all blocks are forgotten.
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
     * Forgets all blocks if the journal has other files now.
     *
     * @return the number of this set of files, to find and keep blocks with
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

    /** The lock to hold while a block is read, so that another query that wants it waits and does not read it again. */
    Object lock(long number) {
        return locks.get((int) (number % LOCKS));
    }

    synchronized Optional<Block> find(long ofEdition, long number) {
        return Optional.ofNullable(ofEdition == edition ? blocks.get(number) : null);
    }

    /** Whether there is room for a block. */
    synchronized boolean hasRoom(long number) {
        return blocks.isEmpty()
                || number > blocks.firstKey()
                || bytes + bytes / blocks.size() <= maxBytes; // as large as the others
    }

    /** Keeps a block if there is room. Newer blocks take the room of older ones. */
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
