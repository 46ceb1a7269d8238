package io.timeserverd.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds which ids a query has to read. It reads no record of a sealed table. */
final class Extent {
    /** The directory is listed again only because a file is gone. More listings than this are a defect. */
    private static final int LISTINGS = 1000;

    private final Disk disk;
    private final Path directory;
    private final Query query;

    Extent(Disk disk, Path directory, Query query) {
        this.disk = disk;
        this.directory = directory;
        this.query = query;
    }

    /**
     * The ids, oldest first. They include the first id of a file that cannot be read, so that a reader gets to it and
     * reports it.
     */
    List<IdRange> find() throws IOException {
        for (int n = 0; n < LISTINGS; n++) {
            Optional<List<IdRange>> found = in(SegmentFile.list(disk, directory));
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new IOException(directory + ": its files keep changing");
    }

    /** Returns nothing when one of the files is gone. */
    private Optional<List<IdRange>> in(List<SegmentFile> files) throws IOException {
        var ranges = new ArrayList<IdRange>();
        for (SegmentFile file : files) {
            try (SegmentReader reader = file.open(disk).orElse(null)) {
                if (reader == null) {
                    return Optional.empty();
                }
                if (reader instanceof TableReader) {
                    addNodes(reader, ranges);
                } else {
                    add(file.firstId(), Math.min(file.lastId(), lastId(file, reader)), ranges);
                }
            } catch (IOException e) {
                add(file.firstId(), Math.min(file.lastId(), file.firstId()), ranges);
            }
        }
        return Optional.of(ranges);
    }

    private void addNodes(SegmentReader table, List<IdRange> ranges) throws IOException {
        for (int number = 0; number < table.parts(); number++) {
            PartStats node = table.stats(number);
            if (query.mayMatch(node)) {
                add(node.firstId(), node.lastId(), ranges);
            }
        }
    }

    /** The last id of a segment that is not a sealed table: that of the last part with a record. */
    private static long lastId(SegmentFile file, SegmentReader reader) throws IOException {
        for (int number = reader.parts() - 1; number >= 0; number--) {
            PartStats page = reader.stats(number);
            if (!page.isEmpty()) {
                return page.lastId();
            }
        }
        return file.firstId() - 1;
    }

    /** Adds those of these ids that the query wants. Joins them to the range before where they follow it. */
    private void add(long firstId, long lastId, List<IdRange> ranges) {
        long first = Math.max(firstId, query.fromId());
        long end = Math.min(lastId + 1, query.endId());
        if (first >= end) {
            return;
        }
        if (!ranges.isEmpty() && ranges.get(ranges.size() - 1).endId() == first) {
            first = ranges.remove(ranges.size() - 1).firstId();
        }
        ranges.add(new IdRange(first, end));
    }
}
