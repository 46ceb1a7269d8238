package io.timeserverd.journal;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.mapdb.DataInput2;
import org.mapdb.volume.Volume;

/**
 * A file for MapDB that is read and written with calls, and never mapped: a full disk or a bad sector causes an
 * exception, where a mapping would end the process. Whatever a damaged file makes MapDB ask for, at most a page is
 * allocated.
 *
 * <p>Supports the operations that a sorted table needs, and no others.
 */
final class ChannelVolume extends Volume {
    /** The greatest size of a page of a table. The largest node fits into the first page. */
    static final int PAGE = 1 << 20;

    private static final int WINDOW = 1 << 12;

    private final FileChannel channel;
    private final ByteBuffer window = ByteBuffer.allocate(WINDOW).limit(0);
    private long windowStart;

    ChannelVolume(FileChannel channel) {
        this.channel = channel;
    }

    /** Leaves out the zeroes at the end of a page, for which the file system leaves a hole. */
    @Override
    public void putData(long offset, byte[] bytes, int from, int length) {
        int end = Bytes.endOfNonZero(bytes, from, from + length);
        write(offset, ByteBuffer.wrap(bytes, from, end - from));
    }

    @Override
    public void putLong(long offset, long value) {
        write(offset, ByteBuffer.allocate(Long.BYTES).putLong(0, value));
    }

    @Override
    public long getLong(long offset) {
        return window(offset, Long.BYTES).getLong((int) (offset - windowStart));
    }

    @Override
    public int getInt(long offset) {
        return window(offset, Integer.BYTES).getInt((int) (offset - windowStart));
    }

    @Override
    public byte getByte(long offset) {
        return window(offset, Byte.BYTES).get((int) (offset - windowStart));
    }

    /** Reads to the end of the page where MapDB passes a wrong size, as it does for the last value of a page. */
    @Override
    public DataInput2 getDataInput(long offset, int size) {
        int inPage = PAGE - Math.floorMod(offset, PAGE);
        var bytes = ByteBuffer.allocate(size < 0 || size > inPage ? inPage : size);
        read(offset, bytes);
        return new DataInput2.ByteArray(bytes.array());
    }

    @Override
    public void close() {
        closed.set(true);
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public long length() {
        try {
            return channel.size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Does nothing: writing extends the file. */
    @Override
    public void ensureAvailable(long size) {}

    /** Does nothing: the owner of the channel does it when the file is complete. */
    @Override
    public void sync() {}

    @Override
    public int sliceSize() {
        return -1;
    }

    @Override
    public boolean isSliced() {
        return false;
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public File getFile() {
        throw unused();
    }

    @Override
    public boolean getFileLocked() {
        return false;
    }

    @Override
    public void truncate(long size) {
        throw unused();
    }

    @Override
    public void putInt(long offset, int value) {
        throw unused();
    }

    @Override
    public void putByte(long offset, byte value) {
        throw unused();
    }

    @Override
    public void putData(long offset, ByteBuffer bytes) {
        throw unused();
    }

    @Override
    public void getData(long offset, byte[] bytes, int from, int length) {
        throw unused();
    }

    @Override
    public void clear(long from, long to) {
        throw unused();
    }

    private ByteBuffer window(long offset, int size) {
        if (offset < windowStart || offset + size > windowStart + window.limit()) {
            window.clear();
            windowStart = offset;
            read(offset, window);
            window.flip();
        }
        return window;
    }

    /** Fills the buffer, with zeroes after the end of the file. Fails a page or more after the end. */
    private void read(long offset, ByteBuffer into) {
        try {
            if (offset < 0 || offset >= channel.size() + PAGE) {
                throw new MalformedException("table leads to offset " + offset);
            }
            FileBytes.read(channel, into, offset);
            while (into.hasRemaining()) {
                into.put((byte) 0);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(long offset, ByteBuffer bytes) {
        try {
            window.limit(0);
            FileBytes.write(channel, bytes, offset);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static UnsupportedOperationException unused() {
        return new UnsupportedOperationException("a sorted table does not need this");
    }
}
