package io.timeserverd.journal;

import io.timeserverd.log.Log;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The sealed segments that the daemon found or made. Belongs to the helper thread. */
final class Catalogue {
    private final Disk disk;
    private final Deque<SegmentFile> unexamined = new ArrayDeque<>();
    private final TreeMap<Long, Segment> segments = new TreeMap<>();

    Catalogue(Disk disk) {
        this.disk = disk;
    }

    /** A file that was there at the start. */
    void found(SegmentFile file) {
        unexamined.addLast(file);
    }

    /** A segment that was sealed now. */
    void add(Segment segment) {
        segments.put(segment.firstId(), segment);
    }

    /**
     * Looks into one of the files that were there at the start; what cannot be read is set aside.
     *
     * @return whether there is another one to look into
     */
    boolean examine() throws IOException {
        var file = unexamined.pollFirst();
        if (file == null) {
            return false;
        }
        try (var source = file.open(disk).orElse(null)) {
            if (source != null) {
                add(Segment.of(file.path(), Segment.State.SEALED, source.range(), disk.size(file.path())));
            }
        } catch (MalformedException e) {
            Aside.set(disk, file.path(), e.getMessage());
        }
        return !unexamined.isEmpty();
    }

    /** The oldest segment; none before all are examined. */
    Optional<Segment> oldest() {
        return Optional.ofNullable(unexamined.isEmpty() ? segments.firstEntry() : null)
                .map(Map.Entry::getValue);
    }

    /** Deletes a segment. */
    void delete(Segment segment, String reason) throws IOException {
        disk.delete(segment.file());
        segments.remove(segment.firstId());
        Log.info("journal-segment-deleted", "file", segment.file(), "records", segment.records(), "reason", reason);
    }

    /** Forgets what someone else deleted. */
    void forgetMissing() {
        var before = segments.size();
        segments.values().removeIf(segment -> !disk.exists(segment.file()));
        if (segments.size() < before) {
            Log.warn("journal-segments-gone", "segments", before - segments.size());
        }
    }

    int size() {
        return segments.size() + unexamined.size();
    }

    /** Size of the files that were examined. */
    long bytes() {
        return segments.values().stream().mapToLong(Segment::bytes).sum();
    }

    /** First id of the oldest segment, or {@link Long#MAX_VALUE}. */
    long firstId() {
        var examined = segments.isEmpty() ? Long.MAX_VALUE : segments.firstKey();
        return unexamined.isEmpty()
                ? examined
                : Math.min(examined, unexamined.peekFirst().firstId());
    }
}
