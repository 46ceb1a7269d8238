package io.timeserverd.journal;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.timeserverd.log.Log;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * Puts a directory in order at the start, whether the daemon was stopped or killed before.
 *
 * <ol>
 *   <li>Files that have the name of a segment but cannot be one are set aside ({@link InvalidFiles}).
 *   <li>Segments whose records are also in another one are deleted, and so is an unfinished table.
 *   <li>The newest redo log is read to its end. A torn end is cut off, and new records are appended there.
 * </ol>
 *
 * <p>Only the newest redo log is read completely, so that the start is fast. The other redo logs and the sealed tables
 * are left to the helper thread.
 */
final class Recovery {
    /** No file of a segment is larger than this, in bytes. */
    static final long LARGEST_FILE = 1L << 34;

    /**
     * No byte holds more records than this. In release 0.1.0 they are deflated, and a byte inflates to at most 1,032
     * bytes (RFC 1951).
     */
    private static final long MAX_RECORDS_PER_BYTE = 1032;

    private final Disk disk;
    private final JournalOptions options;
    private final Reserve reserve;
    private final NavigableSet<Long> redos = new TreeSet<>();
    private final List<SegmentFile> others = new ArrayList<>();
    private Optional<RedoWriter> resumed = Optional.empty();
    private long nextId = 1;
    private long lastNs = Long.MIN_VALUE;
    private int torn;

    private Recovery(Disk disk, JournalOptions options, Reserve reserve) {
        this.disk = disk;
        this.options = options;
        this.reserve = reserve;
    }

    /**
     * The state in which the journal resumes.
     *
     * @param active appends to the active segment
     * @param redos first ids of the redo logs of this release, oldest first, including that of {@code active}
     * @param others every other segment
     * @param nextId id of the next record
     * @param lastNs time of the last record of the active segment; {@link Long#MIN_VALUE} without one
     * @param torn how many torn ends were cut off
     */
    record Recovered(
            RedoWriter active, List<Long> redos, List<SegmentFile> others, long nextId, long lastNs, int torn) {}

    /** @param nowNs the clock's reading, nanoseconds since 1970 */
    static Recovered run(Disk disk, JournalOptions options, Reserve reserve, long nowNs) throws IOException {
        var recovery = new Recovery(disk, options, reserve);
        InvalidFiles.setAside(disk, options.path());
        recovery.deleteReplaced();
        recovery.list();
        recovery.resume();
        return recovery.result(nowNs);
    }

    /**
     * Deletes what a daemon left that was killed after a table got its name, and before the segments that it was made
     * from were deleted.
     */
    private void deleteReplaced() throws IOException {
        for (String name :
                List.of(FileNames.UNFINISHED, FileNames.CHAIN_NEW, FileNames.PRUNED, FileNames.PRUNED_HASHES)) {
            disk.delete(options.path().resolve(name));
        }
        List<SegmentFile> all = SegmentFile.all(disk, options.path());
        for (SegmentFile table : all) {
            List<SegmentFile> replaced = new ArrayList<>(all);
            replaced.removeIf(each -> !table.replaces(each) || !disk.exists(each.path()));
            if (!replaced.isEmpty() && isWhole(table)) {
                for (SegmentFile each : replaced) {
                    discard(each);
                }
            }
        }
    }

    /** Deletes a segment that a table was made from, or sets it aside if it cannot be read completely. */
    private void discard(SegmentFile file) throws IOException {
        boolean damaged = true;
        try (SegmentReader reader = file.open(disk).orElse(null)) {
            if (reader == null) {
                return;
            }
            for (int part = 0; part < reader.parts(); part++) {
                reader.read(part);
            }
            damaged = reader.damaged();
        } catch (IOException e) {
            Log.debug("journal-replaced-unreadable", "file", file.path(), "reason", Reason.of(e));
        }
        if (damaged) {
            AsideFiles.setAside(disk, file.path(), "it could not be read completely");
        } else {
            disk.delete(file.path());
        }
    }

    /** Whether a table is whole. If not it is set aside, since the segments that it was made from are still there. */
    private boolean isWhole(SegmentFile table) throws IOException {
        try (SegmentReader reader = table.open(disk).orElse(null)) {
            if (reader instanceof TableReader opened) {
                opened.check();
                return true;
            }
        } catch (MalformedException e) {
            AsideFiles.setAside(disk, table.path(), Reason.of(e));
        } catch (AccessDeniedException e) {
            // The helper thread will find it again, and report it.
            Log.debug("journal-table-unreadable", "file", table.path());
        }
        return false;
    }

    private void list() throws IOException {
        for (SegmentFile file : SegmentFile.all(disk, options.path())) {
            nextId = Math.max(nextId, file.kind() == SegmentFile.Kind.TABLE ? file.lastId() + 1 : file.firstId());
            if (file.kind() == SegmentFile.Kind.REDO) {
                listRedo(file);
            } else {
                others.add(file);
            }
        }
        for (Path file : disk.list(options.path())) {
            if (FileNames.isAside(file)) {
                skipAside(file);
            }
        }
        if (!others.isEmpty() && redos.isEmpty()) {
            skipOld(others.get(others.size() - 1));
        }
    }

    /** Skips the ids of a file that was set aside. The last id of a table is in its name. */
    private void skipAside(Path file) throws IOException {
        OptionalLong lastId = FileNames.lastIdOfTable(file);
        OptionalLong firstId = FileNames.firstId(file);
        if (lastId.isPresent()) {
            nextId = Math.max(nextId, lastId.getAsLong() + 1);
        } else if (firstId.isPresent() && firstId.getAsLong() >= nextId) {
            skip(firstId.getAsLong(), file);
        }
    }

    /** Skips the ids of the newest segment of release 0.1.0, whose last id is not in its name. */
    private void skipOld(SegmentFile newest) throws IOException {
        if (newest.kind() == SegmentFile.Kind.TABLE) {
            return;
        }
        try (SegmentReader reader = newest.open(disk).orElse(null)) {
            if (reader != null) {
                nextId = Math.max(
                        nextId,
                        newest.before(Long.MAX_VALUE).describe(reader, 0).lastId() + 1);
            }
            if (reader != null && reader.damaged()) {
                skip(nextId, newest.path());
            }
        } catch (IOException e) {
            skip(newest.firstId(), newest.path()); // the helper thread will log it and set it aside
        }
    }

    private void listRedo(SegmentFile file) throws IOException {
        try (FileChannel channel = disk.open(file.path(), READ)) {
            var reader = new RedoReader(channel, file.firstId());
            if (Format3.isRedo(channel, file.firstId())) {
                others.add(file);
            } else if (reader.problem().isEmpty() || (!reader.otherVersion() && hasFrame(reader))) {
                redos.add(file.firstId());
            } else if (reader.unborn() && reader.pages() <= 1) {
                disk.delete(file.path());
            } else {
                AsideFiles.setAside(disk, file.path(), reader.problem());
            }
        }
    }

    private static boolean hasFrame(RedoReader reader) throws IOException {
        for (int page = 0; page < reader.pages(); page++) {
            reader.seek(page);
            if (reader.next()) {
                return true;
            }
        }
        return false;
    }

    /** Skips all ids that a file may have: no id is given twice, even if the last id of a file is not known. */
    private void skip(long firstId, Path file) throws IOException {
        long most = Math.min(disk.size(file), LARGEST_FILE) * MAX_RECORDS_PER_BYTE;
        nextId = Math.max(nextId, firstId + most);
    }

    /** Reads the newest redo log, and resumes it if that is possible. */
    private void resume() throws IOException {
        if (redos.isEmpty()) {
            return;
        }
        long id = redos.last();
        FileChannel channel = disk.open(FileNames.of(options.path(), id, FileNames.REDO), READ, WRITE);
        var reader = new RedoReader(channel, id);
        boolean whole = readToEnd(reader) && !reader.damaged();
        if (reader.tornBytes() > 0) {
            torn++;
            Log.warn("journal-torn-end-cut", "segment", id, "bytes", reader.tornBytes());
        }
        boolean full = reader.end() >= options.segmentBytes();
        long endId = reader.nextId();
        nextId = Math.max(nextId, endId);
        if (!whole || full || nextId > endId) {
            channel.close();
            if (nextId <= id) {
                skip(id, FileNames.of(options.path(), id, FileNames.REDO)); // none of its frames can be read
            }
            return;
        }
        channel.truncate(reader.end());
        resumed = Optional.of(
                new RedoWriter(options, channel, id, reader.end(), new FrameBuffer(options.client()), reserve));
    }

    /** Reads to the end. Returns false if the last frame makes no sense. */
    private boolean readToEnd(RedoReader reader) throws IOException {
        var last = new byte[Frame.PAGE];
        boolean any = false;
        for (int page = 0; page < reader.pages(); page++) {
            reader.seek(page);
            while (reader.next()) {
                System.arraycopy(reader.bytes(), reader.at(), last, 0, Frame.length(reader.bytes(), reader.at()));
                any = true;
            }
        }
        if (!any) {
            return true;
        }
        try {
            for (JournalRecord record : RedoSegmentReader.records(last, 0)) {
                lastNs = Times.nanos(record.time());
            }
            return true;
        } catch (MalformedException e) {
            return false;
        }
    }

    private Recovered result(long nowNs) throws IOException {
        RedoWriter active = resumed.orElse(null);
        if (active == null) {
            active = RedoWriter.create(disk, options, nextId, nowNs, new FrameBuffer(options.client()), reserve);
            redos.add(nextId);
        }
        return new Recovered(active, List.copyOf(redos), others, nextId, lastNs, torn);
    }
}
