package io.timeserverd.journal;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Removes the records of a client from the sealed tables: writes each table again without them, and puts the new table
 * in the place of the old one. The chain first gets the hashes of these records, so that the records around them can
 * still be proved. A running daemon goes on. If it has merged a table meanwhile, the merged one is searched as well.
 */
public final class ClientPruning {
    /** How often the tables are searched at most. Only merging by the daemon makes more than one search necessary. */
    private static final int ROUNDS = 20;

    private final Disk disk;
    private final Path directory;
    private final AddressRange client;
    private final Instant now;

    /** @param now the time for the entries of the chain */
    public ClientPruning(Path directory, AddressRange client, Instant now) {
        this(Disk.real(), directory, client, now);
    }

    ClientPruning(Disk disk, Path directory, AddressRange client, Instant now) {
        this.disk = disk;
        this.directory = directory;
        this.client = client;
        this.now = now;
    }

    /** A segment that holds records of the client, and how many. */
    public record Found(Segment segment, long records) {
        /** Whether the records can be removed. */
        public boolean isRemovable() {
            return segment.state() == Segment.State.SEALED;
        }
    }

    /** The segments that hold records of the client, oldest first. */
    public List<Found> find() throws IOException, JournalException {
        var found = new ArrayList<Found>();
        var reader = JournalReader.open(directory, disk);
        for (Segment each : reader.segments()) {
            var count = new long[1];
            Query query = Query.all()
                    .withFromId(each.firstId())
                    .withEndId(each.lastId() + 1)
                    .withClient(client);
            reader.query(query, record -> {
                count[0]++;
                return true;
            });
            if (count[0] > 0) {
                found.add(new Found(each, count[0]));
            }
        }
        return found;
    }

    /** Removes the records from the sealed tables. Returns how many were removed. */
    public long remove() throws IOException, JournalException {
        long removed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            List<Found> found = find().stream().filter(Found::isRemovable).toList();
            if (found.isEmpty()) {
                return removed;
            }
            for (Found each : found) {
                removed += remove(each.segment);
            }
        }
        throw new IOException(directory + ": the daemon keeps merging tables; try again");
    }

    private long remove(Segment segment) throws IOException {
        SegmentFile file = FileNames.segment(segment.file()).orElseThrow();
        Optional<Object> identity = disk.identity(file.path());
        try (SegmentReader reader = file.open(disk).orElse(null);
                var hashes = new RemovedHashes.Writer(disk, pruned(FileNames.PRUNED_HASHES))) {
            if (reader == null) {
                return 0;
            }
            long kept = copy(reader, file, hashes);
            if (hashes.count() == 0 || !isCurrent(file, identity)) {
                return 0;
            }
            if (kept == 0) {
                keepNextId(file);
                return Pruning.delete(segment, now) ? hashes.count() : 0;
            }
            chain(hashes);
            giveOwner(pruned(FileNames.PRUNED), file.path());
            if (!isCurrent(file, identity)) {
                return 0; // the daemon has merged it into another table, which is searched next
            }
            disk.move(pruned(FileNames.PRUNED), file.path());
            disk.sync(directory);
            return hashes.count();
        } finally {
            disk.delete(pruned(FileNames.PRUNED));
            disk.delete(pruned(FileNames.PRUNED_HASHES));
        }
    }

    /** Writes the records that stay. Returns how many there are. */
    private long copy(SegmentReader reader, SegmentFile file, RemovedHashes.Writer hashes) throws IOException {
        var hash = new RecordHash();
        Query query = Query.all().withClient(client);
        try (FileChannel channel = disk.open(pruned(FileNames.PRUNED), CREATE, TRUNCATE_EXISTING, READ, WRITE)) {
            var table = new TableWriter(channel);
            for (int part = 0; part < reader.parts(); part++) {
                for (JournalRecord record : reader.read(part)) {
                    if (query.matches(record)) {
                        hashes.add(record.id(), hash.of(record));
                    } else {
                        table.add(record);
                    }
                }
            }
            if (table.records() > 0) {
                table.finish(file.firstId(), file.lastId());
            }
            return table.records();
        }
    }

    /** Whether the file is still the one that was read, and no other table has its records. */
    private boolean isCurrent(SegmentFile file, Object identity) throws IOException {
        return disk.identity(file.path()).equals(identity)
                && SegmentFile.all(disk, directory).stream().noneMatch(each -> each.replaces(file));
    }

    private void chain(RemovedHashes.Writer hashes) throws IOException {
        var chain = new ChainWriter(disk, directory, Pruning.WAIT_NS);
        if (!chain.exists()) {
            return;
        }
        String digest = hashes.finish();
        giveOwner(pruned(FileNames.PRUNED_HASHES), Chain.file(directory));
        chain.append(true, number -> {
            disk.move(pruned(FileNames.PRUNED_HASHES), FileNames.ofRemoved(directory, number));
            disk.sync(directory);
            return List.of(ChainEntry.draft(
                    ChainEntry.Kind.REMOVED,
                    Times.nanos(now),
                    hashes.firstId(),
                    hashes.lastId(),
                    hashes.count(),
                    digest));
        });
    }

    /**
     * The name of the newest file says which id comes next. If that file is deleted, an empty redo log takes its place.
     */
    private void keepNextId(SegmentFile file) throws IOException {
        boolean isLast = SegmentFile.all(disk, directory).stream().noneMatch(each -> each.firstId() > file.lastId());
        if (!isLast) {
            return;
        }
        long nextId = file.lastId() + 1;
        Path redo = FileNames.of(directory, nextId, FileNames.REDO);
        try (FileChannel channel = disk.open(redo, CREATE_NEW, WRITE)) {
            FileBytes.write(channel, ByteBuffer.wrap(RedoHeader.write(nextId, Times.nanos(now))), 0);
            channel.force(true);
        } catch (FileAlreadyExistsException e) {
            return; // a daemon has started
        }
        giveOwner(redo, file.path());
        disk.sync(directory);
    }

    private Path pruned(String name) {
        return directory.resolve(name);
    }

    /** Gives a file the owner and the group of one of the daemon's files. */
    private static void giveOwner(Path file, Path like) throws IOException {
        PosixFileAttributes wanted = Files.readAttributes(like, PosixFileAttributes.class);
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        PosixFileAttributes actual = view.readAttributes();
        if (!actual.owner().equals(wanted.owner())) {
            view.setOwner(wanted.owner());
        }
        if (!actual.group().equals(wanted.group())) {
            view.setGroup(wanted.group());
        }
    }
}
