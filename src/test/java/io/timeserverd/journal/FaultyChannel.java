package io.timeserverd.journal;

import io.timeserverd.journal.FaultyDisk.Operation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** A file on a {@link FaultyDisk}. */
final class FaultyChannel extends FileChannel {
    private final FaultyDisk disk;
    private final FileChannel real;
    private final boolean onlyReads;
    private final boolean isLock;

    FaultyChannel(FaultyDisk disk, FileChannel real, boolean onlyReads, boolean isLock) {
        this.disk = disk;
        this.real = real;
        this.onlyReads = onlyReads;
        this.isLock = isLock;
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
        if (onlyReads) {
            disk.check(Operation.READ, false);
        }
        return real.read(into, position);
    }

    @Override
    public int write(ByteBuffer from, long position) throws IOException {
        return disk.write(real, from, position);
    }

    @Override
    public long size() throws IOException {
        return real.size();
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        disk.changes();
        disk.check(Operation.TRUNCATE, disk.truncatesFail || disk.readOnly);
        real.truncate(size);
        return this;
    }

    @Override
    public void force(boolean metaData) throws IOException {
        disk.syncs++;
        disk.check(Operation.SYNC, disk.syncsFail);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return real.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        disk.unlocked |= isLock;
        real.close();
    }

    @Override
    public int read(ByteBuffer into) {
        throw unused();
    }

    @Override
    public long read(ByteBuffer[] into, int from, int count) {
        throw unused();
    }

    @Override
    public int write(ByteBuffer from) {
        throw unused();
    }

    @Override
    public long write(ByteBuffer[] from, int first, int count) {
        throw unused();
    }

    @Override
    public long position() {
        throw unused();
    }

    @Override
    public FileChannel position(long position) {
        throw unused();
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) {
        throw unused();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) {
        throw unused();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) {
        throw new UnsupportedOperationException("the journal maps no files");
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) {
        throw unused();
    }

    private static UnsupportedOperationException unused() {
        return new UnsupportedOperationException("the journal does not use this");
    }
}
