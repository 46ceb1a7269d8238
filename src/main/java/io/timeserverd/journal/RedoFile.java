package io.timeserverd.journal;

import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A redo log as the helper thread sees it: brings it to the disk, reads it, deletes it. */
final class RedoFile {
    private final Disk disk;
    private final Path directory;
    private final SegmentFile file;
    private final FileChannel channel;
    private final Optional<Object> identity;
    private long syncedBytes;

    // Of the records that are known to be on the disk itself: the id behind the last one, and its time.
    private long syncedId;
    private long syncedNs;

    private boolean syncFailed;
    private boolean lossTaken;

    /** The last reader of it, which is the one that read all of it when it is sealed. */
    private Optional<RedoSegmentReader> lastReader = Optional.empty();

    private List<Loss> unread = List.of();

    // When it has ended: the id behind the last record, and its time.
    private OptionalLong endId = OptionalLong.empty();
    private long endNs;

    /** Opens the file at once, so that its records can be read even when it is deleted. */
    RedoFile(Disk disk, Path directory, long segment) throws IOException {
        this.disk = disk;
        this.directory = directory;
        Path path = FileNames.of(directory, segment, FileNames.REDO);
        this.file = new SegmentFile(path, SegmentFile.Kind.REDO, segment, Long.MAX_VALUE);
        this.channel = disk.open(path, READ);
        this.identity = disk.identity(path);
        this.syncedId = segment;
    }

    /** First id of the segment. */
    long segment() {
        return file.firstId();
    }

    Path path() {
        return file.path();
    }

    long bytes() throws IOException {
        return channel.size();
    }

    /** Reads it as far as it goes now. Closed with this file, not before. */
    RedoSegmentReader reader() throws IOException {
        var opened = new RedoSegmentReader(channel, file.firstId());
        lastReader = Optional.of(opened);
        return opened;
    }

    /** What is known of it; it must have ended. */
    Segment asSegment() throws IOException {
        return file.before(endId.orElseThrow())
                .describe(new RedoSegmentReader(channel, file.firstId()), channel.size());
    }

    /** Whether it still has its name. */
    boolean stands() throws IOException {
        return identity.equals(disk.identity(path()));
    }

    /** Fails when it was deleted or replaced; what was written into it can still be read. */
    void checkStands() throws IOException {
        if (!stands()) {
            throw new IOException(path() + " was deleted or replaced");
        }
    }

    /** Behind the id of the last record that counts; it must have ended. */
    long endId() {
        return endId.orElseThrow();
    }

    /** Nothing more is written into it. */
    void end(long nextId, long lastNs) {
        endId = OptionalLong.of(nextId);
        endNs = lastNs;
    }

    /**
     * Brings the committed part to the disk itself, unless it is there. After an attempt that failed it does nothing: a later
     * success would prove nothing.
     *
     * @param committed where that part ends, in bytes of the file; all of it when it has ended
     * @param nextId behind the last record of that part
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

    /** Brings all of it to the disk itself; it must have ended. */
    void syncAll() throws IOException {
        sync(channel.size(), endId.orElseThrow(), endNs);
    }

    /** Whether some of it may never reach the disk itself: it has to go on in another file. */
    boolean syncFailed() {
        return syncFailed;
    }

    /**
     * What is lost of it, each loss once: the records that may not be on the disk itself, when it has ended and an attempt has
     * failed; and those that could not be read when it was sealed.
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

    /** It is sealed: deletes it, or sets it aside because not all of it could be read; then lets go of it. */
    void sealed(boolean damaged) throws IOException {
        List<Loss> found = lastReader.orElseThrow().losses(endId(), endNs);
        if (stands() && (damaged || !found.isEmpty())) {
            AsideFiles.setAside(disk, path(), "not all of it could be read");
            close();
        } else {
            discard();
        }
        unread = found;
    }

    /** Deletes it, and lets go of it. */
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
