package io.timeserverd.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import org.mapdb.DBException;
import org.mapdb.SortedTableMap;

/**
 * Writes the file of a sealed table, record by record: MapDB's sorted table of ids and {@link JournalRecord}s, then a
 * {@link Footer}. The file cannot be read before {@link #finish}. Belongs to one thread.
 */
final class TableWriter {
    /** The footer begins at a multiple of this offset. */
    private static final int ALIGNMENT = 1 << 12;

    /** The offset at which MapDB keeps the number of the last page. */
    private static final long LAST_PAGE_OFFSET = 24;

    /** How many bytes MapDB needs at the start of the first page. */
    private static final int MAPDB_HEADER = 64;

    private final FileChannel channel;
    private final ChannelVolume volume;
    private final SortedTableMap.Sink<Long, JournalRecord> table;
    private final List<PartStats> parts = new ArrayList<>();
    private PartStats part = PartStats.EMPTY;
    private long records;

    /** @param channel an empty file, open for reading and writing */
    TableWriter(FileChannel channel) {
        this.channel = channel;
        this.volume = new ChannelVolume(channel);
        this.table = SortedTableMap.create(volume, new KeySerializer(), new RecordSerializer())
                .pageSize(ChannelVolume.PAGE)
                .nodeSize(RecordSerializer.NODE)
                .createFromSink();
    }

    /** How many records were added. */
    long records() {
        return records;
    }

    /** Adds a record. Its id must be greater than the one before. */
    void add(JournalRecord record) throws IOException {
        attempt(() -> table.put(record.id(), record));
        part = part.union(PartStats.of(record));
        records++;
        if (part.records() == RecordSerializer.NODE) {
            endPart();
        }
    }

    /**
     * Completes the file and brings it to the disk. At least one record must have been added.
     *
     * @param firstId first id of the range that the table covers
     * @param lastId last id of that range
     */
    Footer finish(long firstId, long lastId) throws IOException {
        if (!part.isEmpty()) {
            endPart();
        }
        attempt(table::create);
        var footer = new Footer(firstId, lastId, List.copyOf(parts));
        long end = (endOfLastNode() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        FileBytes.write(channel, footer.write(), end);
        channel.force(true);
        return footer;
    }

    /**
     * Where the last node ends. The footer is put there, into the empty rest of the last page, so that a small table
     * does not take a whole page. The length of the file does not say where that is: a node may end in zeroes, which
     * are not written.
     */
    private long endOfLastNode() {
        long page = volume.getLong(LAST_PAGE_OFFSET) * ChannelVolume.PAGE;
        long nodes = page == 0 ? MAPDB_HEADER : page;
        int count = volume.getInt(nodes);
        int lastOffset = volume.getInt(nodes + (long) Integer.BYTES * 2 * count);
        return page + lastOffset + RecordSerializer.HEADER + volume.getInt(page + lastOffset);
    }

    private void endPart() {
        parts.add(part);
        part = PartStats.EMPTY;
    }

    private static void attempt(Runnable action) throws IOException {
        try {
            action.run();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (DBException e) {
            throw new IOException(e);
        }
    }
}
