package io.timeserverd.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import org.mapdb.DBException;
import org.mapdb.SortedTableMap;

/**
 * Writes the file of a sealed table, record by record: MapDB's sorted table of ids and {@link JournalRecord}s, then a {@link
 * Footer}. It cannot be read before {@link #finish}. Belongs to one thread.
 */
final class TableWriter {
    /** The footer begins at a multiple of this. */
    private static final int ALIGNMENT = 1 << 12;

    /** MapDB keeps the number of the last page there. */
    private static final long LAST_PAGE_OFFSET = 24;

    /** What MapDB keeps at the start of the first page, in bytes. */
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

    /** How many records there are so far. */
    long records() {
        return records;
    }

    /** Adds a record; ids grow. */
    void add(JournalRecord record) throws IOException {
        attempt(() -> table.put(record.id(), record));
        part = part.union(PartStats.of(record));
        records++;
        if (part.records() == RecordSerializer.NODE) {
            endPart();
        }
    }

    /**
     * Completes the file and brings it to the disk; there must be a record.
     *
     * @param firstId of the range of ids that the table covers
     * @param lastId of that range
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
     * Where the rest of the last page is empty: the footer stands there, so that a small table takes no whole page. The length of
     * the file does not tell it, since a node may end in zeroes, which are not written.
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
