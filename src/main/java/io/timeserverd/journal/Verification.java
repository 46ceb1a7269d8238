package io.timeserverd.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads the whole journal and checks what must be true: checksums, ids that grow by one unless the chain explains why
 * records are missing, footers that agree with the records, and records that agree with the digests in the chain. A
 * torn end of the newest redo log is not a fault.
 */
final class Verification {
    private static final int LISTINGS = 1000;

    private final Disk disk;
    private final Path directory;
    private final Consumer<JournalRecord> each;
    private final Consumer<Finding> findings;
    private final Optional<ChainCheck> chain;
    private Path file;

    /** The last file with a finding. */
    private Path noted;

    private long nextId;
    private long records;

    /**
     * Prepares the verification.
     *
     * @param each gets every record that can be read, in the order of ids
     * @param findings gets every fault
     */
    Verification(Disk disk, Path directory, Consumer<JournalRecord> each, Consumer<Finding> findings)
            throws IOException {
        this.disk = disk;
        this.directory = directory;
        this.file = directory;
        this.noted = directory;
        this.each = each;
        this.findings = findings;
        this.chain = Chain.read(disk, directory).map(found -> new ChainCheck(disk, directory, found, findings));
    }

    Proof run() throws IOException {
        for (int n = 0; n < LISTINGS && !allRead(SegmentFile.list(disk, directory)); n++) {
            // A file was sealed, merged or deleted meanwhile. Its records may be in another file now.
        }
        return chain.map(ChainCheck::end).orElse(new Proof(Optional.empty(), 0, records, List.of()));
    }

    /** Returns false if a file was gone. */
    private boolean allRead(List<SegmentFile> files) {
        for (SegmentFile segment : files) {
            if (segment.lastId() >= nextId && !segment(segment)) {
                return false;
            }
        }
        return true;
    }

    /** Returns false if the file is gone. */
    private boolean segment(SegmentFile segment) {
        file = segment.path();
        try (SegmentReader reader = segment.open(disk).orElse(null)) {
            if (reader == null) {
                return false;
            }
            expect(segment.firstId()); // its first records may be missing
            for (int part = 0; part < reader.parts(); part++) {
                part(segment, reader, part);
            }
            if (segment.kind() == SegmentFile.Kind.TABLE) {
                expect(segment.lastId() + 1);
            }
            if (reader.damaged()) {
                note(segment.damage());
            } else if (reader instanceof TableReader table && !file.equals(noted)) {
                table.check();
            }
        } catch (IOException e) {
            note(Reason.of(e));
        }
        return true;
    }

    private void part(SegmentFile segment, SegmentReader reader, int number) {
        try {
            List<JournalRecord> records = reader.read(number);
            for (JournalRecord record : records) {
                boolean isNew = record.id() >= nextId; // and was not read from a file that has been merged since
                if (isNew && record.id() <= segment.lastId()) {
                    record(record);
                }
            }
            var read = PartStats.of(records);
            if (segment.kind() == SegmentFile.Kind.TABLE && !reader.damaged() && !read.equals(reader.stats(number))) {
                note("the footer is wrong about records " + read.firstId() + " to " + read.lastId());
            }
        } catch (IOException e) {
            note(Reason.of(e));
        }
    }

    private void record(JournalRecord record) {
        expect(record.id());
        nextId = record.id() + 1;
        records++;
        chain.ifPresent(check -> check.record(record));
        each.accept(record);
    }

    private void expect(long id) {
        if (nextId != 0 && id > nextId) {
            var all = IdRanges.of(nextId, id - 1);
            IdRanges missing =
                    chain.map(check -> check.unexplained(nextId, id - 1)).orElse(all);
            missing.ranges()
                    .forEach(each -> note("records " + each.firstId() + " to " + each.lastId() + " are missing"));
        }
        nextId = Math.max(nextId, id);
    }

    private void note(String what) {
        noted = file;
        findings.accept(new Finding(file, what));
    }
}
