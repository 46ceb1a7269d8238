package io.timeserverd.journal;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * What a sealed segment knows about itself. Its table maps
 *
 * <pre>
 *     2 * first id of a block         to that block of up to {@link #RECORDS} records, see {@link Packing}
 *     2 * last id of a group + 1      to that group: what is in each of its {@link #BLOCKS} blocks
 *     {@link #SUMMARY}      to the summary: what is in each group, and in all
 * </pre>
 *
 * Groups and summary begin with a CRC-32C over segment, key and the rest.
 */
final class Index {
    /** Records of a full block: what is asked again and again stands in it once. */
    static final int RECORDS = 2048;

    /** Blocks of a full group, which must fit into a {@link ChannelVolume#PAGE}. */
    static final int BLOCKS = 16;

    /** Larger than every other key. */
    static final long SUMMARY = Long.MAX_VALUE;

    static final int VERSION = 3;

    private static final byte[] MAGIC = "TSSEAL".getBytes(StandardCharsets.US_ASCII);

    private Index() {}

    /** One block: ids and times of its first and last record, and the filter of its clients and zones. */
    record Block(long firstId, long lastId, long firstNs, long lastNs, Filter filter) {}

    /** One group: ids and times of its first and last record. */
    record Group(long firstId, long lastId, long firstNs, long lastNs) {
        long key() {
            return 2 * lastId + 1;
        }
    }

    /** A whole segment. */
    record Summary(long records, int blocks, List<Group> groups) {
        Source.Range range() {
            var first = groups.get(0);
            var last = groups.get(groups.size() - 1);
            return new Source.Range(first.firstId(), last.lastId(), first.firstNs(), last.lastNs());
        }
    }

    static long blockKey(long firstId) {
        return 2 * firstId;
    }

    static byte[] writeGroup(long segment, long key, List<Block> blocks) {
        var size = Integer.BYTES;
        for (var block : blocks) {
            size += 4 * Long.BYTES + Integer.BYTES + block.filter().bits().length;
        }
        var bytes = new byte[size];
        var out = ByteBuffer.wrap(bytes).position(Integer.BYTES);
        for (var block : blocks) {
            out.putLong(block.firstId()).putLong(block.lastId());
            out.putLong(block.firstNs()).putLong(block.lastNs());
            out.putInt(block.filter().bits().length).put(block.filter().bits());
        }
        Frame.putInt(bytes, 0, checksum(bytes, segment, key));
        return bytes;
    }

    static List<Block> readGroup(long segment, long key, byte[] bytes) throws MalformedException {
        var in = unseal(bytes, segment, key);
        var blocks = new ArrayList<Block>();
        try {
            while (in.hasRemaining()) {
                var firstId = in.getLong();
                var lastId = in.getLong();
                var firstNs = in.getLong();
                var lastNs = in.getLong();
                var length = in.getInt();
                if (length < 0 || length > in.remaining()) {
                    throw new MalformedException("filter of " + length + " bytes");
                }
                var filter = new byte[length];
                in.get(filter);
                blocks.add(new Block(firstId, lastId, firstNs, lastNs, new Filter(filter)));
            }
        } catch (BufferUnderflowException e) {
            throw new MalformedException("group is cut off", e);
        }
        return blocks;
    }

    static byte[] writeSummary(long segment, Summary summary) {
        var size = Integer.BYTES + MAGIC.length + Short.BYTES + Long.BYTES + Integer.BYTES;
        var bytes = new byte[size + summary.groups().size() * 4 * Long.BYTES];
        var out = ByteBuffer.wrap(bytes);
        out.position(Integer.BYTES)
                .put(MAGIC)
                .putShort((short) VERSION)
                .putLong(summary.records())
                .putInt(summary.blocks());
        for (var group : summary.groups()) {
            out.putLong(group.firstId()).putLong(group.lastId());
            out.putLong(group.firstNs()).putLong(group.lastNs());
        }
        Frame.putInt(bytes, 0, checksum(bytes, segment, SUMMARY));
        return bytes;
    }

    static Summary readSummary(long segment, byte[] bytes) throws MalformedException {
        var in = unseal(bytes, segment, SUMMARY);
        try {
            var magic = new byte[MAGIC.length];
            in.get(magic);
            if (!Arrays.equals(magic, MAGIC)) {
                throw new MalformedException("not a journal segment");
            }
            var version = in.getShort();
            if (version != VERSION) {
                throw new MalformedException("version " + version + " is not " + VERSION);
            }
            var records = in.getLong();
            var blocks = in.getInt();
            var groups = new ArrayList<Group>();
            while (in.hasRemaining()) {
                groups.add(new Group(in.getLong(), in.getLong(), in.getLong(), in.getLong()));
            }
            if (groups.isEmpty()) {
                throw new MalformedException("segment is empty");
            }
            return new Summary(records, blocks, List.copyOf(groups));
        } catch (BufferUnderflowException e) {
            throw new MalformedException("summary is cut off", e);
        }
    }

    private static ByteBuffer unseal(byte[] bytes, long segment, long key) throws MalformedException {
        if (bytes.length < Integer.BYTES || Frame.getInt(bytes, 0) != checksum(bytes, segment, key)) {
            throw new MalformedException("checksum of the index is wrong");
        }
        return ByteBuffer.wrap(bytes).position(Integer.BYTES);
    }

    static int checksum(byte[] bytes, long segment, long key) {
        var crc = new CRC32C();
        crc.update(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(segment)
                .putLong(key)
                .flip());
        crc.update(bytes, Integer.BYTES, bytes.length - Integer.BYTES);
        return (int) crc.getValue();
    }
}
