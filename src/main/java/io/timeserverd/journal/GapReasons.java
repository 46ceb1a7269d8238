package io.timeserverd.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Says why ids have no record, as far as the chain and the names of the files show at the moment when it is made. */
final class GapReasons {
    static final String DELETED = "deleted by journal.retention, journal.max-size or hand";
    static final String LOST = "lost; event=journal-records-lost in the log of the daemon has the reason";

    static final String REMOVED = "removed by prune --client";

    private final List<Path> asideFiles;
    private final List<SegmentFile> segments;
    private final RemovedRanges removed;

    /** @param removed brought up to date here */
    GapReasons(Disk disk, Path directory, RemovedRanges removed) throws IOException {
        this.asideFiles =
                disk.list(directory).stream().filter(FileNames::isAside).toList();
        this.segments = SegmentFile.list(disk, directory);
        this.removed = removed;
        removed.refresh();
    }

    /** The reason, in words for an operator. */
    String of(long firstId, long lastId) {
        String aside = asideFiles.stream()
                .filter(file -> mayHold(file, firstId, lastId))
                .map(file -> file.getFileName() + " was set aside")
                .collect(Collectors.joining(", "));
        if (!aside.isEmpty()) {
            return aside;
        }
        return !isCovered(firstId, lastId) ? DELETED : removed.contain(firstId, lastId) ? REMOVED : LOST;
    }

    /** Whether records with these ids, between two records of a sealed table, were removed by {@code prune --client}. */
    boolean areRemoved(long firstId, long lastId) {
        return removed.contain(firstId, lastId)
                && asideFiles.stream().noneMatch(file -> mayHold(file, firstId, lastId));
    }

    /**
     * Whether a segment covers one of the ids. The ids of records that were lost before they were written are covered.
     */
    private boolean isCovered(long firstId, long lastId) {
        return segments.stream().anyMatch(each -> each.firstId() <= lastId && firstId <= each.lastId());
    }

    private boolean mayHold(Path aside, long firstId, long lastId) {
        OptionalLong first = FileNames.firstId(aside);
        if (first.isPresent()) { // how far it goes is not in its name
            return first.getAsLong() <= lastId && firstIdAfter(first.getAsLong()) > firstId;
        }
        OptionalLong firstOfTable = FileNames.firstIdOfTable(aside);
        OptionalLong lastOfTable = FileNames.lastIdOfTable(aside);
        return firstOfTable.isPresent()
                && lastOfTable.isPresent()
                && firstOfTable.getAsLong() <= lastId
                && firstId <= lastOfTable.getAsLong();
    }

    private long firstIdAfter(long id) {
        return segments.stream()
                .mapToLong(SegmentFile::firstId)
                .filter(first -> first > id)
                .min()
                .orElse(Long.MAX_VALUE);
    }
}
