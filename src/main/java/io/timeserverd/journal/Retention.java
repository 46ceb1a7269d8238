package io.timeserverd.journal;

import io.timeserverd.journal.JournalOptions.WhenFull;
import java.io.IOException;
import java.util.Deque;
import java.util.Iterator;

/**
 * Deletes the oldest segments, one at a time: those that are too old, and those for which there is no room. Nothing
 * else that the daemon does deletes records. Belongs to the helper thread.
 */
final class Retention {
    /** Room for files that are neither segments nor the reserve. */
    private static final long SMALL_FILES = 64 << 10;

    private final Disk disk;
    private final JournalOptions options;
    private final Reserve reserve;
    private final Catalogue catalogue;
    private final Deque<RedoFile> redos;
    private final SegmentAges ages;
    private final Compaction compaction;
    private final ChainMaintenance chaining;

    /** @param redos the redo logs that are not sealed, oldest first; the last one is active */
    Retention(
            Disk disk,
            JournalOptions options,
            Reserve reserve,
            Catalogue catalogue,
            Deque<RedoFile> redos,
            SegmentAges ages,
            Compaction compaction,
            ChainMaintenance chaining) {
        this.disk = disk;
        this.options = options;
        this.reserve = reserve;
        this.catalogue = catalogue;
        this.redos = redos;
        this.ages = ages;
        this.compaction = compaction;
        this.chaining = chaining;
    }

    /** Deletes a segment if one is too old, or if there is no room for it. Returns whether it did. */
    boolean step() throws IOException {
        Iterator<Segment> sealed = catalogue.sealed().iterator();
        if (sealed.hasNext()) {
            Segment oldest = sealed.next();
            if (ages.ageNs(oldest.firstId()) > Times.nanos(options.retention())) {
                delete(oldest, "age");
                return true;
            }
        }
        return spare() < 0 && deleteOldest("size");
    }

    /** Deletes a segment if an exception came from a full disk. Returns whether it did. */
    boolean makeRoom(IOException e) throws IOException {
        return options.whenFull() == WhenFull.DROP_OLDEST
                && Reserve.isShort(disk, options.path(), e)
                && deleteOldest("full");
    }

    /**
     * How many bytes are left within {@code journal.max-size} once the active redo log has its full size. Negative if
     * there is not enough room.
     */
    long spare() throws IOException {
        return room() - options.activeBytes();
    }

    /** How many bytes the active redo log may have. Room for an unfinished table is already subtracted. */
    long room() throws IOException {
        long others = SMALL_FILES + reserve.bytes() + catalogue.bytes() + chaining.bytes() + compaction.allowance();
        for (RedoFile redo : redos) {
            others += redo == redos.getLast() ? 0 : redo.bytes();
        }
        return options.maxBytes() - others;
    }

    /** Deletes the oldest segment that is not active, if there is one. */
    private boolean deleteOldest(String reason) throws IOException {
        if (!catalogue.isExamined()) {
            return false;
        }
        Iterator<Segment> sealed = catalogue.sealed().iterator();
        if (catalogue.toConvert() > 0
                && catalogue.oldestToConvert().orElseThrow().firstId() == catalogue.firstId()) {
            SegmentFile old = catalogue.oldestToConvert().orElseThrow();
            compaction.release(old.firstId());
            long next = Math.min(
                    catalogue.firstIdAfter(old.firstId()), redos.getFirst().segment());
            chaining.deleted(old.firstId(), next - 1, reason);
            catalogue.deleteOld(old, reason);
            ages.forget(old.firstId());
            return true;
        }
        if (sealed.hasNext()) {
            delete(sealed.next(), reason);
            return true;
        }
        return deleteOldestRedo(reason);
    }

    private boolean deleteOldestRedo(String reason) throws IOException {
        if (redos.size() < 2) {
            return false;
        }
        compaction.release(redos.getFirst().segment());
        RedoFile oldest = redos.getFirst();
        Segment described = oldest.asSegment();
        chaining.deleted(oldest.segment(), Math.max(oldest.segment(), described.lastId()), reason);
        oldest.discard();
        redos.removeFirst();
        catalogue.deleted(described, reason);
        ages.forget(oldest.segment());
        return true;
    }

    private void delete(Segment segment, String reason) throws IOException {
        compaction.release(segment.firstId());
        if (segment.state() != Segment.State.DAMAGED) { // a damaged one is set aside instead
            chaining.deleted(segment.firstId(), segment.lastId(), reason);
        }
        catalogue.delete(segment, reason);
        ages.forget(segment.firstId());
    }
}
