package io.timeserverd.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The end of the file of a sealed table, in place of the empty rest of MapDB's last page. It says where which ids and
 * times are, and how many records there are: MapDB's tables have no checksum of their own for that. Big-endian:
 *
 * <pre>
 *      8 bytes  "TSTABLE1"
 *      long     first id that the table covers
 *      long     last id that it covers
 *      for each part, which is a node of the table:
 *          long  id of its first record
 *          long  id of its last record
 *          int   number of records
 *          long  time of the earliest, nanoseconds since 1970
 *          long  time of the latest
 *      int      number of parts
 *      int      CRC-32C of all of the above
 * </pre>
 *
 * @param firstId first id of the range that the table covers; its first record may have a greater id
 * @param lastId last id of that range
 * @param parts in the order of their ids, at least one
 */
record Footer(long firstId, long lastId, List<PartStats> parts) {
    private static final byte[] MAGIC = "TSTABLE1".getBytes(StandardCharsets.US_ASCII);
    private static final int HEAD = MAGIC.length + 2 * Long.BYTES;
    private static final int PART = 4 * Long.BYTES + Integer.BYTES;
    private static final int TAIL = 2 * Integer.BYTES;

    /** Enough for half a million nodes. More is not read from a damaged file. */
    private static final long MAX_BYTES = 1 << 24;

    /** Statistics about all parts together. */
    PartStats all() {
        return parts.stream().reduce(PartStats.EMPTY, PartStats::union);
    }

    /** Its length in bytes. */
    int length() {
        return HEAD + parts.size() * PART + TAIL;
    }

    ByteBuffer write() {
        var bytes = ByteBuffer.allocate(length());
        bytes.put(MAGIC).putLong(firstId).putLong(lastId);
        for (PartStats part : parts) {
            bytes.putLong(part.firstId()).putLong(part.lastId()).putInt(Math.toIntExact(part.records()));
            bytes.putLong(part.leastNs()).putLong(part.greatestNs());
        }
        bytes.putInt(parts.size());
        bytes.putInt(checksum(bytes.array(), bytes.position()));
        return bytes.flip();
    }

    /**
     * Reads the footer of a file.
     *
     * @throws MalformedException when there is none, or it is damaged
     */
    static Footer read(FileChannel channel) throws IOException {
        long size = channel.size();
        int parts = Bytes.getInt(read(channel, size - TAIL, TAIL), 0);
        long length = HEAD + (long) parts * PART + TAIL;
        if (parts <= 0 || length > Math.min(size, MAX_BYTES) || !isHead(read(channel, size - length, HEAD))) {
            throw new MalformedException("no footer of a sealed table");
        }
        byte[] bytes = read(channel, size - length, (int) length);
        int checked = bytes.length - Integer.BYTES;
        if (Bytes.getInt(bytes, checked) != checksum(bytes, checked)) {
            throw new MalformedException("checksum of the footer is wrong");
        }
        return parse(ByteBuffer.wrap(bytes).position(MAGIC.length), parts);
    }

    private static boolean isHead(byte[] head) {
        return Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    private static Footer parse(ByteBuffer in, int count) {
        long firstId = in.getLong();
        long lastId = in.getLong();
        var parts = new ArrayList<PartStats>();
        for (int i = 0; i < count; i++) {
            parts.add(new PartStats(in.getLong(), in.getLong(), in.getInt(), in.getLong(), in.getLong()));
        }
        return new Footer(firstId, lastId, List.copyOf(parts));
    }

    private static byte[] read(FileChannel channel, long at, int length) throws IOException {
        if (at < 0) {
            throw new MalformedException("shorter than a footer");
        }
        var bytes = ByteBuffer.allocate(length);
        if (FileBytes.read(channel, bytes, at) < length) {
            throw new MalformedException("footer is cut off");
        }
        return bytes.array();
    }

    private static int checksum(byte[] bytes, int length) {
        var crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
