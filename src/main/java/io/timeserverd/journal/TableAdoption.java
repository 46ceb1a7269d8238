package io.timeserverd.journal;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;

/** Takes the digests of a table that has no entries in the chain, some parts at a time. */
final class TableAdoption implements Closeable {
    private final SegmentFile file;
    private final Optional<SegmentReader> reader;
    private final RangeDigests digests;
    private final long begunAt;
    private int part;

    /**
     * @param begunAt number of the last entry of the chain
     * @param covered whether the chain has an entry for the record with an id
     */
    TableAdoption(Disk disk, SegmentFile file, long begunAt, LongPredicate covered) throws IOException {
        this.file = file;
        this.begunAt = begunAt;
        this.digests = new RangeDigests(file.firstId(), covered);
        this.reader = open(disk, file);
    }

    /** Empty when it is gone, or no table: then there is nothing to take. */
    private static Optional<SegmentReader> open(Disk disk, SegmentFile file) throws IOException {
        try {
            return file.open(disk);
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }

    SegmentFile file() {
        return file;
    }

    /** Number of the last entry of the chain when it began: a removal of records after that may not have been seen. */
    long begunAt() {
        return begunAt;
    }

    /** Reads one part. Returns false when none is left. */
    boolean step() throws IOException {
        if (reader.isEmpty() || part == reader.get().parts()) {
            return false;
        }
        try {
            reader.get().read(part).forEach(digests::add);
        } catch (MalformedException e) {
            // What cannot be read is lost with or without an entry.
        }
        part++;
        return true;
    }

    /** What was read; nothing is read after it. */
    List<ChainRange> ranges() {
        return digests.finish();
    }

    @Override
    public void close() throws IOException {
        if (reader.isPresent()) {
            reader.get().close();
        }
    }
}
