package io.timeserverd.journal;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.timeserverd.journal.JournalOptions.Sync;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Appends to a redo log. Belongs to one thread.
 *
 * <pre>
 *     append ... append -> commit        frames are gathered in memory, then written with one call
 *                       `-> abandon      ... or forgotten
 * </pre>
 *
 * <p>If every commit is brought to the disk itself, the end of the file is {@linkplain Preallocation preallocated}.
 */
final class RedoWriter implements AutoCloseable {
    private final FileChannel channel;
    private final long segment;
    private final FrameBuffer buffer;
    private final FrameWriter frames;
    private final Reserve reserve;

    /** Whether every commit is brought to the disk itself. */
    private final boolean syncs;

    private final Preallocation preallocation;
    private int used;
    private boolean open;
    private long committed;
    private long written;

    /**
     * Goes on after the intact part of a file.
     *
     * @param committed where that part ends
     */
    RedoWriter(
            JournalOptions options,
            FileChannel channel,
            long segment,
            long committed,
            FrameBuffer buffer,
            Reserve reserve) {
        this.channel = channel;
        this.segment = segment;
        this.buffer = buffer;
        this.frames = buffer.writer;
        this.committed = committed;
        this.written = committed;
        this.reserve = reserve;
        this.syncs = options.sync() == Sync.ALWAYS;
        this.preallocation = new Preallocation(options.segmentBytes());
    }

    /**
     * Begins the redo log of a new segment.
     *
     * @param nowNs the clock's reading, nanoseconds since 1970
     * @param buffer a new one, or that of a segment that has ended: nothing more may be appended to that segment
     */
    static RedoWriter create(
            Disk disk, JournalOptions options, long segment, long nowNs, FrameBuffer buffer, Reserve reserve)
            throws IOException {
        Path file = FileNames.of(options.path(), segment, FileNames.REDO);
        if (disk.exists(file) && disk.size(file) <= RedoHeader.LENGTH) {
            disk.delete(file); // it has no records: the disk failed before the first one
        } else if (disk.exists(file)) {
            AsideFiles.setAside(disk, file, "its name is needed");
        }
        FileChannel channel = disk.open(file, CREATE_NEW, READ, WRITE);
        var writer = new RedoWriter(options, channel, segment, 0, buffer, reserve);
        try {
            writer.write(ByteBuffer.wrap(RedoHeader.write(segment, nowNs)));
            writer.committed = writer.written;
            if (writer.syncs) {
                disk.sync(options.path());
            }
            return writer;
        } catch (IOException e) {
            channel.close();
            disk.delete(file);
            throw e;
        }
    }

    /** How many bytes of the file are committed. */
    long committed() {
        return committed;
    }

    /** The size of the file with everything appended and with preallocated zeroes. */
    long size() {
        return Math.max(preallocation.end(), written + (open ? frames.end() : used));
    }

    /** The buffer, for the next segment. */
    FrameBuffer buffer() {
        return buffer;
    }

    /** First id of the segment. */
    long segment() {
        return segment;
    }

    /**
     * Adds a record. It is written at once only if there is no more room in memory.
     *
     * @param nextId one more than the id of the last record that was committed or appended
     * @return how many bytes it takes
     */
    int append(Entry entry, long id, long nextId) throws IOException {
        if (open && (room(frames.end()) < Row.MAX || !frames.takes(entry.timeNs))) {
            finishFrame();
        }
        int header = open ? 0 : Frame.HEADER;
        if (!open) {
            beginFrame(nextId, entry.timeNs);
        }
        int before = frames.end();
        frames.add(id, entry);
        return header + frames.end() - before;
    }

    /**
     * Writes everything appended since the last commit; with {@link Sync#ALWAYS} brings it to the disk itself. After an
     * exception call {@link #abandon}.
     *
     * @throws SyncException when what this commit or an earlier one has written may not be on the disk itself
     */
    void commit() throws IOException {
        flush();
        if (syncs) {
            sync();
        }
        committed = written;
    }

    /** Forgets everything appended since the last commit. Takes back what was written of it. */
    void abandon() throws IOException {
        open = false;
        used = 0;
        written = committed;
        trim();
    }

    /** Cuts the file off after the committed part. */
    void trim() throws IOException {
        channel.truncate(committed);
        preallocation.cut(committed);
    }

    /** Brings the committed part to the disk itself. */
    void sync() throws SyncException {
        try {
            channel.force(false);
        } catch (IOException e) {
            throw new SyncException(e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void beginFrame(long nextId, long timeNs) throws IOException {
        if (room(used) < Frame.HEADER + Row.MAX) {
            int pad = room(used);
            Arrays.fill(buffer.bytes, used, used + pad, (byte) 0);
            used += pad;
        }
        if (syncs && used > 0 && room(used) == Frame.PAGE) {
            // The system may write pages in any order. A later one without this one would look like damage.
            flush();
            sync();
        }
        if (FrameBuffer.BYTES - used < Frame.PAGE) {
            flush();
        }
        frames.begin(buffer.bytes, used, nextId, timeNs);
        open = true;
    }

    private void finishFrame() {
        frames.finish(segment, written + used);
        used = frames.end();
        open = false;
    }

    private void flush() throws IOException {
        if (open) {
            finishFrame();
        }
        write(buffer.view.clear().limit(used));
        used = 0;
    }

    private void write(ByteBuffer bytes) throws IOException {
        try {
            FileBytes.write(channel, bytes, written);
        } catch (IOException e) {
            if (!reserve.release()) {
                throw e;
            }
            FileBytes.write(channel, bytes.rewind(), written);
        }
        written += bytes.limit();
        if (syncs) {
            preallocation.extend(channel, written);
        }
    }

    /** How many bytes of the page are left after this place in the buffer. */
    private int room(int at) {
        return Frame.PAGE - (int) ((written + at) % Frame.PAGE);
    }
}
