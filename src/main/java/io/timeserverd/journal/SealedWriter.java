package io.timeserverd.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.mapdb.DBException;
import org.mapdb.SortedTableMap;

/**
 * Builds the MapDB file of a segment, record by record, as a sorted table: it has no holes, needs no
 * locks and no threads, and cannot be read before {@link #finish}. Belongs to one thread.
 */
final class SealedWriter implements AutoCloseable {
    private final long segment;
    private final FileChannel channel;
    private final ChannelVolume volume;
    private final SortedTableMap.Sink<Long, byte[]> table;
    private final FrameWriter frames = new FrameWriter(UnaryOperator.identity());
    private final Packing packing = new Packing();
    private final byte[] frame = new byte[Frame.PAGE];
    private final KeySet keys = new KeySet();
    private final List<Index.Block> blocks = new ArrayList<>();
    private final List<Index.Group> groups = new ArrayList<>();
    private int blockCount;
    private long records;
    private long firstId;
    private long lastId;
    private long firstNs;
    private long lastNs;

    /**
     * @param channel an empty file, open for reading and writing
     */
    SealedWriter(FileChannel channel, long segment) {
        this.channel = channel;
        this.segment = segment;
        this.volume = new ChannelVolume(channel);
        this.table = SortedTableMap.create(volume, new KeySerializer(), new FrameSerializer())
                .pageSize(ChannelVolume.PAGE)
                .nodeSize(1)
                .createFromSink();
    }

    /** How many records there are so far. */
    long records() {
        return records;
    }

    /** Adds a record; ids grow and times do not decrease. */
    void add(Entry entry, long id, long timeNs) throws IOException {
        boolean begun = frames.records() > 0;
        boolean full = frames.records() == Index.RECORDS || frames.end() > frame.length - Frame.MAX_ROW;
        if (begun && (full || id != lastId + 1)) {
            finishBlock();
            begun = false;
        }
        if (!begun) {
            frames.begin(frame, 0, id, timeNs);
            firstId = id;
            firstNs = timeNs;
            keys.clear();
        }
        frames.add(entry, timeNs);
        lastId = id;
        lastNs = timeNs;
        records++;
        if (frames.clientIsNew()) {
            keys.add(Filter.address(entry.client));
            keys.add(Filter.prefix(entry.client));
        }
        if (frames.questionIsNew() && !entry.zone.isEmpty()) {
            keys.add(Filter.zone(entry.zone));
        }
    }

    /** Completes the file, and brings it to the disk. */
    Index.Summary finish() throws IOException {
        if (frames.records() > 0) {
            finishBlock();
        }
        if (!blocks.isEmpty()) {
            finishGroup();
        }
        var summary = new Index.Summary(records, blockCount, List.copyOf(groups));
        put(Index.SUMMARY, Index.writeSummary(segment, summary));
        try {
            table.create();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (DBException e) {
            throw new IOException(e);
        }
        volume.trim();
        channel.force(true);
        return summary;
    }

    /** Frees memory; leaves the file open. */
    @Override
    public void close() {
        packing.close();
    }

    private void finishBlock() throws IOException {
        frames.finish(segment, Frame.SEALED);
        put(Index.blockKey(firstId), packing.pack(frame, frames.end(), segment));
        blocks.add(new Index.Block(firstId, lastId, firstNs, lastNs, keys.toFilter()));
        blockCount++;
        if (blocks.size() == Index.BLOCKS) {
            finishGroup();
        }
    }

    private void finishGroup() throws IOException {
        Index.Block first = blocks.get(0);
        Index.Block last = blocks.get(blocks.size() - 1);
        var group = new Index.Group(first.firstId(), last.lastId(), first.firstNs(), last.lastNs());
        put(group.key(), Index.writeGroup(segment, group.key(), blocks));
        groups.add(group);
        blocks.clear();
    }

    private void put(long key, byte[] value) throws IOException {
        try {
            table.put(key, value);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (DBException e) {
            throw new IOException(e);
        }
    }
}
