package io.timeserverd.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/** A redo log; a part is a page. */
final class RedoSource implements Source {
    private final RedoReader redo;
    private final RowReader rows = new RowReader();

    RedoSource(FileChannel channel, long segment) throws IOException {
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
    public Part part(int number) throws IOException {
        Part part = Part.NOTHING;
        redo.seek(number);
        while (redo.next()) {
            byte[] bytes = redo.bytes();
            int at = redo.at();
            long firstId = Frame.firstId(bytes, at);
            long lastId = Frame.endId(bytes, at) - 1;
            part = part.union(
                    new Part(firstId, lastId, Part.UNKNOWN, Frame.leastNs(bytes, at), Frame.greatestNs(bytes, at)));
        }
        return part;
    }

    @Override
    public List<JournalRecord> read(int number) throws IOException {
        var records = new ArrayList<JournalRecord>();
        redo.seek(number);
        while (redo.next()) {
            read(redo.bytes(), redo.at(), rows, records);
        }
        return records;
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
