package io.timeserverd.journal;

import io.timeserverd.journal.CompactionJob.Purpose;
import io.timeserverd.log.Log;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Makes sealed tables from other segments, one at a time and in small steps. There is one operation, {@link Rewrite},
 * for four purposes:
 *
 * <pre>
 *     seal      a redo log that has ended
 *     convert   a segment of release 0.1.0
 *     repair    a table that is damaged
 *     merge     two small tables next to each other, so that many restarts do not make many files
 * </pre>
 *
 * <p>The segments that a table was made from are deleted when the table is on the disk itself. A segment that could not
 * be read completely is set aside. Belongs to the helper thread.
 */
final class Compaction {
    /** How many parts a step copies. That takes some milliseconds, in which the helper thread does nothing else. */
    private static final int PARTS_PER_STEP = 4;

    /** A table needs less than this in addition to its nodes. */
    private static final long OVERHEAD = 64 << 10;

    /** How often reading is tried before records that cannot be read are left out. */
    private static final int TRIES = 12;

    private final Disk disk;
    private final JournalOptions options;
    private final Catalogue catalogue;
    private final Deque<RedoFile> redos;
    private final SegmentAges ages;
    private final ChainMaintenance chaining;
    private final MergePolicy mergePolicy;

    private Optional<CompactionJob> job = Optional.empty();

    /** How many attempts in a row have failed. */
    private int failures;

    /** @param redos the redo logs that are not sealed, oldest first; the last one is active */
    Compaction(
            Disk disk,
            JournalOptions options,
            Catalogue catalogue,
            Deque<RedoFile> redos,
            SegmentAges ages,
            ChainMaintenance chaining) {
        this.disk = disk;
        this.options = options;
        this.catalogue = catalogue;
        this.redos = redos;
        this.ages = ages;
        this.chaining = chaining;
        this.mergePolicy = new MergePolicy(options, catalogue, ages);
    }

    /**
     * Does a step.
     *
     * @param mayMerge whether there is room for merging
     * @return whether there is more to do
     */
    boolean step(boolean mayMerge) throws IOException {
        if (job.isEmpty()) {
            job = begin(mayMerge);
        } else {
            copy(job.get());
        }
        return job.isPresent() || isSealDue();
    }

    /** Does a step in sealing the oldest redo log, even if it is the active one. Nothing more may be written to it. */
    void seal() throws IOException {
        if (job.isPresent() && job.get().purpose() != Purpose.SEAL) {
            abandon();
        }
        if (job.isEmpty()) {
            job = Optional.of(beginSeal(redos.getFirst()));
        } else {
            copy(job.get());
        }
    }

    private void copy(CompactionJob current) throws IOException {
        try {
            for (int i = 0; i < PARTS_PER_STEP; i++) {
                if (!current.rewrite().step()) {
                    end(current);
                    return;
                }
            }
        } catch (IOException e) {
            failures++;
            abandon();
            throw e;
        }
    }

    /**
     * How many bytes the unfinished table takes, or may take when it is finished. This much is kept free even if there
     * is none, so that a full journal can still merge, and no record is deleted to make room for merging others.
     */
    long allowance() throws IOException {
        long current = job.isEmpty()
                ? 0
                : Math.max(allowance(job.get().bytes()), job.get().rewrite().bytes());
        return Math.max(current, allowance(mergePolicy.mostBytes()));
    }

    /** How many bytes sealing the oldest redo log needs beyond {@link #allowance()}. */
    long missingToSeal() throws IOException {
        return Math.max(0, allowance(redos.getFirst().bytes()) - allowance());
    }

    /**
     * How many bytes a table may take that is made from segments of this size: at the end of each page there may be too
     * little room for a node.
     */
    static long allowance(long bytes) {
        return bytes + bytes / 4 + OVERHEAD;
    }

    /** Abandons the unfinished table if this segment is part of it. */
    void release(long firstId) throws IOException {
        if (job.isPresent() && job.get().uses(firstId)) {
            abandon();
        }
    }

    /** Abandons the unfinished table. The segments that it was to be made from are unchanged. */
    void abandon() throws IOException {
        Optional<CompactionJob> abandoned = job;
        job = Optional.empty();
        if (abandoned.isPresent()) {
            abandoned.get().close();
            abandoned.get().rewrite().abandon();
        }
    }

    private Optional<CompactionJob> begin(boolean mayMerge) throws IOException {
        if (isSealDue()) {
            return Optional.of(beginSeal(redos.getFirst()));
        }
        Optional<SegmentFile> old = catalogue.oldestToConvert();
        if (old.isPresent()) {
            return open(Purpose.CONVERT, List.of(old.get()), disk.size(old.get().path()));
        }
        Optional<Segment> damaged = catalogue.damaged();
        if (damaged.isPresent()) {
            return rewrite(Purpose.REPAIR, List.of(damaged.get()));
        }
        List<Segment> small = mayMerge && chaining.isComplete() ? mergePolicy.choose() : List.of();
        return small.isEmpty() ? Optional.empty() : rewrite(Purpose.MERGE, small);
    }

    private boolean isSealDue() {
        return redos.size() > 1 && chaining.maySeal();
    }

    private Optional<CompactionJob> rewrite(Purpose purpose, List<Segment> tables) throws IOException {
        return open(
                purpose,
                tables.stream().map(Compaction::fileOf).toList(),
                tables.stream().mapToLong(Segment::bytes).sum());
    }

    private CompactionJob beginSeal(RedoFile redo) throws IOException {
        List<SegmentReader> readers = List.of(redo.reader());
        RangeDigests digests = chaining.digests(redo.segment());
        var rewrite = new Rewrite(disk, options.path(), readers, redo.endId(), failures >= TRIES, digests::add);
        return new CompactionJob(
                Purpose.SEAL,
                redo.segment(),
                redo.bytes(),
                Optional.of(redo),
                List.of(),
                List.of(),
                readers,
                rewrite,
                Optional.of(digests));
    }

    private Optional<CompactionJob> open(Purpose purpose, List<SegmentFile> files, long bytes) throws IOException {
        var readers = new ArrayList<SegmentReader>();
        var identities = new ArrayList<Object>();
        for (SegmentFile file : files) {
            identities.add(disk.identity(file.path()));
            open(file).ifPresent(readers::add);
        }
        if (readers.size() < files.size()) {
            for (SegmentReader reader : readers) {
                reader.close();
            }
            catalogue.forgetMissing();
            return Optional.empty();
        }
        long firstId = files.get(0).firstId();
        Optional<RangeDigests> digests =
                purpose == Purpose.CONVERT ? Optional.of(chaining.digests(firstId)) : Optional.empty();
        var rewrite = new Rewrite(
                disk,
                options.path(),
                readers,
                endId(files.get(files.size() - 1)),
                failures >= TRIES,
                record -> digests.ifPresent(each -> each.add(record)));
        return Optional.of(new CompactionJob(
                purpose, firstId, bytes, Optional.empty(), files, identities, readers, rewrite, digests));
    }

    /** Opens a file. Returns nothing if it is gone, or was set aside because nothing in it can be read. */
    private Optional<SegmentReader> open(SegmentFile file) throws IOException {
        try {
            return file.open(disk);
        } catch (MalformedException e) {
            AsideFiles.setAside(disk, file.path(), Reason.of(e));
            catalogue.forget(file);
            return Optional.empty();
        }
    }

    /**
     * The first id of the next segment. A redo log may end with records that count as lost, whose ids are not smaller.
     */
    private long endId(SegmentFile last) {
        long next = catalogue.firstIdAfter(last.firstId());
        return redos.isEmpty() ? next : Math.min(next, redos.getFirst().segment());
    }

    private static SegmentFile fileOf(Segment segment) {
        return new SegmentFile(segment.file(), SegmentFile.Kind.TABLE, segment.firstId(), segment.lastId());
    }

    private void end(CompactionJob done) throws IOException {
        Optional<Segment> table = Optional.empty();
        if (done.rewrite().records() > 0) {
            table = Optional.of(done.rewrite().complete(done.firstId()));
        }
        if (done.isOfTables() && !stand(done)) {
            abandon(); // an operator has deleted records, which must stay deleted
            catalogue.forgetMissing();
            return;
        }
        if (done.isOfTables()) {
            setAside(done); // the new table may get the name of a damaged one
        }
        if (table.isPresent()) {
            done.rewrite().publish(table.get());
            chain(done); // before the segments that it was made from are deleted
        } else {
            done.rewrite().abandon();
        }
        job = Optional.empty();
        failures = 0;
        done.close();
        replace(done, table);
    }

    private void chain(CompactionJob done) throws IOException {
        if (done.digests().isPresent()) {
            chaining.sealed(done.digests().get().finish());
        }
    }

    private void setAside(CompactionJob done) throws IOException {
        for (SegmentFile file : done.damaged()) {
            AsideFiles.setAside(disk, file.path(), "it could not be read completely");
            catalogue.forget(file);
        }
    }

    /** Replaces the segments by the table that was made from them. */
    private void replace(CompactionJob done, Optional<Segment> table) throws IOException {
        if (done.isOfTables()) {
            done.files().forEach(catalogue::forget);
        }
        if (table.isPresent()) {
            catalogue.add(table.get());
            chaining.repaired(table.get());
        } else {
            ages.forget(done.firstId());
            done.files().forEach(file -> ages.forget(file.firstId()));
        }
        switch (done.purpose()) {
            case SEAL -> {
                done.redo().orElseThrow().sealed(!done.rewrite().damaged().isEmpty());
                redos.remove(done.redo().orElseThrow());
            }
            case CONVERT -> converted(done);
            case REPAIR, MERGE -> rewritten(done, table);
        }
    }

    /** Whether all of its files are still there, and none was replaced by one with fewer records. */
    private boolean stand(CompactionJob done) throws IOException {
        for (int i = 0; i < done.files().size(); i++) {
            if (!done.identities()
                    .get(i)
                    .equals(disk.identity(done.files().get(i).path()))) {
                return false;
            }
        }
        return true;
    }

    private void converted(CompactionJob done) throws IOException {
        SegmentFile file = done.files().get(0);
        ages.found(file.firstId());
        catalogue.forget(file);
        if (done.damaged().isEmpty()) {
            disk.delete(file.path());
        } else {
            setAside(done);
        }
        Log.info(
                "journal-converted",
                "file",
                file.path().getFileName(),
                "records",
                done.rewrite().records(),
                "left",
                catalogue.toConvert());
    }

    private void rewritten(CompactionJob done, Optional<Segment> table) throws IOException {
        SegmentFile youngest = done.files().get(done.files().size() - 1);
        if (table.isPresent() && youngest.firstId() != done.firstId()) {
            ages.merge(done.firstId(), youngest.firstId());
            ages.save(); // else a kill would give the table the age of its older part
        }
        for (SegmentFile file : done.files()) {
            boolean isNew = table.isPresent() && file.path().equals(table.get().file());
            if (!isNew && !done.damaged().contains(file)) {
                disk.delete(file.path());
            }
        }
        Log.debug("journal-merged", "first-id", done.firstId(), "last-id", youngest.lastId());
    }
}
