package io.timeserverd.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where a query has to look: found without reading a record of a sealed table. */
final class Extent {
    /** Each new listing must be caused by a file that is gone. */
    private static final int LISTINGS = 1000;

    private final Disk disk;
    private final Path directory;
    private final Query query;

    Extent(Disk disk, Path directory, Query query) {
        this.disk = disk;
        this.directory = directory;
        this.query = query;
    }

    /** The ids, oldest first. Of a file that cannot be read they have the first, so that a reader gets to it. */
    List<IdRange> find() throws IOException {
        for (int n = 0; n < LISTINGS; n++) {
            Optional<List<IdRange>> found = in(SegmentFile.list(disk, directory));
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new IOException(directory + ": its files do not stay");
    }

    /** Empty when one of the files is gone. */
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
                add(
                        file.firstId(),
                        Math.min(file.lastId(), file.firstId()),
                        ranges); // a reader gets to it, and reports it
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

    /** Of what is no sealed table: the last page that holds a record tells it. */
    private static long lastId(SegmentFile file, SegmentReader reader) throws IOException {
        for (int number = reader.parts() - 1; number >= 0; number--) {
            PartStats page = reader.stats(number);
            if (!page.isEmpty()) {
                return page.lastId();
            }
        }
        return file.firstId() - 1;
    }

    /** Adds what the query wants of these ids, as one range with the one before where they meet. */
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
