package io.timeserverd.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The real disk, but as large and as healthy as a test wants it. */
final class FaultyDisk implements Disk {
    private final Path directory;

    /** How many bytes the files of the directory can have together. */
    long capacity = Long.MAX_VALUE;

    /** Whether nothing can be changed. */
    boolean readOnly;

    /** Whether writes fail, after half of their bytes. */
    boolean writesFail;

    /** Whether files cannot be cut. */
    boolean truncatesFail;

    /** Whether nothing can be brought to the disk itself. */
    boolean syncsFail;

    /** Whether no file can be made. */
    boolean createsFail;

    int syncs;

    /** Whether the lock of the directory was let go of, and how often a file was changed after that. */
    boolean unlocked;

    int changesUnlocked;

    FaultyDisk(Path directory) {
        this.directory = directory;
    }

    @Override
    public FileChannel open(Path file, OpenOption... options) throws IOException {
        var asked = List.of(options);
        var makes = asked.contains(StandardOpenOption.CREATE) || asked.contains(StandardOpenOption.CREATE_NEW);
        if (makes && createsFail && !exists(file)) {
            throw new FileSystemException(file.toString(), null, "Permission denied");
        }
        if (asked.contains(StandardOpenOption.WRITE)) {
            checkWritable(file);
        }
        return new FaultyChannel(this, FileChannel.open(file, options), file.endsWith(Names.LOCK));
    }

    @Override
    public void delete(Path file) throws IOException {
        checkWritable(file);
        Disk.super.delete(file);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        checkWritable(from);
        Disk.super.move(from, to);
    }

    @Override
    public long usable(Path anywhere) throws IOException {
        return Math.max(0, capacity - used());
    }

    void checkWritable(Path file) throws IOException {
        if (readOnly) {
            throw new FileSystemException(file.toString(), null, "Read-only file system");
        }
    }

    void changes() {
        changesUnlocked += unlocked ? 1 : 0;
    }

    /** Writes what there is room for, and fails when that is not all. */
    int write(FileChannel channel, ByteBuffer from, long position) throws IOException {
        changes();
        if (readOnly) {
            throw new IOException("Read-only file system");
        }
        var grows = Math.max(0, position + from.remaining() - channel.size());
        var missing = capacity == Long.MAX_VALUE ? 0 : Math.min(grows, Math.max(0, used() + grows - capacity));
        var fails = writesFail || missing > 0;
        if (fails) {
            from.limit(from.limit() - (int) (writesFail ? from.remaining() / 2 : missing));
        }
        var written = from.hasRemaining() ? channel.write(from, position) : 0;
        if (fails) {
            throw new IOException(writesFail ? "Input/output error" : "No space left on device");
        }
        return written;
    }

    private long used() throws IOException {
        var used = 0L;
        for (var file : list(directory)) {
            used += Files.size(file);
        }
        return used;
    }
}
