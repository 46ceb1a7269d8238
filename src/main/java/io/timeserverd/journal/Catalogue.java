package io.timeserverd.journal;

import io.timeserverd.log.Log;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The segments on disk that are no redo logs of this release. Belongs to the helper thread. */
final class Catalogue {
    /** Ticks in a row in which the disk may fail before a file that cannot be read is set aside. */
    private static final int TRIES = 60;

    /** Why a segment was deleted, where it was not this daemon. */
    private static final String BY_OTHERS = "not by the daemon";

    private final Disk disk;

    /** Files that were there at the start and have not been looked into. */
    private final Deque<Found> unexamined = new ArrayDeque<>();

    /** Those that could not be read when they were looked into. */
    private final Deque<Found> unreadable = new ArrayDeque<>();

    /** Those that are damaged are here until what can be read of them is in another table. */
    private final TreeMap<Long, Segment> sealed = new TreeMap<>();

    /** Segments of release 0.1.0 that are not converted yet. */
    private final TreeMap<Long, Found> old = new TreeMap<>();

    private long deletedSegments;
    private long deletedRecords;

    /**
     * A file and its size.
     *
     * @param failures how often it was looked into in vain
     * @param problem why that failed
     */
    private record Found(SegmentFile file, long bytes, int failures, String problem) {}

    Catalogue(Disk disk) {
        this.disk = disk;
    }

    /** A file that was there at the start. */
    void found(SegmentFile file) throws IOException {
        unexamined.addLast(new Found(file, disk.size(file.path()), 0, ""));
    }

    /** A table that was sealed now. */
    void add(Segment segment) {
        sealed.put(segment.firstId(), segment);
    }

    /**
     * Looks into one of the files that were there at the start, or again into one that could not be read.
     *
     * @return whether there is another one to look into at once
     */
    boolean examine() throws IOException {
        Found found = unexamined.isEmpty() ? unreadable.pollFirst() : unexamined.pollFirst();
        if (found == null) {
            return false;
        }
        SegmentFile file = found.file;
        try (SegmentReader reader = file.open(disk).orElse(null)) {
            if (reader instanceof TableReader table) {
                add(describe(found, table));
            } else if (reader != null) {
                old.put(file.firstId(), found);
            }
        } catch (MalformedException e) {
            AsideFiles.setAside(disk, file.path(), Reason.of(e));
        } catch (AccessDeniedException e) {
            unreadable.addLast(new Found(
                    file,
                    found.bytes,
                    0,
                    "not permitted for this user; make it the daemon's own with chown, or move it away"));
        } catch (IOException e) {
            lookAgain(found, Reason.of(e));
        }
        return !unexamined.isEmpty();
    }

    private Segment describe(Found found, TableReader table) throws IOException {
        SegmentFile file = found.file;
        Segment.State state = Segment.State.SEALED;
        PartStats all = table.all();
        try {
            table.check();
        } catch (MalformedException e) {
            Log.warn("journal-table-damaged", "file", file.path(), "reason", Reason.of(e));
            state = Segment.State.DAMAGED;
            all = PartStats.EMPTY;
        }
        return Segment.of(file.path(), state, file.firstId(), file.lastId(), all, found.bytes);
    }

    /** The disk may be well again at the next tick; what can never be read is set aside. */
    private void lookAgain(Found found, String problem) throws IOException {
        int failures = found.failures + 1;
        if (failures < TRIES) {
            unreadable.addLast(new Found(found.file, found.bytes, failures, problem));
        } else {
            AsideFiles.setAside(disk, found.file.path(), problem);
        }
    }

    /** Fails when a file could not be read. */
    void requireReadable() throws IOException {
        if (!unreadable.isEmpty()) {
            Found first = unreadable.peekFirst();
            throw new IOException(first.file.path().getFileName() + " cannot be read: " + first.problem);
        }
    }

    /** Whether all files that were there at the start could be read. */
    boolean isKnown() {
        return unexamined.isEmpty() && unreadable.isEmpty();
    }

    /** A table of which not everything can be read. */
    Optional<Segment> damaged() {
        return sealed.values().stream()
                .filter(segment -> segment.state() == Segment.State.DAMAGED)
                .findFirst();
    }

    /** Whether every file that was there at the start was looked into, with success or not. */
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

    /** The records of a segment are in another one, or it was set aside. */
    void forget(SegmentFile file) {
        (file.kind() == SegmentFile.Kind.TABLE ? sealed : old).remove(file.firstId());
    }

    /** Deletes a segment of release 0.1.0 that was not converted, or sets it aside when it cannot be read. */
    void deleteOld(SegmentFile file, String reason) throws IOException {
        try {
            Segment segment = describe(file);
            disk.delete(file.path());
            deleted(segment, reason);
        } catch (MalformedException e) {
            AsideFiles.setAside(disk, file.path(), Reason.of(e));
        }
        forget(file);
    }

    private Segment describe(SegmentFile file) throws IOException {
        try (SegmentReader reader = file.open(disk).orElse(null)) {
            return reader == null
                    ? Segment.damaged(file, 0)
                    : file.before(Long.MAX_VALUE).describe(reader, disk.size(file.path()));
        }
    }

    /** Deletes the records of a table for good, or sets it aside when it is damaged. */
    void delete(Segment segment, String reason) throws IOException {
        if (segment.state() == Segment.State.DAMAGED) {
            AsideFiles.setAside(disk, segment.file(), "it is damaged, and would be deleted now");
        } else {
            disk.delete(segment.file());
            deleted(segment, reason);
        }
        sealed.remove(segment.firstId());
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

    /** Forgets what someone else deleted, after it has been logged and counted. */
    void forgetMissing() {
        for (Segment segment : List.copyOf(sealed.values())) {
            if (isGone(segment.file())) {
                sealed.remove(segment.firstId());
                deleted(segment, BY_OTHERS);
            }
        }
        for (Found found : List.copyOf(old.values())) {
            if (isGone(found.file.path())) {
                forget(found.file);
                deleted(Segment.damaged(found.file, found.bytes), BY_OTHERS);
            }
        }
        unreadable.removeIf(found -> isGone(found.file.path()));
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
        return sealed.size() + old.size() + unexamined.size() + unreadable.size();
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
                + unreadable.stream().mapToLong(Found::bytes).sum()
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
