package io.timeserverd.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/**
 * Finds the intact frames of a redo log, page by page, up to the length that the file has when the reader is made.
 * Skips damaged frames. Does not disturb the writer. Belongs to one thread.
 *
 * <pre>
 *     for each page: seek, next ... next
 * </pre>
 */
final class RedoReader implements Closeable {
    private final FileChannel channel;
    private final long segment;
    private final long size;
    private final String problem;
    private final boolean otherVersion;
    private final boolean unborn;

    private final byte[] page = new byte[Frame.PAGE];
    private int pageNumber = -1;
    private int loaded;

    /** Where in the page the search for the next frame begins. */
    private int position;

    private int frame;
    private long nextId;

    /** Whether the next frame comes directly after the last one, so that its ids must follow. */
    private boolean follows;

    /** Whether bytes that are not an intact frame were found since the last intact one. */
    private boolean garbage;

    /** Where such bytes end, as an offset in the file. */
    private long garbageEnd;

    /** Where the last intact frame ends, as an offset in the file. */
    private long end = RedoHeader.LENGTH;

    private boolean damaged;

    RedoReader(FileChannel channel, long segment) throws IOException {
        this.channel = channel;
        this.segment = segment;
        this.nextId = segment;
        var bytes = new byte[RedoHeader.LENGTH];
        byte[] header = Arrays.copyOf(bytes, read(bytes, bytes.length, 0));
        problem = RedoHeader.problem(header, segment);
        otherVersion = RedoHeader.otherVersion(header);
        unborn = !problem.isEmpty() && Bytes.endOfNonZero(header, 0, header.length) == 0;
        damaged = !problem.isEmpty() && !unborn;
        size = sizeWithoutZeroes();
    }

    /** What is wrong with the header; empty if nothing is. */
    String problem() {
        return problem;
    }

    /** Whether another version of this program wrote it, so that this one cannot read the rest. */
    boolean otherVersion() {
        return otherVersion;
    }

    /**
     * Whether the header was never written, and so no frame either: the process was killed, or the power failed, while
     * the file was made.
     */
    boolean unborn() {
        return unborn;
    }

    /** How many pages there are. */
    int pages() {
        return Math.toIntExact((size + Frame.PAGE - 1) / Frame.PAGE);
    }

    /** Goes to the beginning of a page. */
    void seek(int number) throws IOException {
        follows = number == 0 || (follows && number == pageNumber + 1);
        if (!follows || number == 0) {
            nextId = segment;
            garbage = false;
        }
        if (number != pageNumber) {
            long start = (long) number * Frame.PAGE;
            loaded = read(page, (int) Math.min(Frame.PAGE, size - start), start);
            pageNumber = number;
        }
        position = number == 0 ? RedoHeader.LENGTH : 0;
    }

    /** Moves to the next intact frame of the page. Returns false if there is none. */
    boolean next() {
        int found = find();
        if (found < 0) {
            damaged |= garbage && pageNumber + 1 < pages(); // at the end of the file it is a torn end
            return false;
        }
        damaged |= unborn || garbage || (follows && Frame.firstId(page, found) != nextId);
        garbage = false;
        follows = true;
        frame = found;
        nextId = Frame.endId(page, found);
        position = found + Frame.length(page, found);
        end = pageStart() + position;
        return true;
    }

    /** The bytes that hold the frame, valid until the next {@link #seek}. */
    byte[] bytes() {
        return page;
    }

    /** Where in {@link #bytes} the frame begins. */
    int at() {
        return frame;
    }

    /** One more than the last id of the last intact frame. */
    long nextId() {
        return nextId;
    }

    /** Where the last intact frame ends, as an offset in the file. */
    long end() {
        return end;
    }

    /**
     * How many bytes after the last intact frame belong to no frame, up to the last one that is not zero. Zeroes alone
     * are not a torn end: they are left by {@link Preallocation}.
     */
    long tornBytes() {
        return garbage ? garbageEnd - end : 0;
    }

    /** Whether there were bytes between intact frames that belong to no frame, or the header is bad. */
    boolean damaged() {
        return damaged;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private long pageStart() {
        return (long) pageNumber * Frame.PAGE;
    }

    /** Where the next intact frame of this page begins, or -1. */
    private int find() {
        if (isFrame(position)) {
            return position;
        }
        int bytesEnd = Bytes.endOfNonZero(page, position, loaded);
        for (int at = position + 1; at < bytesEnd; at++) {
            if (isFrame(at)) {
                garbage = true;
                return at;
            }
        }
        if (bytesEnd > position) {
            garbage = true;
            garbageEnd = pageStart() + bytesEnd;
        }
        return -1;
    }

    private boolean isFrame(int at) {
        return Frame.isIntact(page, at, loaded, segment, pageStart() + at) && Frame.firstId(page, at) >= nextId;
    }

    /**
     * The size without whole pages of zeroes at the end, which {@link Preallocation} leaves. Torn bytes before them
     * still count as the end.
     */
    private long sizeWithoutZeroes() throws IOException {
        long left = channel.size();
        while (left > Frame.PAGE) {
            long start = (left - 1) / Frame.PAGE * Frame.PAGE;
            int length = read(page, (int) (left - start), start);
            if (Bytes.endOfNonZero(page, 0, length) > 0) {
                break;
            }
            left = start;
        }
        return left;
    }

    /** Returns how many bytes were read: fewer than {@code length} only at the end of the file. */
    private int read(byte[] into, int length, long at) throws IOException {
        return FileBytes.read(channel, ByteBuffer.wrap(into, 0, length), at);
    }
}
