package io.timeserverd.journal;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import io.timeserverd.log.Log;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes entries to the chain of a journal, for the daemon's helper thread, and for {@code timeserver-admin prune}
 * beside it. Each append takes the lock of the file, and first reads what the other process has written.
 *
 * <p>Belongs to one thread.
 */
final class ChainWriter {
    /** The beginning is cut off when it has at least this many bytes, and half of the file. */
    private static final long LEAST_CUT = 16 << 10;

    private static final int PAGE = 1 << 16;
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(10);

    private final long waitNs;
    private final Disk disk;
    private final Path directory;
    private final Path file;

    /** Empty if the file has to be read again. */
    private Optional<ChainState> state = Optional.empty();

    private long bytes;
    private Optional<Object> identity = Optional.empty();

    /** For the daemon, which never waits for the lock. */
    ChainWriter(Disk disk, Path directory) {
        this(disk, directory, 0);
    }

    /** @param waitNs how long to wait for another process that holds the lock */
    ChainWriter(Disk disk, Path directory, long waitNs) {
        this.waitNs = waitNs;
        this.disk = disk;
        this.directory = directory;
        this.file = directory.resolve(FileNames.CHAIN);
    }

    boolean exists() {
        return disk.exists(file);
    }

    /** The state of the chain as it was read last. It must have been read. */
    ChainState state() {
        return state.orElseThrow();
    }

    /** Whether the chain has an entry for the record with an id, as far as is known. */
    boolean covers(long id) {
        return state.isPresent() && state.get().covers(id);
    }

    /** The size of the file as it was read last. */
    long bytes() {
        return bytes;
    }

    /**
     * Begins a chain. The first entry of records will bring it to the disk itself.
     *
     * @param timeNs the clock's reading
     * @param firstId first id of the records that are there already
     * @param lastId last id of these; less than {@code firstId} if there are none
     */
    void begin(long timeNs, long firstId, long lastId) throws IOException {
        boolean any = firstId <= lastId;
        ChainEntry first = ChainEntry.draft(
                        ChainEntry.Kind.BEGIN, timeNs, any ? firstId : 0, any ? lastId : 0, 0, ChainEntry.NONE)
                .after(0, ChainEntry.NO_HASH);
        writeNew(Optional.of(first), Optional.empty(), 0, 0);
        state = Optional.empty();
        disk.move(part(), file);
        refresh();
    }

    /** Reads the file if another process has changed it. Returns false if there is no file. */
    boolean refresh() throws IOException {
        Optional<Object> now = disk.identity(file);
        if (now.isEmpty()) {
            state = Optional.empty();
            return false;
        }
        if (state.isEmpty() || !now.equals(identity) || disk.size(file) != bytes) {
            locked(this::read);
        }
        return true;
    }

    /** Appends entries, and brings them to the disk itself. */
    void append(List<ChainEntry> drafts) throws IOException {
        append(true, number -> drafts);
    }

    /** Appends an entry about the daemon. The next entry about records will bring it to the disk itself. */
    void note(ChainEntry draft) throws IOException {
        append(false, number -> List.of(draft));
    }

    /** Makes the entries to append, given the number of the first. */
    interface Drafts {
        List<ChainEntry> of(long number) throws IOException;
    }

    /** @param durable whether to bring them to the disk itself */
    void append(boolean durable, Drafts drafts) throws IOException {
        locked(channel -> {
            if (state.isEmpty() || !disk.identity(file).equals(identity) || channel.size() != bytes) {
                read(channel);
            }
            long end = bytes;
            try {
                write(channel, drafts.of(state().number() + 1));
                if (durable) {
                    channel.force(true);
                }
            } catch (IOException e) {
                state = Optional.empty();
                channel.truncate(end); // so that a later attempt writes all of it again
                throw e;
            }
        });
    }

    private void write(FileChannel channel, List<ChainEntry> drafts) throws IOException {
        var lines = new StringBuilder();
        long end = bytes;
        for (ChainEntry draft : drafts) {
            String before = state().hash();
            ChainEntry entry = draft.after(state().number(), before);
            state().add(entry, end, before);
            lines.append(entry.line()).append('\n');
            end = bytes + lines.length(); // lines are ASCII
        }
        FileBytes.write(channel, ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8)), bytes);
        bytes = end;
    }

    /**
     * Cuts off the beginning if it is large and all of its records are deleted.
     *
     * @param timeNs the clock's reading
     * @param oldestId no segment has a smaller id
     */
    void cutSometimes(long timeNs, long oldestId) throws IOException {
        Optional<ChainState.Place> needed = state().firstNeeded();
        long offset = needed.map(ChainState.Place::offset).orElse(bytes);
        OptionalLong firstLive = state().live().stream()
                .mapToLong(place -> place.entry().firstId())
                .min();
        long lastDead = firstLive.orElse(state().coveredTo() + 1) - 1;
        if (!state().isAdopted() || lastDead >= oldestId || offset < Math.max(LEAST_CUT, bytes / 2)) {
            return;
        }
        long last = needed.map(place -> place.entry().number()).orElse(state().number() + 1) - 1;
        String hash = needed.map(ChainState.Place::hashBefore).orElse(state().hash());
        append(List.of(ChainEntry.draft(ChainEntry.Kind.CUT, timeNs, 1, lastDead, last, ChainEntry.NONE)));
        locked(channel -> {
            writeNew(Optional.of(ChainEntry.head(last, hash)), Optional.of(channel), offset, bytes);
            publish();
        });
        refresh();
        Log.info("journal-chain-cut", "path", directory, "entries", last);
        deleteUnneeded();
    }

    /** Deletes files with hashes of removed records that no entry names any more. */
    void deleteUnneeded() throws IOException {
        List<Path> needed = state().removed()
                .map(entry -> FileNames.ofRemoved(directory, entry.number()))
                .toList();
        for (Path each : disk.list(directory)) {
            if (FileNames.isRemoved(each) && !needed.contains(each)) {
                disk.delete(each);
            }
        }
    }

    /** If a chain was changed, sets it aside, and goes on after the last line that is right. */
    void repair() throws IOException {
        ChainFile.End end;
        try (FileChannel channel = disk.open(file, READ)) {
            end = ChainFile.read(channel, (entry, offset, before) -> {});
            if (end.problem().isEmpty()) {
                return;
            }
            writeNew(Optional.empty(), Optional.of(channel), 0, end.bytes());
        }
        AsideFiles.setAside(disk, file, end.problem().get());
        if (end.bytes() > 0) {
            publish();
        }
    }

    /** Writes the new file: a first line, if given, and then a range of the old file. */
    private void writeNew(Optional<ChainEntry> first, Optional<FileChannel> old, long from, long end)
            throws IOException {
        try (FileChannel channel = disk.open(part(), CREATE, TRUNCATE_EXISTING, WRITE)) {
            byte[] line = first.map(entry -> entry.line() + '\n').orElse("").getBytes(StandardCharsets.UTF_8);
            FileBytes.write(channel, ByteBuffer.wrap(line), 0);
            var page = ByteBuffer.allocate(PAGE);
            for (long at = from; at < end; at += PAGE) {
                page.clear().limit((int) Math.min(PAGE, end - at));
                FileBytes.read(old.orElseThrow(), page, at);
                FileBytes.write(channel, page.flip(), line.length + at - from);
            }
            if (old.isPresent()) {
                channel.force(true);
            }
        }
    }

    private void publish() throws IOException {
        state = Optional.empty();
        disk.move(part(), file);
        disk.sync(directory);
    }

    private Path part() {
        return directory.resolve(FileNames.CHAIN_NEW);
    }

    /** Reads all of the file, and cuts off a last line that was not written completely. */
    private void read(FileChannel channel) throws IOException {
        var read = new ChainState();
        ChainFile.End end = ChainFile.read(channel, read::add);
        if (end.problem().isPresent()) {
            throw new MalformedException(file + ": " + end.problem().get());
        }
        if (channel.size() > end.bytes()) {
            channel.truncate(end.bytes());
        }
        bytes = end.bytes();
        identity = disk.identity(file);
        state = Optional.of(read);
    }

    private interface Work {
        void with(FileChannel channel) throws IOException;
    }

    private void locked(Work work) throws IOException {
        long startNs = System.nanoTime();
        while (!isDone(work)) {
            if (System.nanoTime() - startNs >= waitNs) {
                throw new IOException(file + ": is in use by another process");
            }
            LockSupport.parkNanos(PAUSE_NS);
        }
    }

    /** Returns false if another process holds the file, or has cut off its beginning meanwhile. */
    private boolean isDone(Work work) throws IOException {
        Optional<Object> opened = disk.identity(file);
        try (FileChannel channel = disk.open(file, READ, WRITE)) {
            if (!locks(channel) || !opened.equals(disk.identity(file))) {
                return false;
            }
            work.with(channel);
            return true;
        }
    }

    private static boolean locks(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // this process itself holds it
        }
    }
}
