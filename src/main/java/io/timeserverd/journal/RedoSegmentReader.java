package io.timeserverd.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/** Reads a redo log. A part is a page. */
final class RedoSegmentReader implements SegmentReader {
    private static final String UNREADABLE = "the redo log is damaged";

    private final FileChannel channel;
    private final long segment;
    private final RedoReader redo;
    private final RowReader rows = new RowReader();

    /** The ids between the frames that could be read. Ids that were lost before they were written are within frames. */
    private final List<Loss> gaps = new ArrayList<>();

    // After the frames that were read: the next id, and the time of the last record.
    private long nextId;
    private long lastNs = Long.MIN_VALUE;

    RedoSegmentReader(FileChannel channel, long segment) throws IOException {
        this.channel = channel;
        this.segment = segment;
        this.nextId = segment;
        redo = new RedoReader(channel, segment);
        if (redo.otherVersion()) {
            throw new MalformedException(redo.problem());
        }
    }

    @Override
    public int parts() {
        return redo.pages();
    }

    @Override
    public PartStats stats(int number) throws IOException {
        PartStats part = PartStats.EMPTY;
        redo.seek(number);
        while (redo.next()) {
            part = part.union(frame());
        }
        return part;
    }

    /** Statistics about the frame that was found last. */
    private PartStats frame() {
        byte[] bytes = redo.bytes();
        int at = redo.at();
        return new PartStats(
                Frame.firstId(bytes, at),
                Frame.endId(bytes, at) - 1,
                PartStats.UNKNOWN,
                Frame.leastNs(bytes, at),
                Frame.greatestNs(bytes, at));
    }

    @Override
    public List<JournalRecord> read(int number) throws IOException {
        var records = new ArrayList<JournalRecord>();
        var frames = new ArrayList<PartStats>();
        redo.seek(number);
        while (redo.next()) {
            read(redo.bytes(), redo.at(), rows, records);
            frames.add(frame());
        }
        if (number == 0) {
            gaps.clear();
            nextId = segment;
            lastNs = Long.MIN_VALUE;
        }
        frames.forEach(this::follow);
        return records;
    }

    private void follow(PartStats frame) {
        if (frame.firstId() > nextId) {
            gaps.add(new Loss(nextId, frame.firstId() - 1, lastNs, frame.leastNs(), UNREADABLE));
        }
        nextId = frame.lastId() + 1;
        lastNs = frame.greatestNs();
    }

    /**
     * The records that could not be read. All parts must have been read, in order.
     *
     * @param endId one more than the id of the last record of the segment
     * @param endNs the time of that record; {@link Long#MIN_VALUE} if it is not known
     */
    List<Loss> losses(long endId, long endNs) throws IOException {
        var losses = new ArrayList<Loss>(gaps);
        if (endId > nextId) {
            // A record takes more than a byte. If more ids are missing, some had no record.
            boolean plausible = endId - nextId <= channel.size();
            losses.add(new Loss(nextId, plausible ? endId - 1 : Loss.UNKNOWN, lastNs, endNs, UNREADABLE));
        }
        return losses;
    }

    /** The records of the frame at {@code at}, which must be intact. */
    static List<JournalRecord> records(byte[] bytes, int at) throws MalformedException {
        var records = new ArrayList<JournalRecord>();
        read(bytes, at, new RowReader(), records);
        return records;
    }

    private static void read(byte[] bytes, int at, RowReader rows, List<JournalRecord> records)
            throws MalformedException {
        int end = at + Frame.length(bytes, at);
        rows.begin(bytes, at + Frame.HEADER, end, Frame.firstId(bytes, at), Frame.leastNs(bytes, at));
        while (rows.hasNext()) {
            records.add(rows.next());
        }
    }

    @Override
    public boolean damaged() {
        return redo.damaged();
    }

    @Override
    public void close() throws IOException {
        redo.close();
    }
}
