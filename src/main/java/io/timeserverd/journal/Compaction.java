package io.timeserverd.journal;

import io.timeserverd.log.Log;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes sealed tables of other segments, one at a time and in small steps. It is one operation, {@link Rewrite}, for three
 * purposes:
 *
 * <pre>
 *     seal      a redo log that has ended
 *     convert   a segment of release 0.1.0
 *     merge     two small tables next to each other, so that many restarts do not make many files
 * </pre>
 *
 * <p>The segments that a table was made from are deleted when it is on the disk itself. Belongs to the helper thread.
 */
final class Compaction {
    /** Parts that one step copies: some milliseconds, in which the helper thread does nothing else. */
    private static final int PARTS_PER_STEP = 4;

    /** Tables are merged up to this size even where segments are smaller, so that their number is bounded. */
    private static final long MERGED_BYTES = 4L << 20;

    /** ... but not beyond this part of {@code journal.max-size}, since retention deletes whole tables. */
    private static final int MERGED_PER_SIZE = 16;

    /** What a table has beside its nodes: the room at the end of the first page is less than that. */
    private static final long OVERHEAD = 64 << 10;

    /** How often reading is tried again before what cannot be read is left out. */
    private static final int TRIES = 12;

    private final Disk disk;
    private final JournalOptions options;
    private final Catalogue catalogue;
    private final Deque<RedoFile> redos;
    private final Ages ages;

    /** First ids of tables that cannot be merged with their neighbours because they are damaged. */
    private final Set<Long> unmergeable = new HashSet<>();

    private Optional<Job> job = Optional.empty();

    /** Attempts in a row that failed. */
    private int failures;

    /**
     * @param redos not sealed yet, oldest first; the last one is active
     */
    Compaction(Disk disk, JournalOptions options, Catalogue catalogue, Deque<RedoFile> redos, Ages ages) {
        this.disk = disk;
        this.options = options;
        this.catalogue = catalogue;
        this.redos = redos;
        this.ages = ages;
    }

    private enum Purpose {
        SEAL,
        CONVERT,
        MERGE
    }

    /**
     * What is being rewritten.
     *
     * @param firstId of the table to come
     * @param bytes of the segments it is made from
     * @param redo the redo log, when one is sealed
     * @param files the segments that are opened for this, unless a redo log is sealed
     */
    private record Job(
            Purpose purpose,
            long firstId,
            long bytes,
            Optional<RedoFile> redo,
            List<SegmentFile> files,
            List<Source> sources,
            Rewrite rewrite) {

        boolean uses(long id) {
            return id == firstId || files.stream().anyMatch(file -> file.firstId() == id);
        }

        void close() throws IOException {
            if (redo.isEmpty()) {
                for (Source source : sources) {
                    source.close();
                }
            }
        }
    }

    /**
     * Does a step.
     *
     * @param mayMerge whether there is the room that merging needs
     * @return whether there is more to do
     */
    boolean step(boolean mayMerge) throws IOException {
        if (job.isEmpty()) {
            job = begin(mayMerge);
        } else {
            goOn(job.get());
        }
        return job.isPresent() || redos.size() > 1;
    }

    /** Does a step in sealing the oldest redo log, even if it is active: nothing more is written into it. */
    void seal() throws IOException {
        if (job.isPresent() && job.get().purpose != Purpose.SEAL) {
            abandon();
        }
        if (job.isEmpty()) {
            job = Optional.of(beginSeal(redos.getFirst()));
        } else {
            goOn(job.get());
        }
    }

    private void goOn(Job current) throws IOException {
        try {
            for (int i = 0; i < PARTS_PER_STEP; i++) {
                if (!current.rewrite.step()) {
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
     * Bytes that the unfinished table takes or may come to take. They are kept free while there is none: no record is deleted to
     * make room for the merging of others, and a full journal can still merge.
     */
    long allowance() throws IOException {
        long current = job.isEmpty()
                ? 0
                : Math.max(allowance(job.get().bytes), job.get().rewrite.bytes());
        return Math.max(current, allowance(mergedBytes()));
    }

    /** What {@link #allowance()} lacks for sealing the oldest redo log. */
    long missingToSeal() throws IOException {
        return Math.max(0, allowance(redos.getFirst().bytes()) - allowance());
    }

    /** Bytes that a table of so many bytes of segments may come to take: each page may end with room for no further node. */
    static long allowance(long bytes) {
        return bytes + bytes / 4 + OVERHEAD;
    }

    /** Bytes that two tables that are merged have together at most. */
    private long mergedBytes() {
        return Math.max(options.segmentBytes(), Math.min(MERGED_BYTES, options.maxBytes() / MERGED_PER_SIZE));
    }

    /** Gives up what is unfinished if this segment is part of it. */
    void release(long firstId) throws IOException {
        if (job.isPresent() && job.get().uses(firstId)) {
            abandon();
        }
    }

    /** Gives up what is unfinished; the segments it was to be made from are untouched. */
    void abandon() throws IOException {
        Optional<Job> abandoned = job;
        job = Optional.empty();
        if (abandoned.isPresent()) {
            abandoned.get().close();
            abandoned.get().rewrite.abandon();
        }
    }

    private Optional<Job> begin(boolean mayMerge) throws IOException {
        if (redos.size() > 1) {
            return Optional.of(beginSeal(redos.getFirst()));
        }
        Optional<SegmentFile> old = catalogue.oldestToConvert();
        if (old.isPresent()) {
            return open(Purpose.CONVERT, List.of(old.get()), disk.size(old.get().path()));
        }
        return mayMerge ? beginMerge() : Optional.empty();
    }

    private Job beginSeal(RedoFile redo) throws IOException {
        List<Source> sources = List.of(redo.source());
        var rewrite = new Rewrite(disk, options.path(), sources, redo.endId(), failures >= TRIES);
        return new Job(Purpose.SEAL, redo.segment(), redo.bytes(), Optional.of(redo), List.of(), sources, rewrite);
    }

    private Optional<Job> open(Purpose purpose, List<SegmentFile> files, long bytes) throws IOException {
        var sources = new ArrayList<Source>();
        for (SegmentFile file : files) {
            file.open(disk).ifPresent(sources::add);
        }
        var rewrite = new Rewrite(disk, options.path(), sources, endId(files.get(files.size() - 1)), failures >= TRIES);
        return Optional.of(new Job(purpose, files.get(0).firstId(), bytes, Optional.empty(), files, sources, rewrite));
    }

    /** The first id of the next segment: a redo log may end in records that were lost. */
    private long endId(SegmentFile last) {
        long behind = catalogue.firstIdBehind(last.firstId());
        return redos.isEmpty() ? behind : Math.min(behind, redos.getFirst().segment());
    }

    private Optional<Job> beginMerge() throws IOException {
        if (!catalogue.isExamined()) {
            return Optional.empty();
        }
        Segment before = null;
        for (Segment each : catalogue.sealed()) {
            if (before != null && mayMerge(before, each)) {
                return open(Purpose.MERGE, List.of(fileOf(before), fileOf(each)), before.bytes() + each.bytes());
            }
            before = each;
        }
        return Optional.empty();
    }

    /** A table is merged with a younger one at least half as large: each record is rewritten a few times at most. */
    private boolean mayMerge(Segment older, Segment younger) {
        return younger.bytes() >= older.bytes() / 2
                && older.bytes() + younger.bytes() <= mergedBytes()
                && ages.ageNs(older.firstId()) - ages.ageNs(younger.firstId()) <= options.maxSegmentNs()
                && !unmergeable.contains(older.firstId())
                && !unmergeable.contains(younger.firstId());
    }

    private static SegmentFile fileOf(Segment segment) {
        return new SegmentFile(segment.file(), SegmentFile.Kind.TABLE, segment.firstId(), segment.lastId());
    }

    private void end(Job done) throws IOException {
        boolean damaged = done.rewrite.damaged();
        if (damaged && done.purpose == Purpose.MERGE) {
            done.files.forEach(file -> unmergeable.add(file.firstId()));
            abandon();
            return;
        }
        if (done.rewrite.records() > 0) {
            Segment table = done.rewrite.complete(done.firstId);
            if (done.purpose == Purpose.MERGE && !stand(done.files)) {
                abandon(); // an operator has deleted records, which must not come back
                catalogue.forgetMissing();
                return;
            }
            done.rewrite.publish(table);
            catalogue.add(table);
        } else {
            done.rewrite.abandon();
            ages.forget(done.firstId);
        }
        job = Optional.empty();
        failures = 0;
        done.close();
        switch (done.purpose) {
            case SEAL -> {
                done.redo.orElseThrow().discard(damaged);
                redos.remove(done.redo.orElseThrow());
            }
            case CONVERT -> converted(done, damaged);
            case MERGE -> merged(done);
        }
    }

    private boolean stand(List<SegmentFile> files) {
        return files.stream().allMatch(file -> disk.exists(file.path()));
    }

    private void converted(Job done, boolean damaged) throws IOException {
        SegmentFile file = done.files.get(0);
        ages.found(file.firstId());
        catalogue.removeOld(file);
        if (damaged) {
            Aside.set(disk, file.path(), "not all of it could be read");
        } else {
            disk.delete(file.path());
        }
        Log.info(
                "journal-converted",
                "file",
                file.path().getFileName(),
                "records",
                done.rewrite.records(),
                "left",
                catalogue.toConvert());
    }

    private void merged(Job done) throws IOException {
        SegmentFile younger = done.files.get(1);
        catalogue.forget(younger.firstId());
        ages.merge(done.firstId, younger.firstId());
        ages.save(); // or a kill would give the table the age of its older part
        for (SegmentFile file : done.files) {
            disk.delete(file.path());
        }
        Log.debug("journal-merged", "first-id", done.firstId, "last-id", younger.lastId());
    }
}
