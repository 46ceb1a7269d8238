package io.timeserverd.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@link Compaction} makes a table of.
 *
 * @param firstId of the table to come
 * @param bytes of the segments it is made from
 * @param redo the redo log, when one is sealed
 * @param identities of these files, by which one is known that took the name of another
 * @param digests of the records, unless they have entries in the chain already
 * @param files the segments that are opened for this, unless a redo log is sealed; each has a reader
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

    /** The files of which not everything could be read. */
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
