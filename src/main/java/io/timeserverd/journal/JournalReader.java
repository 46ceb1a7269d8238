package io.timeserverd.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Reads the journal of a directory, whether a daemon is writing it or not. The daemon does not notice. There may be any
 * number of readers; each belongs to one thread.
 */
public final class JournalReader {
    private final Path directory;
    private final Disk disk;
    private final RemovedRanges removedRanges;

    private JournalReader(Path directory, Disk disk) {
        this.directory = directory;
        this.disk = disk;
        this.removedRanges = new RemovedRanges(disk, directory);
    }

    /**
     * Opens the journal in a directory for reading.
     *
     * @throws JournalException when the directory cannot be read
     */
    public static JournalReader open(Path directory) throws JournalException {
        return open(directory, Disk.real());
    }

    static JournalReader open(Path directory, Disk disk) throws JournalException {
        try {
            if (!Files.readAttributes(directory, BasicFileAttributes.class).isDirectory()) {
                throw new JournalException(directory + ": is not a directory");
            }
        } catch (AccessDeniedException e) {
            throw denied(directory);
        } catch (IOException e) {
            throw new JournalException(Reason.of(e), e);
        }
        if (!Files.isReadable(directory) || !Files.isExecutable(directory)) {
            throw denied(directory);
        }
        return new JournalReader(directory, disk);
    }

    private static JournalException denied(Path directory) {
        return new JournalException(directory + ": permission denied; run it as root");
    }

    /**
     * Visits the records that match, in the order of their ids. To read on later, query again from the id after the
     * last one: that costs a listing of the directory and a page of the redo log.
     *
     * @param visitor returns whether to go on
     * @return what could not be read; everything else was read
     * @throws IOException when the directory itself cannot be read
     */
    public List<Finding> query(Query query, Predicate<JournalRecord> visitor) throws IOException {
        return scan(query, (record, adjacent) -> visitor.test(record));
    }

    /** Does the same for a visitor that needs to know whether records can be between two others. */
    List<Finding> scan(Query query, Scan.Visitor visitor) throws IOException {
        return new Scan(disk, directory, query, visitor).run();
    }

    /**
     * The first id of the oldest segment; 1 if there is no segment.
     *
     * @throws IOException when the directory itself cannot be read
     */
    public long firstId() throws IOException {
        return SegmentFile.list(disk, directory).stream()
                .mapToLong(SegmentFile::firstId)
                .findFirst()
                .orElse(1);
    }

    /**
     * One more than the id of the newest record, as far as records and the names of files show; 1 for an empty journal.
     *
     * @throws IOException when the directory itself cannot be read
     */
    public long endId() throws IOException {
        var end = new long[] {1};
        for (SegmentFile file : SegmentFile.list(disk, directory)) {
            end[0] = Math.max(end[0], file.kind() == SegmentFile.Kind.TABLE ? file.lastId() + 1 : file.firstId());
        }
        query(Query.all().newestFirst().withLimit(1), each -> {
            end[0] = Math.max(end[0], each.id() + 1);
            return true;
        });
        return end[0];
    }

    /**
     * Brings to the disk itself what a query would find now: records that are only in redo logs, and the names of
     * files.
     *
     * @throws IOException when they may not be there
     */
    void sync() throws IOException {
        for (SegmentFile file : SegmentFile.all(disk, directory)) {
            if (file.kind() == SegmentFile.Kind.REDO) {
                sync(file);
            }
        }
        disk.sync(directory);
    }

    private void sync(SegmentFile redo) throws IOException {
        try (FileChannel channel = disk.open(redo.path(), StandardOpenOption.READ)) {
            channel.force(false);
        } catch (NoSuchFileException e) {
            // Its records are in a table, which was on the disk itself before it got its name.
        }
    }

    Path directory() {
        return directory;
    }

    /** Whether this user may not read a file. */
    boolean isDenied(Path file) {
        try (FileChannel channel = disk.open(file, StandardOpenOption.READ)) {
            return !channel.isOpen();
        } catch (AccessDeniedException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Finds out why ids have no record, as of now. */
    GapReasons gapReasons() throws IOException {
        return new GapReasons(disk, directory, removedRanges);
    }

    /**
     * Identifies the files that hold records; a file that takes the name of another one counts as new. While the files
     * stay the same, records are added only at the end, and none are changed or removed.
     *
     * @throws IOException when the directory itself cannot be read
     */
    public Set<String> files() throws IOException {
        var files = new TreeSet<String>();
        for (SegmentFile file : SegmentFile.list(disk, directory)) {
            files.add(file.path().getFileName() + " " + disk.identity(file.path()));
        }
        return files;
    }

    /**
     * Finds the ids that a query has to read, oldest first. With them a caller can run the query piece by piece, by
     * {@link Query#withFromId} and {@link Query#withEndId}, to show its progress or to stop early. Reads no record of a
     * sealed table.
     *
     * @throws IOException when the directory itself cannot be read
     */
    public List<IdRange> extent(Query query) throws IOException {
        return new Extent(disk, directory, query).find();
    }

    /**
     * The segments on disk, oldest first, including those that cannot be read. Records are not read, so damage to them
     * is not noticed.
     *
     * @throws IOException when the directory itself cannot be read
     */
    public List<Segment> segments() throws IOException {
        return segments(false);
    }

    /**
     * The segments on disk, oldest first. All records are read, and a segment with damaged ones is {@code DAMAGED}.
     *
     * @throws IOException when the directory itself cannot be read
     */
    public List<Segment> checkedSegments() throws IOException {
        return segments(true);
    }

    private List<Segment> segments(boolean checked) throws IOException {
        var segments = new ArrayList<Segment>();
        for (SegmentFile file : SegmentFile.list(disk, directory)) {
            describe(file, checked, segments);
        }
        return segments;
    }

    /**
     * Reads and checks the whole journal. Files that were set aside are findings too.
     *
     * @param each gets every record that can be read, in the order of ids
     * @param findings gets every fault
     * @return what the chain says about it
     * @throws IOException when the directory itself cannot be read
     */
    public Proof verify(Consumer<JournalRecord> each, Consumer<Finding> findings) throws IOException {
        Proof proof = new Verification(disk, directory, each, findings).run();
        for (Path file : disk.list(directory)) {
            if (FileNames.isAside(file)) {
                findings.accept(new Finding(file, "was set aside by the daemon, whose log says why"));
            } else if (FileNames.hasImpossibleIds(file)) {
                findings.accept(new Finding(file, FileNames.IMPOSSIBLE));
            }
        }
        return proof;
    }

    private void describe(SegmentFile file, boolean checked, List<Segment> segments) throws IOException {
        try (SegmentReader reader = file.open(disk).orElse(null)) {
            if (reader != null) {
                Segment segment = file.describe(reader, disk.size(file.path()));
                segments.add(checked && hasDamage(reader) ? segment.asDamaged() : segment);
            }
        } catch (IOException e) {
            segments.add(Segment.damaged(file, disk.size(file.path())));
        }
    }

    /** Reads every record. */
    private static boolean hasDamage(SegmentReader reader) {
        try {
            for (int part = 0; part < reader.parts(); part++) {
                reader.read(part);
            }
            return reader.damaged();
        } catch (IOException e) {
            return true;
        }
    }
}
