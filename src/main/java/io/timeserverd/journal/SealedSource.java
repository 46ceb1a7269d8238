package io.timeserverd.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import org.mapdb.SortedTableMap;

/** A sealed segment; a part is a block. */
final class SealedSource implements Source {
    private final FileChannel channel;
    private final long segment;
    private final SortedTableMap<Long, byte[]> table;
    private final Index.Summary summary;
    private final Packing packing = new Packing();
    private final FrameReader frames = new FrameReader();
    private int groupHeld = -1;
    private List<Index.Block> group = List.of();

    /**
     * @throws MalformedException when the file is not a segment that begins with this id
     */
    SealedSource(FileChannel channel, long segment) throws IOException {
        this.channel = channel;
        this.segment = segment;
        this.table = open(new ChannelVolume(channel));
        this.summary = Index.readSummary(segment, value(Index.SUMMARY));
    }

    Index.Summary summary() {
        return summary;
    }

    /** The blocks of one group. */
    List<Index.Block> group(int n) throws IOException {
        if (n != groupHeld) {
            var key = summary.groups().get(n).key();
            group = Index.readGroup(segment, key, value(key));
            groupHeld = n;
        }
        return group;
    }

    @Override
    public int parts() {
        return summary.blocks();
    }

    @Override
    public Start start(int part) throws IOException {
        if (part >= parts()) {
            return Start.NONE;
        }
        var around = summary.groups().get(part / Index.BLOCKS);
        if (part % Index.BLOCKS == 0) {
            return new Start(around.firstId(), around.firstNs());
        }
        try {
            var block = block(part);
            return new Start(block.firstId(), block.firstNs());
        } catch (MalformedException e) {
            // The summary still tells enough to find one's way past a damaged group.
            return new Start(around.firstId(), around.firstNs());
        }
    }

    @Override
    public boolean mayHold(int part, List<Long> keys) throws IOException {
        var filter = block(part).filter();
        return keys.stream().allMatch(filter::mayHold);
    }

    @Override
    public List<JournalRecord> read(int part, Query query) throws IOException {
        var block = block(part);
        var frame = packing.unpack(value(Index.blockKey(block.firstId())), segment);
        var records = new ArrayList<JournalRecord>();
        var entry = new Entry();
        frames.begin(frame, 0);
        while (frames.next(entry)) {
            query.take(frames, entry, records);
        }
        return records;
    }

    @Override
    public Range range() {
        return summary.range();
    }

    @Override
    public void close() throws IOException {
        packing.close();
        channel.close();
    }

    Index.Block block(int part) throws IOException {
        return group(part / Index.BLOCKS).get(part % Index.BLOCKS);
    }

    private static SortedTableMap<Long, byte[]> open(ChannelVolume volume) throws IOException {
        try {
            return SortedTableMap.open(volume, new KeySerializer(), new FrameSerializer());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (RuntimeException e) {
            throw new MalformedException("MapDB cannot open it", e);
        }
    }

    /** In a damaged file MapDB may trip over anything. */
    private byte[] value(long key) throws IOException {
        try {
            var value = table.get(key);
            if (value == null) {
                throw new MalformedException("nothing under key " + key);
            }
            return value;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (RuntimeException e) {
            throw new MalformedException("cut off, or its index is damaged", e);
        }
    }
}
