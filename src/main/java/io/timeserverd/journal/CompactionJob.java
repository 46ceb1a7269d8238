package io.timeserverd.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table that {@link Compaction} is making.
 *
 * @param firstId first id of the new table
 * @param bytes size of the segments it is made from
 * @param redo the redo log, if one is sealed
 * @param files the files of the segments it is made from; empty if a redo log is sealed
 * @param identities tell these files from others that take their names
 * @param readers one for each segment it is made from
 * @param digests of the records, unless the chain already has entries for them
 */
record CompactionJob(
        Purpose purpose,
        long firstId,
        long bytes,
        Optional<RedoFile> redo,
        List<SegmentFile> files,
        List<Object> identities,
        List<SegmentReader> readers,
        Rewrite rewrite,
        Optional<RangeDigests> digests) {

    /** What it is for. */
    enum Purpose {
        SEAL,
        CONVERT,
        REPAIR,
        MERGE
    }

    boolean uses(long id) {
        return id == firstId || files.stream().anyMatch(file -> file.firstId() == id);
    }

    /** Whether a table is made of tables. */
    boolean isOfTables() {
        return purpose == Purpose.REPAIR || purpose == Purpose.MERGE;
    }

    /** The files that could not be read completely. */
    List<SegmentFile> damaged() {
        if (purpose == Purpose.REPAIR) {
            return files;
        }
        var damaged = new ArrayList<SegmentFile>();
        for (int i = 0; i < files.size(); i++) {
            if (rewrite.damaged().contains(readers.get(i))) {
                damaged.add(files.get(i));
            }
        }
        return damaged;
    }

    void close() throws IOException {
        if (redo.isEmpty()) {
            for (SegmentReader reader : readers) {
                reader.close();
            }
        }
    }
}
