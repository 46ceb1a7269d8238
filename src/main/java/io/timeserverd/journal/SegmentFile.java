package io.timeserverd.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A file of a segment.
 *
 * @param firstId first id of the range that it covers
 * @param lastId last id of that range; where only the first id is known, the greatest possible one
 */
record SegmentFile(Path path, Kind kind, long firstId, long lastId) {
    private static final int LISTINGS = 5;

    /** The kinds of files. */
    enum Kind {
        TABLE,
        REDO,
        /** A sealed segment of release 0.1.0. */
        FORMAT3
    }

    /**
     * Lists the segments of a directory, oldest first. The list is complete even while segments are sealed or merged.
     */
    static List<SegmentFile> list(Disk disk, Path directory) throws IOException {
        List<SegmentFile> found = all(disk, directory);
        for (int n = 1; n < LISTINGS; n++) {
            // A file that is renamed while the directory is read may not be seen at all.
            List<SegmentFile> again = all(disk, directory);
            if (paths(again).equals(paths(found))) {
                break;
            }
            found = again;
        }
        var tables = new ArrayList<SegmentFile>(found);
        tables.removeIf(each -> each.kind != Kind.TABLE);
        found.removeIf(each -> tables.stream().anyMatch(table -> table.replaces(each)));
        for (int i = 0; i < found.size(); i++) {
            found.set(i, found.get(i).before(i + 1 < found.size() ? found.get(i + 1).firstId : Long.MAX_VALUE));
        }
        return found;
    }

    /**
     * Names are enough. The first comparison of records in a process would make the start tens of milliseconds slower.
     */
    private static List<Path> paths(List<SegmentFile> files) {
        return files.stream().map(SegmentFile::path).toList();
    }

    /**
     * The same file, where the next segment begins with this id. A redo log may end with records that count as lost,
     * because they could be neither written completely nor taken back.
     */
    SegmentFile before(long nextId) {
        return kind == Kind.TABLE ? this : new SegmentFile(path, kind, firstId, nextId - 1);
    }

    /**
     * Lists every file of a segment, including those whose records are also in another one. The last id is known of
     * sealed tables only.
     */
    static List<SegmentFile> all(Disk disk, Path directory) throws IOException {
        var found = new ArrayList<SegmentFile>();
        for (Path file : disk.list(directory)) {
            FileNames.segment(file).ifPresent(found::add);
        }
        found.sort(Comparator.comparingLong(SegmentFile::firstId).thenComparing(SegmentFile::lastId));
        return found;
    }

    /** Whether this is a table that has all records of {@code other}, which it was made from. */
    boolean replaces(SegmentFile other) {
        long otherLast = other.kind == Kind.TABLE ? other.lastId : other.firstId;
        return kind == Kind.TABLE && !equals(other) && firstId <= other.firstId && otherLast <= lastId;
    }

    /** What is wrong with the file if its reader is {@linkplain SegmentReader#damaged damaged}. */
    String damage() {
        return kind == Kind.TABLE ? "its footer is damaged" : "header, or bytes between intact frames, are damaged";
    }

    /** Opens the file; empty if it is gone. */
    Optional<SegmentReader> open(Disk disk) throws IOException {
        FileChannel channel;
        try {
            channel = disk.open(path, StandardOpenOption.READ);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        try {
            return Optional.of(reader(channel));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Describes the segment.
     *
     * @throws MalformedException when it is a table that is seen to be damaged without reading its nodes
     */
    Segment describe(SegmentReader reader, long bytes) throws IOException {
        if (reader instanceof TableReader table) {
            table.check();
        }
        PartStats all = PartStats.EMPTY;
        for (int number = 0; number < reader.parts(); number++) {
            all = all.union(reader.stats(number));
        }
        Segment.State state = switch (kind) {
            case TABLE -> Segment.State.SEALED;
            case REDO -> Segment.State.ACTIVE;
            case FORMAT3 -> Segment.State.OLD;
        };
        long last = kind == Kind.TABLE ? lastId : all.isEmpty() ? firstId - 1 : Math.min(lastId, all.lastId());
        return Segment.of(path, state, firstId, last, all, bytes);
    }

    private SegmentReader reader(FileChannel channel) throws IOException {
        if (channel.size() > Recovery.LARGEST_FILE) { // or the search for its end would take hours
            throw new MalformedException("larger than any segment");
        }
        return switch (kind) {
            case TABLE -> new TableReader(channel, firstId, lastId);
            case FORMAT3 -> Format3.table(channel, firstId);
            case REDO ->
                Format3.isRedo(channel, firstId)
                        ? Format3.redo(channel, firstId)
                        : new RedoSegmentReader(channel, firstId);
        };
    }
}
