package io.timeserverd.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Runs a query over the segments of a directory, in the order of ids. Holds one part of a segment at a time. What
 * cannot be read is noted and passed over.
 *
 * <p>Files may be sealed, merged or deleted meanwhile. The scan keeps the range of ids that it has not seen yet. If a
 * file is gone, it lists the directory again and goes on with that range.
 */
final class Scan {
    /** The directory is listed again only because a file is gone. More listings than this are a defect. */
    private static final int LISTINGS = 1000;

    private final Disk disk;
    private final Path directory;
    private final Query query;
    private final Visitor visitor;
    private final Set<Finding> findings = new LinkedHashSet<>();

    /** The ids not seen yet are from this one up to {@link #endId}, exclusive. */
    private long firstId;

    private long endId;
    private long left;
    private boolean done;

    /**
     * Whether the last record visited is in the sealed table that is being read, and everything after it could be read.
     */
    private boolean adjacent;

    /** Takes the records that match. */
    @FunctionalInterface
    interface Visitor {
        /**
         * Takes a record.
         *
         * @param adjacent whether no record that matches can be between this one and the one before: both are in the same
         *     sealed table, and everything between them was read
         * @return whether to go on
         */
        boolean visit(JournalRecord record, boolean adjacent);
    }

    Scan(Disk disk, Path directory, Query query, Visitor visitor) {
        this.disk = disk;
        this.directory = directory;
        this.query = query;
        this.visitor = visitor;
        this.firstId = query.fromId();
        this.endId = query.endId();
        this.left = query.limit();
        this.done = left <= 0;
    }

    /** Visits the records that match. Returns what could not be read. */
    List<Finding> run() throws IOException {
        for (int n = 0; n < LISTINGS && !allSeen(SegmentFile.list(disk, directory)); n++) {
            // A file was gone: its records are in another one, which a new listing finds.
        }
        return List.copyOf(findings);
    }

    /** Returns false if a file was gone. */
    private boolean allSeen(List<SegmentFile> files) {
        var ordered = new ArrayList<SegmentFile>(files);
        if (query.reverse()) {
            Collections.reverse(ordered);
        }
        for (int i = 0; i < ordered.size() && !done; i++) {
            SegmentFile file = ordered.get(i);
            if (!isSeen(file) && !read(file)) {
                return false;
            }
        }
        return true;
    }

    /** Whether no record of the file is left to see. */
    private boolean isSeen(SegmentFile file) {
        return file.firstId() >= endId || file.lastId() < firstId;
    }

    /** Returns false if the file is gone. */
    private boolean read(SegmentFile file) {
        adjacent = false;
        try (SegmentReader reader = file.open(disk).orElse(null)) {
            if (reader == null) {
                return false;
            }
            if (query.reverse()) {
                backward(file, reader);
            } else {
                forward(file, reader);
            }
            if (reader.damaged()) {
                note(file, file.damage());
            }
        } catch (IOException e) {
            note(file, Reason.of(e));
        }
        return true;
    }

    private void forward(SegmentFile file, SegmentReader reader) throws IOException {
        int from = firstId <= file.firstId() ? 0 : Math.max(0, lastBeginningBefore(reader, firstId));
        for (int part = from; part < reader.parts() && !done; part++) {
            visit(file, reader, part);
            done |= firstId >= query.endId();
        }
    }

    private void backward(SegmentFile file, SegmentReader reader) throws IOException {
        for (int part = reader.parts() - 1; part >= 0 && !done; part--) {
            visit(file, reader, part);
            done |= endId <= query.fromId();
        }
    }

    /** The last part that begins at this id or before; -1 if there is none. */
    private static int lastBeginningBefore(SegmentReader reader, long id) throws IOException {
        int low = -1;
        int high = reader.parts();
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (reader.stats(middle).firstId() <= id) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void visit(SegmentFile file, SegmentReader reader, int number) {
        try {
            if (!query.mayMatch(reader.stats(number))) {
                return;
            }
            List<JournalRecord> records = reader.read(number);
            if (query.reverse()) {
                Collections.reverse(records);
            }
            records.forEach(each -> visit(file, each));
        } catch (IOException e) {
            note(file, Reason.of(e));
        }
    }

    private void visit(SegmentFile file, JournalRecord each) {
        if (done || each.id() < firstId || each.id() >= endId || each.id() > file.lastId()) {
            return;
        }
        if (query.reverse()) {
            endId = each.id();
        } else {
            firstId = each.id() + 1;
        }
        if (query.matches(each)) {
            left--;
            done = !visitor.visit(each, adjacent) || left == 0;
            adjacent = file.kind() == SegmentFile.Kind.TABLE;
        }
    }

    private void note(SegmentFile file, String what) {
        adjacent = false;
        findings.add(new Finding(file.path(), what));
    }
}
