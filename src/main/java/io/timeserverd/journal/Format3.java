package io.timeserverd.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.mapdb.DataInput2;
import org.mapdb.DataOutput2;
import org.mapdb.SortedTableMap;
import org.mapdb.serializer.GroupSerializerObjectArray;
import org.mapdb.serializer.SerializerLong;

/**
 * Reads the segments of release 0.1.0, so that they can be converted. To be removed with release 0.3, together with
 * {@link Format3Rows} and all references to both.
 *
 * <p>A frame of that release has a header of 28 bytes, big-endian: bytes of rows (int); CRC-32C of segment (long),
 * place (long) and the frame without this field (int); first id (long); time of the first record (long); number of
 * records (int). A redo log is a sequence of frames, none of which crosses a multiple of 64 KiB. A sealed segment is a
 * MapDB table: each even key has a frame whose rows are deflated, and odd keys have an index that is not needed here.
 */
final class Format3 {
    private static final int HEADER = 28;
    private static final int PAGE = 1 << 16;
    private static final long SEALED = -1;

    private Format3() {}

    /** Whether a redo log is of that release. */
    static boolean isRedo(FileChannel channel, long segment) throws IOException {
        var header = ByteBuffer.allocate(RedoHeader.LENGTH);
        byte[] bytes = Arrays.copyOf(header.array(), FileBytes.read(channel, header, 0));
        return RedoHeader.otherVersion(bytes)
                && RedoHeader.problem(bytes, segment).startsWith("version 3 ");
    }

    /** Reads a redo log. A part is a page. */
    static SegmentReader redo(FileChannel channel, long segment) {
        return new Redo(channel, segment);
    }

    /** Reads a sealed segment. A part is a frame. */
    static SegmentReader table(FileChannel channel, long segment) throws IOException {
        return new Table(channel, segment);
    }

    private static boolean isIntact(byte[] bytes, int at, int end, long segment, long place) {
        if (end - at <= HEADER) {
            return false;
        }
        int rows = Bytes.getInt(bytes, at);
        if (rows <= 0 || rows > end - at - HEADER || Bytes.getInt(bytes, at + 24) <= 0) {
            return false;
        }
        var crc = new CRC32C();
        crc.update(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(segment)
                .putLong(place)
                .flip());
        crc.update(bytes, at, Integer.BYTES);
        crc.update(bytes, at + 8, HEADER - 8 + rows);
        return Bytes.getInt(bytes, at + 4) == (int) crc.getValue();
    }

    /**
     * Adds the records of a frame. Its rows are {@code rows[from, to)}: bytes of the frame itself, or inflated from it.
     */
    private static void read(
            byte[] header, int at, byte[] rows, int from, int to, Format3Rows reader, List<JournalRecord> records)
            throws MalformedException {
        reader.begin(rows, from, to, Bytes.getLong(header, at + 8), Bytes.getLong(header, at + 16));
        int count = Bytes.getInt(header, at + 24);
        for (int i = 0; i < count; i++) {
            records.add(reader.next());
        }
    }

    private static final class Redo implements SegmentReader {
        private final FileChannel channel;
        private final long segment;
        private final byte[] page = new byte[PAGE];
        private final Format3Rows rows = new Format3Rows();
        private boolean damaged;

        Redo(FileChannel channel, long segment) {
            this.channel = channel;
            this.segment = segment;
        }

        @Override
        public int parts() throws IOException {
            return Math.toIntExact((channel.size() + PAGE - 1) / PAGE);
        }

        @Override
        public PartStats stats(int number) throws IOException {
            return PartStats.of(read(number));
        }

        @Override
        public List<JournalRecord> read(int number) throws IOException {
            var records = new ArrayList<JournalRecord>();
            long start = (long) number * PAGE;
            int loaded = FileBytes.read(channel, ByteBuffer.wrap(page), start);
            int at = number == 0 ? RedoHeader.LENGTH : 0;
            int end = Math.max(at, Bytes.endOfNonZero(page, 0, loaded));
            boolean garbage = false;
            while (at < end) {
                if (isIntact(page, at, loaded, segment, start + at)) {
                    damaged |= garbage;
                    garbage = false;
                    int next = at + HEADER + Bytes.getInt(page, at);
                    Format3.read(page, at, page, at + HEADER, next, rows, records);
                    at = next;
                } else {
                    garbage = true; // damage only if a frame follows; else it is a torn end
                    at++;
                }
            }
            damaged |= garbage && number + 1 < parts();
            return records;
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

    private static final class Table implements SegmentReader {
        private final FileChannel channel;
        private final long segment;
        private final SortedTableMap<Long, byte[]> table;
        private final List<Long> firstIds = new ArrayList<>();
        private final Format3Rows rows = new Format3Rows();
        private final byte[] inflated = new byte[2 * PAGE];
        private boolean damaged;

        Table(FileChannel channel, long segment) throws IOException {
            this.channel = channel;
            this.segment = segment;
            table = MapDb.read(
                    "MapDB cannot open it",
                    () -> SortedTableMap.open(new ChannelVolume(channel), new Keys(), new Frames()));
            value(Long.MAX_VALUE); // the index, which every segment has
            listFrames();
        }

        private void listFrames() {
            try {
                for (Iterator<Long> keys = table.keyIterator(); keys.hasNext(); ) {
                    long key = keys.next();
                    if ((key & 1) == 0) {
                        firstIds.add(key / 2);
                    }
                }
            } catch (RuntimeException e) {
                damaged = true; // the frames found so far can still be read
            }
        }

        @Override
        public int parts() {
            return firstIds.size();
        }

        @Override
        public PartStats stats(int number) throws IOException {
            if (number + 1 < firstIds.size()) {
                return PartStats.ofIds(firstIds.get(number), firstIds.get(number + 1) - 1);
            }
            return PartStats.of(read(number));
        }

        @Override
        public List<JournalRecord> read(int number) throws IOException {
            byte[] frame = value(2 * firstIds.get(number));
            if (!isIntact(frame, 0, frame.length, segment, SEALED)) {
                throw new MalformedException("checksum of a frame is wrong");
            }
            var records = new ArrayList<JournalRecord>();
            var inflater = new Inflater(true);
            try {
                inflater.setInput(frame, HEADER, frame.length - HEADER);
                int length = inflater.inflate(inflated);
                Format3.read(frame, 0, inflated, 0, length, rows, records);
            } catch (DataFormatException e) {
                throw new MalformedException("frame cannot be inflated", e);
            } finally {
                inflater.end();
            }
            return records;
        }

        private byte[] value(long key) throws IOException {
            byte[] value = MapDb.read("cut off, or its index is damaged", () -> table.get(key));
            if (value == null) {
                throw new MalformedException("nothing under key " + key);
            }
            return value;
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

    /** The keys of its tables. Refuses a damaged node that claims more keys than fit into a page. */
    private static final class Keys extends SerializerLong {
        @Override
        public Object valueArrayDeserialize(DataInput2 in, int count) throws IOException {
            requireFits(count);
            return super.valueArrayDeserialize(in, count);
        }

        private static void requireFits(int count) throws MalformedException {
            if (count < 0 || count > ChannelVolume.PAGE / Long.BYTES) {
                throw new MalformedException("node of " + count + " keys");
            }
        }
    }

    /** The values of its tables. */
    private static final class Frames extends GroupSerializerObjectArray<byte[]> {
        @Override
        public void serialize(DataOutput2 out, byte[] value) {
            throw new UnsupportedOperationException("nothing writes this format any more");
        }

        @Override
        public byte[] deserialize(DataInput2 in, int available) throws IOException {
            int length = in.unpackInt();
            if (length < 0 || length > ChannelVolume.PAGE) {
                throw new MalformedException("value of " + length + " bytes");
            }
            var value = new byte[length];
            in.readFully(value);
            return value;
        }

        @Override
        public Object[] valueArrayDeserialize(DataInput2 in, int count) throws IOException {
            Keys.requireFits(count);
            return super.valueArrayDeserialize(in, count);
        }
    }
}
