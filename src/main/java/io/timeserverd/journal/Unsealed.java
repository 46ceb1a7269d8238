package io.timeserverd.journal;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import io.timeserverd.log.Log;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A segment on its way into MapDB: its redo file is read, step by step as it grows, into the file that
 * will be the sealed segment. Belongs to the helper thread.
 *
 * <pre>
 *     feed ... feed -> seal            redo file and half-built file become one sealed file
 *      `----------`-> abandon          the half-built file is thrown away; feeding begins again
 * </pre>
 */
final class Unsealed {
    private final Disk disk;
    private final Path directory;
    private final long segment;
    private final FileChannel redoChannel;
    private final Optional<Object> identity;
    private final Entry entry = new Entry();
    private RedoReader redo;
    private FileChannel built;
    private SealedWriter writer;
    private boolean damaged;
    private long synced;

    /** Opens the redo file at once, so that its records are safe even when it is deleted. */
    Unsealed(Disk disk, Path directory, long segment) throws IOException {
        this.disk = disk;
        this.directory = directory;
        this.segment = segment;
        this.redoChannel = disk.open(redoFile(), READ);
        this.identity = disk.identity(redoFile());
        this.redo = new RedoReader(redoChannel, segment);
        redo.checkHeader();
    }

    long segment() {
        return segment;
    }

    Path redoFile() {
        return Names.of(directory, segment, Names.REDO);
    }

    /** Fails when the redo file was deleted or replaced; what was written into it can still be read. */
    void checkStands() throws IOException {
        if (!stands()) {
            throw new IOException(redoFile() + " was deleted or replaced");
        }
    }

    /** Size of the redo file, and of what is built from it. */
    long bytes() throws IOException {
        return redoChannel.size() + (built == null ? 0 : built.size());
    }

    /** Brings the redo file to the disk itself, unless so many of its bytes are there. */
    void sync(long committed) throws IOException {
        long size = Math.min(committed, redoChannel.size());
        if (size > synced) {
            redoChannel.force(false);
            disk.sync(directory);
            synced = size;
        }
    }

    /**
     * Reads on.
     *
     * @param limit where the committed part of the redo file ends
     * @param endId records from this id on belong to the next segment
     * @param budget about how many bytes to read at most
     * @return whether the limit is reached
     */
    boolean feed(long limit, long endId, long budget) throws IOException {
        if (writer == null) {
            built = disk.open(file(Names.ACTIVE), CREATE, TRUNCATE_EXISTING, READ, WRITE);
            writer = new SealedWriter(built, segment);
        }
        long stop = budget == Long.MAX_VALUE ? budget : redo.end() + budget;
        long end = limit == Long.MAX_VALUE ? redo.size() : Math.min(limit, redoChannel.size());
        var frames = new FrameReader();
        while (redo.next(end)) {
            addFrame(frames, endId);
            if (redo.end() >= stop) {
                return false;
            }
        }
        return true;
    }

    private void addFrame(FrameReader frames, long endId) throws IOException {
        frames.begin(redo.bytes(), redo.at());
        try {
            while (frames.next(entry) && frames.id() < endId) {
                writer.add(entry, frames.id(), frames.timeNs());
            }
        } catch (MalformedException e) {
            damaged = true;
        }
    }

    /** Throws away what was built; the redo file stays. */
    void abandon() throws IOException {
        redo = new RedoReader(redoChannel, segment);
        redo.checkHeader();
        closeWriter();
        if (built != null) {
            built.close();
            built = null;
            disk.delete(file(Names.ACTIVE));
        }
    }

    /** Completes the MapDB file under its name of an active segment: for a clean stop. */
    void complete() throws IOException {
        if (writer.records() > 0) {
            writer.finish();
        }
    }

    /**
     * Turns it into a sealed segment; feeding must have reached the end.
     *
     * @return the sealed segment, or empty when not a record of it was left
     */
    Optional<Segment> seal() throws IOException {
        if (writer.records() == 0) {
            abandon();
            discardRedo();
            close();
            return Optional.empty();
        }
        Source.Range range = writer.finish().range();
        long bytes = built.size();
        Path sealed = file(Names.SEALED);
        disk.move(file(Names.ACTIVE), sealed);
        disk.sync(directory);
        discardRedo();
        close();
        return Optional.of(Segment.of(sealed, Segment.State.SEALED, range, bytes));
    }

    /** Gives the segment up, to make room. */
    void delete(String reason) throws IOException {
        abandon();
        if (stands()) {
            disk.delete(redoFile());
        }
        close();
        Log.info("journal-segment-deleted", "file", redoFile(), "reason", reason);
    }

    /** Lets go of the files. */
    void close() throws IOException {
        closeWriter();
        redoChannel.close();
        if (built != null) {
            built.close();
        }
    }

    private void closeWriter() {
        if (writer != null) {
            writer.close();
            writer = null;
        }
    }

    /** Whether the redo file still has its name. */
    boolean stands() throws IOException {
        return identity.equals(disk.identity(redoFile()));
    }

    /** Deletes the redo file, or keeps what could not be read of it for a program that can. */
    private void discardRedo() throws IOException {
        if (!stands()) {
            return;
        }
        if (damaged || redo.damaged()) {
            Aside.set(disk, redoFile(), "its header, or bytes between intact frames, are damaged");
        } else {
            disk.delete(redoFile());
        }
    }

    private Path file(String kind) {
        return Names.of(directory, segment, kind);
    }
}
