package io.timeserverd.journal;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Copies the records of neighbouring segments into a new sealed table. Belongs to the helper thread.
 *
 * <pre>
 *     step ... step -> complete -> publish      the table is brought to the disk, then it gets its name
 *      `---------`----------`-> abandon         the unfinished table is deleted
 * </pre>
 */
final class Rewrite {
    private final Disk disk;
    private final Path directory;
    private final List<SegmentReader> readers;
    private final long endId;
    private final boolean lenient;
    private final Consumer<JournalRecord> each;
    private final FileChannel channel;
    private final TableWriter table;
    private int current;
    private int part;
    private long nextId;
    private final Set<SegmentReader> damaged = new HashSet<>();

    /**
     * @param readers of the segments, oldest first; not closed here
     * @param endId records from this id on are left out
     * @param lenient whether a part that the disk fails to read is left out, as a damaged one always is
     * @param each gets every record that is copied
     */
    Rewrite(
            Disk disk,
            Path directory,
            List<SegmentReader> readers,
            long endId,
            boolean lenient,
            Consumer<JournalRecord> each)
            throws IOException {
        this.disk = disk;
        this.directory = directory;
        this.readers = readers;
        this.endId = endId;
        this.lenient = lenient;
        this.each = each;
        this.channel = disk.open(unfinished(), CREATE, TRUNCATE_EXISTING, READ, WRITE);
        this.table = new TableWriter(channel);
    }

    /** Copies a part. Returns false if none was left. */
    boolean step() throws IOException {
        if (current == readers.size()) {
            return false;
        }
        SegmentReader from = readers.get(current);
        if (part == from.parts()) {
            if (from.damaged()) {
                damaged.add(from);
            }
            current++;
            part = 0;
            return true;
        }
        for (JournalRecord record : read(from, part++)) {
            if (record.id() >= nextId && record.id() < endId) {
                table.add(record);
                each.accept(record);
                nextId = record.id() + 1;
            }
        }
        return true;
    }

    private List<JournalRecord> read(SegmentReader from, int number) throws IOException {
        try {
            return from.read(number);
        } catch (IOException e) {
            if (!lenient && !(e instanceof MalformedException)) {
                throw e; // the disk may work again at the next attempt
            }
            damaged.add(from); // the rest may be readable
            return List.of();
        }
    }

    /** The readers that could not read everything. */
    Set<SegmentReader> damaged() {
        return damaged;
    }

    /** How many records were copied. */
    long records() {
        return table.records();
    }

    /** The size of the unfinished file. */
    long bytes() throws IOException {
        return channel.size();
    }

    /**
     * Completes the table and brings it to the disk. At least one record must have been copied.
     *
     * @param firstId first id of the range that it covers; the last id is that of the last record
     * @return the segment that it will be when it is published
     */
    Segment complete(long firstId) throws IOException {
        long lastId = nextId - 1;
        Footer footer = table.finish(firstId, lastId);
        long bytes = channel.size();
        channel.close();
        Path file = FileNames.ofTable(directory, firstId, lastId);
        return Segment.of(file, Segment.State.SEALED, firstId, lastId, footer.all(), bytes);
    }

    /** Gives a complete table its name. */
    void publish(Segment segment) throws IOException {
        disk.move(unfinished(), segment.file());
        disk.sync(directory);
    }

    void abandon() throws IOException {
        channel.close();
        disk.delete(unfinished());
    }

    private Path unfinished() {
        return directory.resolve(FileNames.UNFINISHED);
    }
}
