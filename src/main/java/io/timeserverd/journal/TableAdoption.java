package io.timeserverd.journal;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;

/** Adds a table without entries to the chain: computes the digests of its records, some parts at a time. */
final class TableAdoption implements Closeable {
    private final SegmentFile file;
    private final Optional<SegmentReader> reader;
    private final RangeDigests digests;
    private final long begunAt;
    private int part;

    /**
     * @param begunAt number of the last entry that the chain has now
     * @param covered whether the chain already has an entry for the record with an id
     */
    TableAdoption(Disk disk, SegmentFile file, long begunAt, LongPredicate covered) throws IOException {
        this.file = file;
        this.begunAt = begunAt;
        this.digests = new RangeDigests(file.firstId(), covered);
        this.reader = open(disk, file);
    }

    /** Empty when the file is gone or is not a table: then there is nothing to add. */
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

    /** The number of the last entry when this began. It may have missed a removal of records whose entry came later. */
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
            // Records that cannot be read are lost with or without an entry.
        }
        part++;
        return true;
    }

    /** The ranges of what was read. Nothing may be read after this. */
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
