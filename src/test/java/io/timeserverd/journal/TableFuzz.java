package io.timeserverd.journal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32C;
import java.util.zip.Deflater;
import org.mapdb.DataInput2;

/**
 * Reads any bytes as a sealed table, or as a part of one, of this release and of 0.1.0: records come out, or damage is
 * reported.
 */
public final class TableFuzz {
    private static final long FIRST_ID = 1;
    private static final long LAST_ID = 2000;

    /** See {@link RecordSerializer}. */
    private static final int NODE_HEADER = 28;

    private TableFuzz() {}

    /**
     * Tries one input.
     *
     * @param input a byte that says what follows: the number of records and the rows of a node (n), a footer (f), a
     *     segment of release 0.1.0 (3), or a whole file (any other byte)
     */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        byte[] rest = input.length == 0 ? input : Arrays.copyOfRange(input, 1, input.length);
        try {
            switch (input.length == 0 ? 't' : input[0]) {
                case 'n' -> node(rest);
                case 'f' -> file(withChecksum(rest), false);
                case '3' -> file(rest, true);
                default -> file(rest, false);
            }
        } catch (MalformedException e) {
            assertTrue(!e.getMessage().isEmpty(), "the damage has a name");
        }
    }

    /** Deflates the rows and adds the checksum: no fuzzer finds a node that can be inflated. */
    private static void node(byte[] rest) throws IOException {
        int count = rest.length == 0 ? 1 : rest[0] & 0xff;
        byte[] rows = rest.length == 0 ? rest : Arrays.copyOfRange(rest, 1, rest.length);
        var node = new byte[NODE_HEADER + 2 * rows.length + 100];
        var deflater = new Deflater(Deflater.BEST_SPEED, true);
        deflater.setInput(rows);
        deflater.finish();
        int deflated = deflater.deflate(node, NODE_HEADER, node.length - NODE_HEADER);
        deflater.end();
        Bytes.putInt(node, 0, deflated);
        Bytes.putInt(node, 8, rows.length);
        Bytes.putLong(node, 12, FIRST_ID);
        Bytes.putLong(node, 20, 1_790_000_000_000_000_000L);
        var crc = new CRC32C();
        crc.update(node, 0, 4);
        crc.update(node, 8, NODE_HEADER - 8 + deflated);
        Bytes.putInt(node, 4, (int) crc.getValue());
        new RecordSerializer().valueArrayDeserialize(new DataInput2.ByteArray(node), count);
    }

    private static byte[] withChecksum(byte[] rest) {
        byte[] bytes = Arrays.copyOf(rest, rest.length + Integer.BYTES);
        var crc = new CRC32C();
        crc.update(rest, 0, rest.length);
        Bytes.putInt(bytes, rest.length, (int) crc.getValue());
        return bytes;
    }

    private static void file(byte[] bytes, boolean old) throws IOException {
        Path path = Files.createTempFile("table", ".fuzz");
        try (var channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes));
            try (SegmentReader reader =
                    old ? Format3.table(channel, FIRST_ID) : new TableReader(channel, FIRST_ID, LAST_ID)) {
                for (int part = 0; part < reader.parts(); part++) {
                    reader.stats(part);
                    reader.read(part);
                }
            }
        } finally {
            Files.delete(path);
        }
    }
}
