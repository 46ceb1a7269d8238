package io.timeserverd.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The ranges of ids in which {@code prune --client} has removed records. The chain is read again only when its file has changed. */
final class RemovedRanges {
    private final Disk disk;
    private final Path directory;

    /** From first id to last id. No two ranges touch each other. */
    private final TreeMap<Long, Long> ranges = new TreeMap<>();

    // Of the chain's file when it was read.
    private Optional<Object> identity = Optional.empty();
    private long bytes;

    RemovedRanges(Disk disk, Path directory) {
        this.disk = disk;
        this.directory = directory;
    }

    /** Reads the chain if its file has changed. */
    void refresh() throws IOException {
        Path file = Chain.file(directory);
        Optional<Object> newIdentity = disk.identity(file);
        long newBytes = disk.size(file);
        if (newIdentity.equals(identity) && newBytes == bytes) {
            return;
        }
        ranges.clear();
        addAll(Chain.read(disk, directory).map(Chain::entries).orElse(List.of()));
        identity = newIdentity;
        bytes = newBytes;
    }

    /** Ranges that overlap, or follow each other, become one. */
    private void addAll(List<ChainEntry> entries) {
        List<ChainEntry> removals = entries.stream()
                .filter(entry -> entry.kind() == ChainEntry.Kind.REMOVED)
                .sorted(Comparator.comparingLong(ChainEntry::firstId))
                .toList();
        long firstId = 0;
        long lastId = -1;
        for (ChainEntry removal : removals) {
            firstId = removal.firstId() <= lastId + 1 ? firstId : removal.firstId();
            lastId = Math.max(lastId, removal.lastId());
            ranges.put(firstId, lastId);
        }
    }

    /** Whether all of these ids are in the ranges. */
    boolean contain(long firstId, long lastId) {
        Map.Entry<Long, Long> range = ranges.floorEntry(firstId);
        return range != null && lastId <= range.getValue();
    }
}
