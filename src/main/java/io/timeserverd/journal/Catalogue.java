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

/** The catalogue of all segments on disk, except redo logs of this release. Belongs to the helper thread. */
final class Catalogue {
    /** For how many ticks in a row reading a file may fail before the file is set aside. */
    private static final int TRIES = 60;

    /** The reason of a deletion that was not this daemon's. */
    private static final String BY_OTHERS = "not by the daemon";

    private final Disk disk;

    /** Files that were there at the start and are not examined yet. */
    private final Deque<Found> unexamined = new ArrayDeque<>();

    /** Files that could not be read when they were examined. */
    private final Deque<Found> unreadable = new ArrayDeque<>();

    /** Sealed tables by first id. A damaged one stays here until its readable records are in another table. */
    private final TreeMap<Long, Segment> sealed = new TreeMap<>();

    /** Segments of release 0.1.0 that are not converted yet. */
    private final TreeMap<Long, Found> old = new TreeMap<>();

    private long deletedSegments;
    private long deletedRecords;

    /**
     * A file and its size.
     *
     * @param failures how often examining it has failed
     * @param problem why it failed
     */
    private record Found(SegmentFile file, long bytes, int failures, String problem) {}

    Catalogue(Disk disk) {
        this.disk = disk;
    }

    /** Adds a file that was there at the start. */
    void found(SegmentFile file) throws IOException {
        unexamined.addLast(new Found(file, disk.size(file.path()), 0, ""));
    }

    /** Adds a table that was just sealed. */
    void add(Segment segment) {
        sealed.put(segment.firstId(), segment);
    }

    /**
     * Examines a file that was there at the start, or once more a file that could not be read.
     *
     * @return whether there is another one to examine at once
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
            retry(found, Reason.of(e));
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

    /** Has a file examined again, since the disk may work at the next tick. After many failures it is set aside. */
    private void retry(Found found, String problem) throws IOException {
        int failures = found.failures + 1;
        if (failures < TRIES) {
            unreadable.addLast(new Found(found.file, found.bytes, failures, problem));
        } else {
            AsideFiles.setAside(disk, found.file.path(), problem);
        }
    }

    /** Fails if a file could not be read. */
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

    /** A table that is damaged. */
    Optional<Segment> damaged() {
        return sealed.values().stream()
                .filter(segment -> segment.state() == Segment.State.DAMAGED)
                .findFirst();
    }

    /** Whether every file that was there at the start was examined, successfully or not. */
    boolean isExamined() {
        return unexamined.isEmpty();
    }

    /** The sealed tables, oldest first. */
    Collection<Segment> sealed() {
        return sealed.values();
    }

    /** The oldest segment of release 0.1.0 that is not converted yet. */
    Optional<SegmentFile> oldestToConvert() {
        return isExamined() && !old.isEmpty() ? Optional.of(old.firstEntry().getValue().file) : Optional.empty();
    }

    /** How many segments of release 0.1.0 are not converted yet. */
    int toConvert() {
        return old.size();
    }

    /** Removes a segment whose records are in another one now, or which was set aside. */
    void forget(SegmentFile file) {
        (file.kind() == SegmentFile.Kind.TABLE ? sealed : old).remove(file.firstId());
    }

    /** Deletes a segment of release 0.1.0 that is not converted, or sets it aside if it cannot be read. */
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

    /** Deletes a table, or sets it aside if it is damaged. */
    void delete(Segment segment, String reason) throws IOException {
        if (segment.state() == Segment.State.DAMAGED) {
            AsideFiles.setAside(disk, segment.file(), "it is damaged, and would be deleted now");
        } else {
            disk.delete(segment.file());
            deleted(segment, reason);
        }
        sealed.remove(segment.firstId());
    }

    /** Logs and counts the deletion of a segment. */
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

    /** How many segments were deleted since the start. */
    long deletedSegments() {
        return deletedSegments;
    }

    /** How many records were deleted with them. */
    long deletedRecords() {
        return deletedRecords;
    }

    /** Removes segments that someone else has deleted; logs and counts them. */
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

    /** Whether a file is gone. If the disk fails, that is not known. */
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

    /** The first id of the segment after this one, or {@link Long#MAX_VALUE}. */
    long firstIdAfter(long firstId) {
        Long nextSealed = sealed.higherKey(firstId);
        Long nextOld = old.higherKey(firstId);
        return Math.min(nextSealed == null ? Long.MAX_VALUE : nextSealed, nextOld == null ? Long.MAX_VALUE : nextOld);
    }

    /** The size of all files. */
    long bytes() {
        return unexamined.stream().mapToLong(Found::bytes).sum()
                + unreadable.stream().mapToLong(Found::bytes).sum()
                + old.values().stream().mapToLong(Found::bytes).sum()
                + sealed.values().stream().mapToLong(Segment::bytes).sum();
    }

    /** The first id of the oldest segment, or {@link Long#MAX_VALUE}. */
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
