package io.timeserverd.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads everything and holds it against every promise: checksums; ids that grow by one; times that
 * do not decrease; index, summary and filters that tell the truth. A torn end of the newest redo file
 * breaks no promise.
 */
final class Verification {
    private final Disk disk;
    private final Consumer<JournalRecord> each;
    private final Consumer<Finding> findings;
    private Path file;
    private long nextId;
    private long lastNs = Long.MIN_VALUE;

    /**
     * Prepares one run.
     *
     * @param each gets every record that can be read, in order
     * @param findings gets everything that is wrong
     */
    Verification(Disk disk, Consumer<JournalRecord> each, Consumer<Finding> findings) {
        this.disk = disk;
        this.each = each;
        this.findings = findings;
    }

    void run(List<SegmentFile> files) {
        for (var i = 0; i < files.size(); i++) {
            file = files.get(i).path();
            expect(files.get(i).firstId());
            try (var source = files.get(i).open(disk).orElse(null)) {
                if (source != null) {
                    segment(source, SegmentFile.end(disk, files, i, source));
                }
            } catch (IOException e) {
                note(Reason.of(e));
            }
        }
    }

    private void segment(Source source, long endId) throws IOException {
        var records = 0L;
        for (var part = 0; part < source.parts(); part++) {
            records += part(source, part, endId);
        }
        if (source instanceof SealedSource sealed) {
            summary(sealed, records);
        } else if (source instanceof RedoSource redo && redo.damaged()) {
            note("header, or bytes between intact frames, are damaged");
        }
    }

    private int part(Source source, int part, long endId) {
        try {
            var records = source.read(part, Query.all());
            records.removeIf(record -> record.id() >= endId);
            records.forEach(this::record);
            if (source instanceof SealedSource sealed) {
                block(sealed.block(part), records);
            }
            return records.size();
        } catch (IOException e) {
            note(Reason.of(e));
            return 0;
        }
    }

    private void record(JournalRecord record) {
        expect(record.id());
        nextId = record.id() + 1;
        var timeNs = Times.nanos(record.time());
        if (timeNs < lastNs) {
            note("record " + record.id() + " is earlier than the one before");
        }
        lastNs = timeNs;
        each.accept(record);
    }

    private void block(Index.Block block, List<JournalRecord> records) {
        if (records.isEmpty()) {
            note("a block has no records");
            return;
        }
        var first = records.get(0);
        var last = records.get(records.size() - 1);
        if (block.firstId() != first.id()
                || block.lastId() != last.id()
                || block.firstNs() != Times.nanos(first.time())
                || block.lastNs() != Times.nanos(last.time())) {
            note("the index is wrong about records " + first.id() + " to " + last.id());
        }
        for (var record : records) {
            if (!Filter.keys(record).stream().allMatch(block.filter()::mayHold)) {
                note("the index hides record " + record.id());
            }
        }
    }

    private void summary(SealedSource sealed, long records) throws IOException {
        var parts = 0;
        var groups = sealed.summary().groups();
        for (var n = 0; n < groups.size(); n++) {
            var blocks = sealed.group(n);
            var first = blocks.get(0);
            var last = blocks.get(blocks.size() - 1);
            var told = new Index.Group(first.firstId(), last.lastId(), first.firstNs(), last.lastNs());
            if (!told.equals(groups.get(n))) {
                note("the summary is wrong about records " + first.firstId() + " to " + last.lastId());
            }
            parts += blocks.size();
        }
        if (parts != sealed.parts() || records != sealed.summary().records()) {
            note("the summary tells of " + sealed.summary().records() + " records, but " + records + " can be read");
        }
    }

    private void expect(long id) {
        if (nextId != 0 && id > nextId) {
            note("records " + nextId + " to " + (id - 1) + " are missing");
        } else if (id < nextId) {
            note("record " + id + " comes behind record " + (nextId - 1));
        }
        nextId = id;
    }

    private void note(String what) {
        findings.accept(new Finding(file, what));
    }
}
