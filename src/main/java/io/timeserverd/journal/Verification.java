package io.timeserverd.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads everything and checks what must be true: checksums; ids that grow by one; footers that are right about ids, times and
 * counts. A torn end of the newest redo log is no fault.
 */
final class Verification {
    private static final int LISTINGS = 1000;

    private final Disk disk;
    private final Path directory;
    private final Consumer<JournalRecord> each;
    private final Consumer<Finding> findings;
    private Path file;

    /** The last one with a finding. */
    private Path noted;

    private long nextId;

    /**
     * Prepares one run.
     *
     * @param each gets every record that can be read, in order
     * @param findings gets everything that is wrong
     */
    Verification(Disk disk, Path directory, Consumer<JournalRecord> each, Consumer<Finding> findings) {
        this.disk = disk;
        this.directory = directory;
        this.file = directory;
        this.noted = directory;
        this.each = each;
        this.findings = findings;
    }

    void run() throws IOException {
        for (int n = 0; n < LISTINGS && !allRead(SegmentFile.list(disk, directory)); n++) {
            // A file was sealed, merged or deleted meanwhile: its records may be in another one now.
        }
    }

    /** Returns false when a file was gone. */
    private boolean allRead(List<SegmentFile> files) {
        for (SegmentFile segment : files) {
            if (segment.lastId() >= nextId && !segment(segment)) {
                return false;
            }
        }
        return true;
    }

    /** Returns false when the file is gone. */
    private boolean segment(SegmentFile segment) {
        file = segment.path();
        try (Source source = segment.open(disk).orElse(null)) {
            if (source == null) {
                return false;
            }
            expect(segment.firstId()); // its first records may be missing
            for (int part = 0; part < source.parts(); part++) {
                part(segment, source, part);
            }
            if (segment.kind() == SegmentFile.Kind.TABLE) {
                expect(segment.lastId() + 1);
            }
            if (source.damaged()) {
                note(segment.damage());
            } else if (source instanceof TableSource table && !file.equals(noted)) {
                table.check();
            }
        } catch (IOException e) {
            note(Reason.of(e));
        }
        return true;
    }

    private void part(SegmentFile segment, Source source, int number) {
        try {
            List<JournalRecord> records = source.read(number);
            for (JournalRecord record : records) {
                if (record.id() >= nextId
                        && record.id() <= segment.lastId()) { // unless it was read from a file that has been merged
                    record(record);
                }
            }
            Part read = Part.of(records);
            if (segment.kind() == SegmentFile.Kind.TABLE && !source.damaged() && !read.equals(source.part(number))) {
                note("the footer is wrong about records " + read.firstId() + " to " + read.lastId());
            }
        } catch (IOException e) {
            note(Reason.of(e));
        }
    }

    private void record(JournalRecord record) {
        expect(record.id());
        nextId = record.id() + 1;
        each.accept(record);
    }

    private void expect(long id) {
        if (nextId != 0 && id > nextId) {
            note("records " + nextId + " to " + (id - 1) + " are missing");
        }
        nextId = Math.max(nextId, id);
    }

    private void note(String what) {
        noted = file;
        findings.accept(new Finding(file, what));
    }
}
