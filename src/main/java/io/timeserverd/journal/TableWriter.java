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
    private static final int MIN_PAGE = 1 << 16;

    private final FileChannel channel;
    private final int page;
    private final SortedTableMap.Sink<Long, JournalRecord> table;
    private final List<Part> parts = new ArrayList<>();
    private Part part = Part.NOTHING;
    private long records;

    /**
     * @param channel an empty file, open for reading and writing
     * @param mostBytes that all rows of the table may take together before they are deflated
     */
    TableWriter(FileChannel channel, long mostBytes) {
        this.channel = channel;
        this.page = page(mostBytes);
        this.table = SortedTableMap.create(new ChannelVolume(channel), new KeySerializer(), new RecordSerializer())
                .pageSize(page)
                .nodeSize(RecordSerializer.NODE)
                .createFromSink();
    }

    /** A small table has a small page, of which it has one at least. */
    private static int page(long mostBytes) {
        int page = MIN_PAGE;
        while (page < ChannelVolume.PAGE && page - MIN_PAGE / 4 < mostBytes) {
            page *= 2;
        }
        return page;
    }

    /** How many records there are so far. */
    long records() {
        return records;
    }

    /** Adds a record; ids grow. */
    void add(JournalRecord record) throws IOException {
        attempt(() -> table.put(record.id(), record));
        part = part.union(Part.of(record));
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
        if (!part.isNothing()) {
            endPart();
        }
        attempt(table::create);
        var footer = new Footer(firstId, lastId, List.copyOf(parts));
        long end = (channel.size() + page - 1) / page * page;
        FileBytes.write(channel, footer.write(), end);
        channel.force(true);
        return footer;
    }

    private void endPart() {
        parts.add(part);
        part = Part.NOTHING;
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
