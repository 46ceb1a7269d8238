package io.timeserverd.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** The real disk, on which a test can limit the space and make operations fail. */
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

    /** Whether no file can be deleted. */
    boolean deletesFail;

    /** The part of the operations of a kind that fail at random, the same ones for the same seed; none at first. */
    final Map<Operation, Double> failing = new EnumMap<>(Operation.class);

    /** Files that this user may not read. */
    final Set<Path> denied = new HashSet<>();

    /** Files that cannot be read. */
    final Set<Path> broken = new HashSet<>();

    /** Runs before each write. */
    Runnable beforeWrite = () -> {};

    /** Runs before a file is deleted or gets another name. */
    Runnable beforeName = () -> {};

    /** How many files were opened. */
    int opened;

    int syncs;

    /** Whether the lock of the directory was released. */
    boolean unlocked;

    /** How many changes to files followed the release of the lock. */
    int changesUnlocked;

    private final Random random = new Random(1);

    FaultyDisk(Path directory) {
        this.directory = directory;
    }

    /** What can fail at random. */
    enum Operation {
        /** A read from a file that is open for nothing else, as those of the helper thread are. */
        READ,
        WRITE,
        SYNC,
        TRUNCATE,
        /** Deleting or renaming a file. */
        NAME
    }

    /** Nothing fails any more, and there is room. */
    void heal() {
        capacity = Long.MAX_VALUE;
        readOnly = false;
        writesFail = false;
        truncatesFail = false;
        syncsFail = false;
        createsFail = false;
        deletesFail = false;
        failing.clear();
    }

    @Override
    public FileChannel open(Path file, OpenOption... options) throws IOException {
        opened++;
        if (denied.contains(file)) {
            throw new AccessDeniedException(file.toString());
        }
        if (broken.contains(file)) {
            throw new IOException("Input/output error");
        }
        var asked = List.of(options);
        boolean makes = asked.contains(StandardOpenOption.CREATE) || asked.contains(StandardOpenOption.CREATE_NEW);
        if (makes && createsFail && !exists(file)) {
            throw new FileSystemException(file.toString(), null, "Permission denied");
        }
        if (asked.contains(StandardOpenOption.WRITE)) {
            checkWritable(file);
        }
        boolean reads = !asked.contains(StandardOpenOption.WRITE);
        return new FaultyChannel(this, Disk.real().open(file, options), reads, file.endsWith(FileNames.LOCK));
    }

    @Override
    public void sync(Path where) throws IOException {
        check(Operation.SYNC, syncsFail);
    }

    @Override
    public void delete(Path file) throws IOException {
        beforeName.run();
        checkWritable(file);
        check(Operation.NAME, deletesFail);
        Disk.super.delete(file);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        beforeName.run();
        checkWritable(from);
        check(Operation.NAME, false);
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

    /** Fails always, or now and then. */
    void check(Operation operation, boolean always) throws IOException {
        if (always || random.nextDouble() < failing.getOrDefault(operation, 0.0)) {
            throw new IOException("Input/output error");
        }
    }

    void changes() {
        changesUnlocked += unlocked ? 1 : 0;
    }

    /** Writes what there is room for, and fails when that is not all. */
    int write(FileChannel channel, ByteBuffer from, long position) throws IOException {
        changes();
        beforeWrite.run();
        if (readOnly) {
            throw new IOException("Read-only file system");
        }
        boolean broken = writesFail || random.nextDouble() < failing.getOrDefault(Operation.WRITE, 0.0);
        long grows = Math.max(0, position + from.remaining() - channel.size());
        long missing = capacity == Long.MAX_VALUE ? 0 : Math.max(0, used() + grows - capacity);
        boolean fails = broken || missing > 0;
        int limit = from.limit();
        if (fails) {
            long cut = broken ? from.remaining() / 2 : Math.min(missing, from.remaining());
            from.limit(limit - (int) cut);
        }
        int written = from.hasRemaining() ? channel.write(from, position) : 0;
        from.limit(limit);
        if (fails) {
            throw new IOException(broken ? "Input/output error" : "No space left on device");
        }
        return written;
    }

    private long used() throws IOException {
        long used = 0L;
        for (Path file : list(directory)) {
            used += Files.size(file);
        }
        return used;
    }
}
