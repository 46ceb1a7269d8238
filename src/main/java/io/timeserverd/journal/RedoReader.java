package io.timeserverd.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/**
 * Finds the intact frames of a redo file, one after the other, also while it grows. What is damaged
 * is skipped. Belongs to one thread; disturbs no writer.
 */
final class RedoReader implements Closeable {
    private final FileChannel channel;
    private final long segment;

    /** Made where it is first needed, which is not the thread that opens the reader of a new segment. */
    private byte[] page = {};

    private long pageStart = -1;
    private int loaded;
    private long position;
    private long nextId;
    private int frame;
    private long end = RedoHeader.LENGTH;
    private boolean follows;
    private boolean garbage;

    /** Where the last of it ends, in bytes of the file. */
    private long lastGarbage;

    private boolean damaged;

    /** The header was never written; then there is no frame either. */
    private boolean unborn;

    private boolean otherVersion;
    private long notBeforeNs;

    RedoReader(FileChannel channel, long segment) {
        this.channel = channel;
        this.segment = segment;
        seek(0);
    }

    /**
     * Reads the header; a bad one counts as damage.
     *
     * @return what is wrong with it, or empty
     */
    String checkHeader() throws IOException {
        var header = new byte[RedoHeader.LENGTH];
        var bytes = Arrays.copyOf(header, read(header, RedoHeader.LENGTH, 0));
        var problem = RedoHeader.problem(bytes, segment);
        otherVersion = RedoHeader.otherVersion(bytes);
        // A process that is killed while it makes the file leaves it empty, or full of zeroes: no record is lost by
        // that.
        unborn = !problem.isEmpty() && endOfBytes(bytes, 0, bytes.length) == 0;
        damaged |= !problem.isEmpty() && !unborn;
        notBeforeNs = problem.isEmpty() ? RedoHeader.notBeforeNs(bytes) : Long.MIN_VALUE;
        return problem;
    }

    /** Whether its header was never written. */
    boolean unborn() {
        return unborn;
    }

    /** Whether the header names another version: then the rest means nothing to this program. */
    boolean otherVersion() {
        return otherVersion;
    }

    /** What the header says; no record is earlier. */
    long notBeforeNs() {
        return notBeforeNs;
    }

    /**
     * How much of the file there is to read: all of it, but for whole pages of zeroes at its end. Whoever writes it may have
     * prepared them ({@link Runway}); what is torn before them is still an end. Moves away from the frame that was found.
     */
    long size() throws IOException {
        var size = channel.size();
        while (size > Frame.PAGE) {
            var start = (size - 1) / Frame.PAGE * Frame.PAGE;
            loadPage(start, (int) (size - start));
            if (endOfBytes(page, 0, loaded) > 0) {
                break;
            }
            size = start;
        }
        return size;
    }

    /** Goes to the beginning of a page, of which there are {@code ceil(size / PAGE)}. */
    void seek(long pageIndex) {
        position = Math.max(pageIndex * Frame.PAGE, RedoHeader.LENGTH);
        nextId = segment;
        follows = pageIndex == 0;
        pageStart = -1;
        garbage = false;
    }

    /**
     * Moves to the next intact frame that lies before {@code limit} bytes of the file.
     *
     * @return false when there is none yet
     */
    boolean next(long limit) throws IOException {
        while (position < limit) {
            load(limit);
            var at = (int) (position - pageStart);
            if (takes(at)) {
                return true;
            }
            var later = resynchronise(at);
            if (later >= 0) {
                position = pageStart + later;
            } else if (limit > pageStart + Frame.PAGE) {
                damaged |= garbage; // a torn end is at the end of the file
                position = pageStart + Frame.PAGE;
            } else {
                // Torn, or being written right now: look again at the next call.
                pageStart = -1;
                return false;
            }
        }
        return false;
    }

    /** The page that was read to its end is not the last one: what is no frame at its end is damage. */
    void pageIsFollowed() {
        damaged |= garbage;
    }

    /** The bytes that hold the frame; valid until the next move. */
    byte[] bytes() {
        return page;
    }

    /** Where in {@link #bytes} the frame begins. */
    int at() {
        return frame;
    }

    /** The id behind the last intact frame. */
    long nextId() {
        return nextId;
    }

    /** Where the last intact frame ends, in bytes of the file. */
    long end() {
        return end;
    }

    /**
     * How many bytes stand behind the last intact frame that are no frame, up to the last one that is not zero. Zeroes alone
     * are no torn end: a {@link Runway} looks like that.
     */
    long tornBytes() {
        return garbage ? lastGarbage - end : 0;
    }

    /** Whether something that is no frame lay between intact frames, or the header is bad. */
    boolean damaged() {
        return damaged;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private boolean takes(int at) {
        if (!Frame.intact(page, at, loaded, segment, pageStart + at) || Frame.firstId(page, at) < nextId) {
            return false;
        }
        frame = at;
        damaged |= unborn || garbage || (follows && Frame.firstId(page, at) != nextId);
        garbage = false;
        follows = true;
        nextId = Frame.firstId(page, at) + Frame.records(page, at);
        position = pageStart + at + Frame.length(page, at);
        end = position;
        return true;
    }

    /** The place of the next intact frame in this page, or -1; zeroes are no damage. */
    private int resynchronise(int from) {
        for (var at = from; at < loaded; at++) {
            if (Frame.intact(page, at, loaded, segment, pageStart + at) && Frame.firstId(page, at) >= nextId) {
                garbage = true;
                return at;
            }
        }
        var bytesEnd = endOfBytes(page, from, loaded);
        if (bytesEnd > from) {
            garbage = true;
            lastGarbage = pageStart + bytesEnd;
        }
        return -1;
    }

    private void load(long limit) throws IOException {
        var start = position - position % Frame.PAGE;
        var wanted = (int) Math.min(Frame.PAGE, limit - start);
        if (start == pageStart && wanted <= loaded) {
            return;
        }
        loadPage(start, wanted);
    }

    private void loadPage(long start, int length) throws IOException {
        if (page.length == 0) {
            page = new byte[Frame.PAGE];
        }
        loaded = read(page, length, start);
        pageStart = start;
    }

    /** Returns how many bytes there were, which is fewer than {@code length} only at the end of the file. */
    private int read(byte[] into, int length, long at) throws IOException {
        var buffer = ByteBuffer.wrap(into, 0, length);
        while (buffer.hasRemaining() && channel.read(buffer, at + buffer.position()) > 0) {
            // Short reads are rare; go on until the end of the file.
        }
        return buffer.position();
    }

    /** Where the last byte of {@code [from, to)} ends that is not zero; {@code from} if there is none. */
    private static int endOfBytes(byte[] bytes, int from, int to) {
        var end = to;
        while (end > from && bytes[end - 1] == 0) {
            end--;
        }
        return end;
    }
}
