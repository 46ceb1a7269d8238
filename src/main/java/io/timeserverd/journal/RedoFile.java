package io.timeserverd.journal;

import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A redo log as the helper thread uses it: to bring it to the disk, to read it, and to delete it. */
final class RedoFile {
    private final Disk disk;
    private final Path directory;
    private final SegmentFile file;
    private final FileChannel channel;
    private final Optional<Object> identity;
    private long syncedBytes;

    // Of the records that are known to be on the disk itself: one more than the last id, and the time of the last.
    private long syncedId;
    private long syncedNs;

    private boolean syncFailed;
    private boolean lossTaken;

    /** The reader that was opened last. When the redo log is sealed, that reader has read all of it. */
    private Optional<RedoSegmentReader> lastReader = Optional.empty();

    private List<Loss> unread = List.of();

    // Once it has ended: one more than the last id, and the time of the last record.
    private OptionalLong endId = OptionalLong.empty();
    private long endNs;

    /** Opens the file at once, so that its records can be read even if it is deleted. */
    RedoFile(Disk disk, Path directory, long segment) throws IOException {
        this.disk = disk;
        this.directory = directory;
        Path path = FileNames.of(directory, segment, FileNames.REDO);
        this.file = new SegmentFile(path, SegmentFile.Kind.REDO, segment, Long.MAX_VALUE);
        this.channel = disk.open(path, READ);
        this.identity = disk.identity(path);
        this.syncedId = segment;
    }

    /** The first id of the segment. */
    long segment() {
        return file.firstId();
    }

    Path path() {
        return file.path();
    }

    long bytes() throws IOException {
        return channel.size();
    }

    /** Opens a reader of everything written so far. It is closed with this file, and not by the caller. */
    RedoSegmentReader reader() throws IOException {
        var opened = new RedoSegmentReader(channel, file.firstId());
        lastReader = Optional.of(opened);
        return opened;
    }

    /** Describes the segment, which must have ended. */
    Segment asSegment() throws IOException {
        return file.before(endId.orElseThrow())
                .describe(new RedoSegmentReader(channel, file.firstId()), channel.size());
    }

    /** Whether the file still has its name. */
    boolean stands() throws IOException {
        return identity.equals(disk.identity(path()));
    }

    /** Fails if the file was deleted or replaced. Its records can still be read through this object. */
    void checkStands() throws IOException {
        if (!stands()) {
            throw new IOException(path() + " was deleted or replaced");
        }
    }

    /** One more than the id of the last record that counts. The redo log must have ended. */
    long endId() {
        return endId.orElseThrow();
    }

    /** The redo log has ended: nothing more is written to it. */
    void end(long nextId, long lastNs) {
        endId = OptionalLong.of(nextId);
        endNs = lastNs;
    }

    /**
     * Brings the committed part to the disk itself, unless it is there. Does nothing after an attempt has failed: a
     * later success would prove nothing.
     *
     * @param committed offset at which that part ends; of a redo log that has ended, its length
     * @param nextId one more than the id of the last record of that part
     * @param lastNs time of that record
     */
    void sync(long committed, long nextId, long lastNs) throws SyncException {
        if (syncFailed || committed <= syncedBytes) {
            return;
        }
        try {
            channel.force(false);
            disk.sync(directory);
        } catch (IOException e) {
            syncFailed = true;
            throw new SyncException(e);
        }
        syncedBytes = committed;
        syncedId = nextId;
        syncedNs = lastNs;
    }

    /** Brings all of it to the disk itself. It must have ended. */
    void syncAll() throws IOException {
        sync(channel.size(), endId.orElseThrow(), endNs);
    }

    /** Whether some of it may never reach the disk itself, so that records have to go to another file. */
    boolean syncFailed() {
        return syncFailed;
    }

    /**
     * Returns the losses, each of them once: records that may not be on the disk itself, once the redo log has ended
     * and an attempt to bring it there has failed; and records that could not be read when it was sealed.
     */
    List<Loss> takeLosses() {
        var losses = new ArrayList<Loss>(unread);
        unread = List.of();
        if (syncFailed && !lossTaken && endId.isPresent()) {
            lossTaken = true;
            if (endId.getAsLong() > syncedId) {
                losses.add(new Loss(syncedId, endId.getAsLong() - 1, syncedNs, endNs, "not brought to the disk"));
            }
        }
        return losses;
    }

    /** The redo log was sealed: deletes it, or sets it aside if it could not be read completely. Then closes it. */
    void sealed(boolean damaged) throws IOException {
        List<Loss> found = lastReader.orElseThrow().losses(endId(), endNs);
        if (stands() && (damaged || !found.isEmpty())) {
            AsideFiles.setAside(disk, path(), "it could not be read completely");
            close();
        } else {
            discard();
        }
        unread = found;
    }

    /** Deletes the file and closes it. */
    void discard() throws IOException {
        if (stands()) {
            disk.delete(path());
        }
        close();
    }

    void close() throws IOException {
        channel.close();
    }
}
