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
 * Writes entries to the chain of a journal: the daemon's helper thread, and {@code timeserver-admin prune} beside it. Each
 * append holds the lock of the file, and reads first what the other has written.
 *
 * <p>Belongs to one thread.
 */
final class ChainWriter {
    /** The beginning is cut off when it takes this much of the file, and half of it. */
    private static final long LEAST_CUT = 16 << 10;

    private static final int PAGE = 1 << 16;
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(10);

    private final long waitNs;
    private final Disk disk;
    private final Path directory;
    private final Path file;

    /** Empty when the file has to be read again. */
    private Optional<ChainState> state = Optional.empty();

    private long bytes;
    private Optional<Object> identity = Optional.empty();

    /** Of the daemon, which never waits. */
    ChainWriter(Disk disk, Path directory) {
        this(disk, directory, 0);
    }

    /** @param waitNs how long to wait for another process that writes */
    ChainWriter(Disk disk, Path directory, long waitNs) {
        this.waitNs = waitNs;
        this.disk = disk;
        this.directory = directory;
        this.file = directory.resolve(FileNames.CHAIN);
    }

    boolean exists() {
        return disk.exists(file);
    }

    /** What the chain holds, as it was read last; it must have been read. */
    ChainState state() {
        return state.orElseThrow();
    }

    /** Whether it has an entry for the record with an id, as far as is known now. */
    boolean covers(long id) {
        return state.isPresent() && state.get().covers(id);
    }

    /** Bytes of the file, as it was read last. */
    long bytes() {
        return bytes;
    }

    /**
     * Begins a chain where there is none. The first entries of records bring it to the disk itself.
     *
     * @param timeNs the clock's reading
     * @param firstId of the records that are there already
     * @param lastId of those; less than {@code firstId} when there are none
     */
    void begin(long timeNs, long firstId, long lastId) throws IOException {
        boolean any = firstId <= lastId;
        ChainEntry first = ChainEntry.draft(
                        ChainEntry.Kind.BEGIN, timeNs, any ? firstId : 0, any ? lastId : 0, 0, ChainEntry.NONE)
                .behind(0, ChainEntry.NO_HASH);
        writeNew(Optional.of(first), Optional.empty(), 0, 0);
        state = Optional.empty();
        disk.move(part(), file);
        refresh();
    }

    /** Reads the file if another program has changed it. Returns false when there is none. */
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

    /** Appends entries, which are then on the disk itself. */
    void append(List<ChainEntry> drafts) throws IOException {
        append(true, number -> drafts);
    }

    /** Appends an entry about the daemon, which the next one about records brings to the disk itself. */
    void note(ChainEntry draft) throws IOException {
        append(false, number -> List.of(draft));
    }

    /** What to append, once it is known which number the first of it gets. */
    interface Drafts {
        List<ChainEntry> of(long number) throws IOException;
    }

    /** @param durable whether they are then on the disk itself */
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
                channel.truncate(end); // what a later attempt brings to the disk, it has to write
                throw e;
            }
        });
    }

    private void write(FileChannel channel, List<ChainEntry> drafts) throws IOException {
        var lines = new StringBuilder();
        long end = bytes;
        for (ChainEntry draft : drafts) {
            String before = state().hash();
            ChainEntry entry = draft.behind(state().number(), before);
            state().add(entry, end, before);
            lines.append(entry.line()).append('\n');
            end = bytes + lines.length(); // which are ASCII
        }
        FileBytes.write(channel, ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8)), bytes);
        bytes = end;
    }

    /**
     * Cuts the beginning off that tells of nothing but deleted records, if that is much.
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

    /** Deletes the files of removed records that no entry names any more. */
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

    /** Sets a chain aside that was changed, and goes on behind what is right of it. */
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

    /** Writes the file to come: a line, if there is one, and what the old one holds from an offset on. */
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

    /** Reads all of it, and cuts a line off that was not written to its end. */
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

    /** Returns false when another process holds the file, or has cut its beginning off in the meantime. */
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
            return false; // held by this very process
        }
    }
}
