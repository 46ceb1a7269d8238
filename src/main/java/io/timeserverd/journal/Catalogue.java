package io.timeserverd.journal;

import io.timeserverd.log.Log;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;
import java.util.TreeMap;

/** The segments on disk that are no redo logs of this release. Belongs to the helper thread. */
final class Catalogue {
    /** Ticks in a row in which the disk may fail before a file that cannot be read is set aside. */
    private static final int TRIES = 60;

    private final Disk disk;

    /** Files that were there at the start and have not been looked into. */
    private final Deque<Found> unexamined = new ArrayDeque<>();

    private final TreeMap<Long, Segment> sealed = new TreeMap<>();

    /** Segments of release 0.1.0 that are not converted yet. */
    private final TreeMap<Long, Found> old = new TreeMap<>();

    private int failures;
    private long deletedSegments;
    private long deletedRecords;

    /** A file and its size. */
    private record Found(SegmentFile file, long bytes) {}

    Catalogue(Disk disk) {
        this.disk = disk;
    }

    /** A file that was there at the start. */
    void found(SegmentFile file) throws IOException {
        unexamined.addLast(new Found(file, disk.size(file.path())));
    }

    /** A table that was sealed now. */
    void add(Segment segment) {
        sealed.put(segment.firstId(), segment);
    }

    /**
     * Looks into one of the files that were there at the start; what cannot be read is set aside.
     *
     * @return whether there is another one to look into
     */
    boolean examine() throws IOException {
        Found found = unexamined.pollFirst();
        if (found == null) {
            return false;
        }
        SegmentFile file = found.file;
        try (Source source = file.open(disk).orElse(null)) {
            if (source instanceof TableSource table) {
                add(Segment.of(
                        file.path(), Segment.State.SEALED, file.firstId(), file.lastId(), table.all(), found.bytes));
            } else if (source != null) {
                old.put(file.firstId(), found);
            }
            failures = 0;
        } catch (MalformedException e) {
            Aside.set(disk, file.path(), Reason.of(e));
        } catch (IOException e) {
            lookAgain(file, e);
        }
        return !unexamined.isEmpty();
    }

    /** The disk may be well again at the next tick; what can never be read is set aside. */
    private void lookAgain(SegmentFile file, IOException failure) throws IOException {
        failures++;
        if (failures < TRIES) {
            found(file);
            throw failure;
        }
        Aside.set(disk, file.path(), Reason.of(failure));
    }

    boolean isExamined() {
        return unexamined.isEmpty();
    }

    /** The sealed tables, oldest first. */
    Collection<Segment> sealed() {
        return sealed.values();
    }

    /** The oldest segment of release 0.1.0 that is not converted. */
    Optional<SegmentFile> oldestToConvert() {
        return isExamined() && !old.isEmpty() ? Optional.of(old.firstEntry().getValue().file) : Optional.empty();
    }

    /** How many of them there are. */
    int toConvert() {
        return old.size();
    }

    /** A segment of release 0.1.0 is converted, or gone. */
    void removeOld(SegmentFile file) {
        old.remove(file.firstId());
    }

    /** A table was merged into another one. */
    void forget(long firstId) {
        sealed.remove(firstId);
    }

    /** Deletes a segment of release 0.1.0 that was not converted. */
    void deleteOld(SegmentFile file, String reason) throws IOException {
        Segment segment = describe(file);
        disk.delete(file.path());
        removeOld(file);
        deleted(segment, reason);
    }

    private Segment describe(SegmentFile file) throws IOException {
        try (Source source = file.open(disk).orElse(null)) {
            return source == null
                    ? Segment.damaged(file, 0)
                    : file.before(Long.MAX_VALUE).describe(source, disk.size(file.path()));
        }
    }

    /** Deletes the records of a table for good. */
    void delete(Segment segment, String reason) throws IOException {
        disk.delete(segment.file());
        sealed.remove(segment.firstId());
        deleted(segment, reason);
    }

    /** Logs and counts that the records of a segment were deleted. */
    void deleted(Segment segment, String reason) {
        deletedSegments++;
        deletedRecords += segment.records();
        Log.warn(
                "journal-segment-deleted",
                "file",
                segment.file(),
                "first-id",
                segment.firstId(),
                "last-id",
                segment.lastId(),
                "from",
                segment.leastTime(),
                "to",
                segment.greatestTime(),
                "reason",
                reason);
    }

    /** Segments deleted since the start. */
    long deletedSegments() {
        return deletedSegments;
    }

    /** Their records. */
    long deletedRecords() {
        return deletedRecords;
    }

    /** Forgets what someone else deleted. */
    void forgetMissing() {
        int before = sealed.size() + old.size();
        sealed.values().removeIf(segment -> isGone(segment.file()));
        old.values().removeIf(found -> isGone(found.file.path()));
        int gone = before - sealed.size() - old.size();
        if (gone > 0) {
            Log.warn("journal-segments-gone", "segments", gone);
        }
    }

    /** Whether a file is gone. A disk that fails for a moment does not say so. */
    private boolean isGone(Path file) {
        try {
            return disk.identity(file).isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    int size() {
        return sealed.size() + old.size() + unexamined.size();
    }

    /** First id of the segment behind this one, or {@link Long#MAX_VALUE}. */
    long firstIdBehind(long firstId) {
        Long nextSealed = sealed.higherKey(firstId);
        Long nextOld = old.higherKey(firstId);
        return Math.min(nextSealed == null ? Long.MAX_VALUE : nextSealed, nextOld == null ? Long.MAX_VALUE : nextOld);
    }

    /** Size of the files. */
    long bytes() {
        return unexamined.stream().mapToLong(Found::bytes).sum()
                + old.values().stream().mapToLong(Found::bytes).sum()
                + sealed.values().stream().mapToLong(Segment::bytes).sum();
    }

    /** First id of the oldest segment, or {@link Long#MAX_VALUE}. */
    long firstId() {
        long first = Long.MAX_VALUE;
        if (!sealed.isEmpty()) {
            first = sealed.firstKey();
        }
        if (!old.isEmpty()) {
            first = Math.min(first, old.firstKey());
        }
        return unexamined.isEmpty()
                ? first
                : Math.min(first, unexamined.peekFirst().file.firstId());
    }
}
