package io.timeserverd.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Why no reader finds the records with some ids, as far as the names of files tell. */
final class Absence {
    static final String DELETED = "deleted by journal.retention, journal.max-size or hand";
    static final String LOST = "lost; event=journal-records-lost in the log of the daemon has the reason";

    static final String REMOVED = "removed by prune --client";

    private final Disk disk;
    private final Path directory;
    private final List<Path> all;
    private final List<SegmentFile> segments;

    Absence(Disk disk, Path directory) throws IOException {
        this.disk = disk;
        this.directory = directory;
        this.all = disk.list(directory);
        this.segments = SegmentFile.list(disk, directory);
    }

    /** In words for an operator. */
    String reason(long firstId, long lastId) throws IOException {
        var reasons = new ArrayList<String>();
        for (Path file : all) {
            if (FileNames.isAside(file) && mayHold(file, firstId, lastId)) {
                reasons.add(file.getFileName() + " stands aside");
            }
        }
        if (reasons.isEmpty()) {
            reasons.add(!isCovered(firstId, lastId) ? DELETED : isRemoved(firstId, lastId) ? REMOVED : LOST);
        }
        return String.join(", ", reasons);
    }

    /** Whether a segment covers one of the ids. Those of records that were lost before they were written are covered. */
    private boolean isCovered(long firstId, long lastId) {
        return segments.stream().anyMatch(each -> each.firstId() <= lastId && firstId <= each.lastId());
    }

    /** Whether the chain tells that records of a client were removed from between these ids. */
    private boolean isRemoved(long firstId, long lastId) throws IOException {
        return Chain.read(disk, directory).stream()
                .flatMap(chain -> chain.entries().stream())
                .anyMatch(each -> each.kind() == ChainEntry.Kind.REMOVED && each.spans(firstId) && each.spans(lastId));
    }

    private boolean mayHold(Path aside, long firstId, long lastId) {
        OptionalLong first = FileNames.firstId(aside);
        if (first.isPresent()) { // how far it goes is not in its name
            return first.getAsLong() <= lastId && nextSegment(first.getAsLong()) > firstId;
        }
        OptionalLong firstOfTable = FileNames.firstIdOfTable(aside);
        OptionalLong lastOfTable = FileNames.lastIdOfTable(aside);
        return firstOfTable.isPresent()
                && lastOfTable.isPresent()
                && firstOfTable.getAsLong() <= lastId
                && firstId <= lastOfTable.getAsLong();
    }

    private long nextSegment(long behind) {
        return segments.stream()
                .mapToLong(SegmentFile::firstId)
                .filter(first -> first > behind)
                .min()
                .orElse(Long.MAX_VALUE);
    }
}
