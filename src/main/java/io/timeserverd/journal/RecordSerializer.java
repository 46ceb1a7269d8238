package io.timeserverd.journal;

import io.timeserverd.journal.JournalOptions.ClientDetail;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.mapdb.DataInput2;
import org.mapdb.DataOutput2;
import org.mapdb.serializer.GroupSerializerObjectArray;

/**
 * Writes and reads the values of a node of a sealed table, for MapDB. They are {@link Row}s, each stored as the
 * difference to others, deflated (RFC 1951) at the fastest level, after a header. Big-endian:
 *
 * <pre>
 *      0  int    bytes after the header
 *      4  int    CRC-32C of the node without this field
 *      8  int    bytes of the rows, inflated
 *     12  long   id of the first record
 *     20  long   time of the first record, nanoseconds since 1970
 *     28  rows, deflated
 * </pre>
 *
 * <p>Rows include the ids of their records, so the checksum covers ids too; the keys that MapDB writes have no
 * checksum. Whatever a damaged file makes MapDB ask for, it gets no more memory than the largest node needs. Belongs to
 * one thread.
 */
final class RecordSerializer extends GroupSerializerObjectArray<JournalRecord> {
    /** How many records a full node has. */
    static final int NODE = 1024;

    static final int HEADER = 28;
    private static final int MAX_ROWS = NODE * Row.MAX;

    /**
     * If rows cannot be deflated, they are stored with 5 bytes for each 16 KiB (zlib, {@code deflateBound}) and some at
     * the end.
     */
    private static final int MAX_DEFLATED = MAX_ROWS + 5 * (MAX_ROWS / (1 << 14) + 1) + 16;

    /** The greatest length of a node, in bytes. */
    static final int MAX_BYTES = HEADER + MAX_DEFLATED;

    private final RowReader reader = new RowReader();
    private final Entry entry = new Entry();
    private final CRC32C crc = new CRC32C();
    private byte[] rows = {};
    private byte[] node = new byte[HEADER];

    /** Made on first use, since most serializers only read. */
    private Optional<RowWriter> writer = Optional.empty();

    @Override
    public void valueArraySerialize(DataOutput2 out, Object values) throws IOException {
        var records = (Object[]) values;
        var first = (JournalRecord) records[0];
        int length = write(records, first);
        node = withRoom(node, MAX_BYTES);
        int deflated = deflate(length);
        Bytes.putInt(node, 0, deflated);
        Bytes.putInt(node, 8, length);
        Bytes.putLong(node, 12, first.id());
        Bytes.putLong(node, 20, Times.nanos(first.time()));
        Bytes.putInt(node, 4, checksum(deflated));
        out.write(node, 0, HEADER + deflated);
    }

    @Override
    public Object[] valueArrayDeserialize(DataInput2 in, int count) throws IOException {
        if (count <= 0 || count > NODE) {
            throw new MalformedException("node of " + count + " records");
        }
        inflate(in);
        var records = new Object[count];
        reader.begin(rows, 0, Bytes.getInt(node, 8), Bytes.getLong(node, 12), Bytes.getLong(node, 20));
        for (int i = 0; i < count; i++) {
            records[i] = reader.next();
        }
        if (reader.hasNext()) {
            throw new MalformedException("more than " + count + " records in a node");
        }
        return records;
    }

    @Override
    public JournalRecord valueArrayBinaryGet(DataInput2 in, int count, int position) throws IOException {
        return (JournalRecord) valueArrayDeserialize(in, count)[position];
    }

    /** Writes the rows of the records. Returns their length in bytes. */
    private int write(Object[] records, JournalRecord first) {
        RowWriter out = writer.orElseGet(() -> new RowWriter(ClientDetail.FULL));
        writer = Optional.of(out);
        rows = withRoom(rows, records.length * Row.MAX);
        out.begin(rows, 0, first.id(), Times.nanos(first.time()));
        for (Object each : records) {
            var record = (JournalRecord) each;
            entry.set(record);
            out.add(record.id(), entry);
        }
        return out.end();
    }

    /** Reads a node and inflates its rows. */
    private void inflate(DataInput2 in) throws IOException {
        in.readFully(node, 0, HEADER);
        int deflated = Bytes.getInt(node, 0);
        int length = Bytes.getInt(node, 8);
        if (deflated < 0 || deflated > MAX_DEFLATED || length < 0 || length > MAX_ROWS) {
            throw new MalformedException("length of a node makes no sense");
        }
        node = withRoom(node, HEADER + deflated);
        in.readFully(node, HEADER, deflated);
        if (Bytes.getInt(node, 4) != checksum(deflated)) {
            throw new MalformedException("checksum of a node is wrong");
        }
        rows = withRoom(rows, length);
        var inflater = new Inflater(true);
        try {
            inflater.setInput(node, HEADER, deflated);
            if (inflater.inflate(rows, 0, length) != length) {
                throw new MalformedException("node is shorter than it says");
            }
        } catch (DataFormatException e) {
            throw new MalformedException("node cannot be inflated", e);
        } finally {
            inflater.end();
        }
    }

    /** Deflates rows of this length into the node. Returns their deflated length. */
    private int deflate(int length) {
        var deflater = new Deflater(Deflater.BEST_SPEED, true);
        try {
            deflater.setInput(rows, 0, length);
            deflater.finish();
            return deflater.deflate(node, HEADER, MAX_DEFLATED);
        } finally {
            deflater.end();
        }
    }

    private int checksum(int deflated) {
        crc.reset();
        crc.update(node, 0, 4);
        crc.update(node, 8, HEADER - 8 + deflated);
        return (int) crc.getValue();
    }

    private static byte[] withRoom(byte[] buffer, int bytes) {
        return buffer.length >= bytes ? buffer : Arrays.copyOf(buffer, bytes);
    }

    @Override
    public void serialize(DataOutput2 out, JournalRecord value) throws IOException {
        valueArraySerialize(out, new Object[] {value});
    }

    @Override
    public JournalRecord deserialize(DataInput2 in, int available) throws IOException {
        return (JournalRecord) valueArrayDeserialize(in, 1)[0];
    }
}
