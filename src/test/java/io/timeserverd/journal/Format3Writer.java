package io.timeserverd.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32C;
import java.util.zip.Deflater;
import org.mapdb.DataInput2;
import org.mapdb.DataOutput2;
import org.mapdb.Serializer;
import org.mapdb.SortedTableMap;
import org.mapdb.serializer.GroupSerializerObjectArray;

/** Writes sealed segments as release 0.1.0 did, with the index left out, of which {@link Format3} needs no more than that it is. */
final class Format3Writer {
    private static final int RECORDS_PER_FRAME = 1000;
    private static final long INDEX_KEY = Long.MAX_VALUE;

    private final Path directory;
    private final Random random = new Random(5);
    private long nextId = 1;
    private long timeNs;

    Format3Writer(Path directory, long timeNs) {
        this.directory = directory;
        this.timeNs = timeNs;
    }

    /** Writes a segment with this many records, a multiple of a thousand. */
    void segment(int records) throws IOException {
        long segment = nextId;
        Path file = FileNames.of(directory, segment, FileNames.MAPDB);
        try (var channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            SortedTableMap.Sink<Long, byte[]> table = SortedTableMap.create(
                            new ChannelVolume(channel), Serializer.LONG, new Frames())
                    .pageSize(ChannelVolume.PAGE)
                    .nodeSize(2)
                    .createFromSink();
            for (int frame = 0; frame < records / RECORDS_PER_FRAME; frame++) {
                long firstId = nextId;
                table.put(2 * firstId, frame(segment));
            }
            table.put(INDEX_KEY, new byte[1]);
            table.create();
        }
    }

    private byte[] frame(long segment) {
        long firstId = nextId;
        long firstNs = timeNs;
        byte[] rows = rows();
        var deflated = new byte[2 * rows.length];
        var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        deflater.setInput(rows);
        deflater.finish();
        int length = deflater.deflate(deflated);
        deflater.end();
        var frame = ByteBuffer.allocate(28 + length);
        frame.putInt(length).putInt(0).putLong(firstId).putLong(firstNs).putInt(RECORDS_PER_FRAME);
        frame.put(deflated, 0, length);
        var crc = new CRC32C();
        crc.update(ByteBuffer.allocate(16).putLong(segment).putLong(-1).flip());
        crc.update(frame.array(), 0, 4);
        crc.update(frame.array(), 8, frame.capacity() - 8);
        return frame.putInt(4, (int) crc.getValue()).array();
    }

    /** All ask for the same, from one address. */
    private byte[] rows() {
        var out = ByteBuffer.allocate(100 * RECORDS_PER_FRAME);
        for (int n = 0; n < RECORDS_PER_FRAME; n++) {
            int sinceBefore = n == 0 ? 0 : random.nextInt(1 << 28);
            varint(out, sinceBefore);
            timeNs += sinceBefore;
            out.put((byte) 0);
            varint(out, n == 0 ? 1 : 2);
            if (n == 0) {
                part(out, new byte[] {127, 0, 0, 1});
            }
            varint(out, n == 0 ? 1 : 2);
            texts(out, n, "Prague", "Prague", "CZ", "Europe/Prague");
            varint(out, n == 0 ? 1 : 2);
            texts(out, n, "ok", "iso", "2026a", "1");
            out.putInt(random.nextInt());
            nextId++;
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    /** Writes each value, preceded by its length. */
    private static final class Frames extends GroupSerializerObjectArray<byte[]> {
        @Override
        public void serialize(DataOutput2 out, byte[] value) throws IOException {
            out.packInt(value.length);
            out.write(value);
        }

        @Override
        public byte[] deserialize(DataInput2 in, int available) {
            throw new UnsupportedOperationException("only writes");
        }
    }

    private static void texts(ByteBuffer out, int row, String... texts) {
        for (String text : row == 0 ? texts : new String[0]) {
            part(out, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void part(ByteBuffer out, byte[] bytes) {
        varint(out, bytes.length);
        out.put(bytes);
    }

    private static void varint(ByteBuffer out, long value) {
        long left = value;
        while (left > 0x7f) {
            out.put((byte) (left | 0x80));
            left >>>= 7;
        }
        out.put((byte) left);
    }
}
