package io.timeserverd.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.mapdb.SortedTableMap;

/**
 * Reads a sealed table. A part is a node. If the footer is damaged, parts are ranges of ids instead, so that the
 * records can still be read.
 */
final class TableReader implements SegmentReader {
    private final FileChannel channel;
    private final Footer footer;
    private final boolean damaged;

    /** Opened on first use. The footer alone often shows that a table need not be read. */
    private SortedTableMap<Long, JournalRecord> table;

    /**
     * @param firstId first id, from the name of the file
     * @param lastId last id, from the name of the file
     * @throws MalformedException when it is the table of other ids
     */
    TableReader(FileChannel channel, long firstId, long lastId) throws IOException {
        this.channel = channel;
        Footer read = readFooter(firstId, lastId);
        damaged = read == null;
        footer = damaged ? byIds(firstId, lastId, channel.size() / RecordSerializer.HEADER) : read;
    }

    private Footer readFooter(long firstId, long lastId) throws IOException {
        Footer read;
        try {
            read = Footer.read(channel);
        } catch (MalformedException e) {
            open(); // if this fails too, it is not a table
            return null;
        }
        if (read.firstId() != firstId || read.lastId() != lastId) {
            throw new MalformedException("is the table of records " + read.firstId() + " to " + read.lastId());
        }
        return read;
    }

    /** @param mostNodes how many nodes a file of its size can have */
    private static Footer byIds(long firstId, long lastId, long mostNodes) throws MalformedException {
        if ((lastId - firstId) / RecordSerializer.NODE > mostNodes) {
            throw new MalformedException("its footer is damaged, and its ids have a gap");
        }
        var parts = new ArrayList<PartStats>();
        for (long from = firstId; from <= lastId; from += RecordSerializer.NODE) {
            parts.add(PartStats.ofIds(from, Math.min(lastId, from + RecordSerializer.NODE - 1)));
        }
        return new Footer(firstId, lastId, parts);
    }

    /**
     * Opens the table with MapDB, and compares that with the footer and the length of the file. Reads no node.
     *
     * @throws MalformedException when something is wrong
     */
    void check() throws IOException {
        if (damaged) {
            throw new MalformedException("its footer is damaged");
        }
        open();
        long lastPage = table.getPageCount() * table.getPageSize();
        long nodesEnd = channel.size() - footer.length();
        if (nodesEnd <= lastPage || nodesEnd > lastPage + table.getPageSize()) {
            throw new MalformedException("its length is not that of its pages");
        }
        if (table.sizeLong() != footer.all().records()) {
            throw new MalformedException("MapDB has " + table.sizeLong() + " records in it, the footer "
                    + footer.all().records());
        }
    }

    @Override
    public int parts() {
        return footer.parts().size();
    }

    @Override
    public PartStats stats(int number) {
        return footer.parts().get(number);
    }

    /** Statistics about all parts together. */
    PartStats all() {
        return footer.all();
    }

    @Override
    public List<JournalRecord> read(int number) throws IOException {
        PartStats part = footer.parts().get(number);
        open();
        List<JournalRecord> records =
                MapDb.read("cut off, or its index is damaged", () -> between(part.firstId(), part.lastId()));
        check(part, records);
        return records;
    }

    private List<JournalRecord> between(long firstId, long lastId) throws MalformedException {
        var records = new ArrayList<JournalRecord>();
        Iterator<Map.Entry<Long, JournalRecord>> entries = table.entryIterator(firstId, true, lastId, true);
        while (entries.hasNext()) {
            Map.Entry<Long, JournalRecord> entry = entries.next();
            if (entry.getKey() != entry.getValue().id()) { // MapDB's keys have no checksum
                throw new MalformedException("record " + entry.getValue().id() + " is not in its place");
            }
            records.add(entry.getValue());
        }
        return records;
    }

    /** Checks that all records of a part are there, in order. */
    private static void check(PartStats part, List<JournalRecord> records) throws MalformedException {
        long previous = part.firstId() - 1;
        for (JournalRecord record : records) {
            if (record.id() <= previous || record.id() > part.lastId()) {
                throw new MalformedException("record " + record.id() + " is not in its place");
            }
            previous = record.id();
        }
        if (part.records() != PartStats.UNKNOWN && part.records() != records.size()) {
            throw new MalformedException(
                    "records between " + part.firstId() + " and " + part.lastId() + " are missing");
        }
    }

    private void open() throws IOException {
        if (table == null) {
            table = MapDb.read(
                    "MapDB cannot open it",
                    () -> SortedTableMap.open(new ChannelVolume(channel), new KeySerializer(), new RecordSerializer()));
        }
    }

    @Override
    public boolean damaged() {
        return damaged;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
