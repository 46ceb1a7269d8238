package io.timeserverd.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/** A segment that is not sealed, by way of its redo file; a part is a page. */
final class RedoSource implements Source {
    private final RedoReader redo;
    private final FrameReader frames = new FrameReader();
    private final long segment;
    private final long size;

    RedoSource(FileChannel channel, long segment) throws IOException {
        this.segment = segment;
        redo = new RedoReader(channel, segment);
        var problem = redo.checkHeader();
        if (redo.otherVersion()) {
            throw new MalformedException(problem);
        }
        size = redo.size();
    }

    @Override
    public int parts() {
        return Math.toIntExact((size + Frame.PAGE - 1) / Frame.PAGE);
    }

    @Override
    public Start start(int part) throws IOException {
        redo.seek(part);
        return redo.next(size)
                ? new Start(Frame.firstId(redo.bytes(), redo.at()), Frame.firstTimeNs(redo.bytes(), redo.at()))
                : Start.NONE;
    }

    @Override
    public boolean mayHold(int part, List<Long> keys) {
        return true;
    }

    @Override
    public List<JournalRecord> read(int part, Query query) throws IOException {
        var records = new ArrayList<JournalRecord>();
        var entry = new Entry();
        redo.seek(part);
        while (redo.next(Math.min(size, (part + 1L) * Frame.PAGE))) {
            frames.begin(redo.bytes(), redo.at());
            while (frames.next(entry)) {
                query.take(frames, entry, records);
            }
        }
        if (part + 1 < parts()) {
            redo.pageIsFollowed();
        }
        return records;
    }

    @Override
    public Range range() throws IOException {
        var first = start(0);
        for (var part = parts() - 1; part >= 0; part--) {
            var records = read(part, Query.all());
            if (!records.isEmpty()) {
                var last = records.get(records.size() - 1);
                return new Range(first.id(), last.id(), first.timeNs(), Times.nanos(last.time()));
            }
        }
        return new Range(segment, segment - 1, 0, 0);
    }

    /** Whether the header is damaged, or something that is no frame lies between intact frames that were read. */
    boolean damaged() {
        return redo.damaged();
    }

    @Override
    public void close() throws IOException {
        redo.close();
    }
}
