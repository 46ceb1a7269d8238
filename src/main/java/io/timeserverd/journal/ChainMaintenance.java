package io.timeserverd.journal;

import io.timeserverd.log.Log;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Maintains the chain of the running daemon: writes an entry for everything that is sealed, deleted or gone, and for
 * each start and stop. Belongs to the helper thread.
 *
 * <p>A table gets its name first, then its entries, and then its redo log is deleted. So a table without entries was
 * left by a daemon that was killed in between, or is older than the chain: {@link #adopt} gives it entries.
 */
final class ChainMaintenance {
    /** How many parts of a table without entries a step reads. */
    private static final int PARTS_PER_STEP = 4;

    /** At most this many starts and stops are written without an entry of records between them. */
    private static final int MOST_RUNS = 1000;

    private final Disk disk;
    private final Path directory;
    private final ChainWriter chain;

    /** Entries about deletions that could not be written. The records were deleted nevertheless, to make room. */
    private final List<ChainEntry> owed = new ArrayList<>();

    /** Tables without entries; first those that a killed daemon left. */
    private final List<SegmentFile> unchained = new ArrayList<>();

    private Optional<TableAdoption> adoption = Optional.empty();
    private final long startNs;
    private long timeNs;
    private long deletedTo;
    private boolean ready;
    private boolean started;
    private long removedBytes;

    /** @param timeNs the clock's reading */
    ChainMaintenance(Disk disk, Path directory, long timeNs) {
        this.disk = disk;
        this.directory = directory;
        this.chain = new ChainWriter(disk, directory);
        this.startNs = timeNs;
        this.timeNs = timeNs;
    }

    /** Sets the time, which is the clock's reading. */
    void at(long newTimeNs) {
        timeNs = newTimeNs;
    }

    /** The size of its files, and of the copy that is made when the beginning is cut off. */
    long bytes() {
        return 2 * chain.bytes() + removedBytes;
    }

    /**
     * Reads the chain, or begins one.
     *
     * @param firstRedo first id of the oldest redo log; all records before it are in tables
     */
    void ensure(long firstRedo) throws IOException {
        boolean known = ready;
        ready = false; // until it has succeeded
        if (known && chain.refresh()) {
            ready = true;
            return;
        }
        if (chain.exists()) {
            chain.repair();
        }
        if (!chain.refresh()) {
            long first = SegmentFile.all(disk, directory).stream()
                    .mapToLong(SegmentFile::firstId)
                    .min()
                    .orElse(firstRedo);
            chain.begin(timeNs, first, firstRedo - 1);
        }
        chain.deleteUnneeded();
        findUnchained();
        ready = true;
        if (!started) {
            run(ChainEntry.Kind.START, startNs);
            started = true;
        }
    }

    private void findUnchained() throws IOException {
        endAdoption();
        unchained.clear();
        ChainState state = chain.state();
        for (SegmentFile file : SegmentFile.list(disk, directory)) {
            boolean isOlder = !state.isAdopted() && state.isOlder(file.lastId());
            boolean isNew = file.lastId() > state.coveredTo() && !isOlder;
            if (file.kind() == SegmentFile.Kind.TABLE && (isOlder || isNew) && !state.covers(file.lastId())) {
                unchained.add(isNew ? countNew() : unchained.size(), file);
            }
        }
    }

    private int countNew() {
        return (int) unchained.stream()
                .filter(file -> !chain.state().isOlder(file.lastId()))
                .count();
    }

    /** Notes that a damaged table was rewritten, perhaps before it had entries. */
    void repaired(Segment table) {
        if (ready && !chain.state().covers(table.lastId())) {
            unchained.add(0, new SegmentFile(table.file(), SegmentFile.Kind.TABLE, table.firstId(), table.lastId()));
        }
    }

    /** Whether the chain was read, and could be written the last time. */
    boolean isReady() {
        return ready;
    }

    /** Whether a redo log can be sealed now. Tables that a killed daemon left must have entries before. */
    boolean maySeal() {
        return ready && countNew() == 0;
    }

    /** Whether every table has entries. Tables without entries are not merged. */
    boolean isComplete() {
        return ready && unchained.isEmpty();
    }

    /** Reads some parts of the tables without entries. Returns whether there is more to read. */
    boolean adopt(boolean allFound) throws IOException {
        if (!ready) {
            return false;
        }
        if (unchained.isEmpty()) {
            if (allFound && !chain.state().isAdopted()) {
                note(ChainEntry.draft(ChainEntry.Kind.ADOPTED, timeNs, 0, 0, 0, ChainEntry.NONE));
            }
            return false;
        }
        TableAdoption current = adoption.isPresent() ? adoption.get() : beginAdoption();
        adoption = Optional.of(current);
        try {
            for (int i = 0; i < PARTS_PER_STEP; i++) {
                if (!current.step()) {
                    adopted(current);
                    endAdoption();
                    return true;
                }
            }
        } catch (IOException e) {
            endAdoption();
            throw e;
        }
        return true;
    }

    /** Writes the entries of a table. If prune has removed records meanwhile, the table is read again instead. */
    private void adopted(TableAdoption done) throws IOException {
        List<ChainRange> ranges = done.ranges();
        var stale = new AtomicBoolean();
        attempt(() -> chain.append(true, number -> {
            stale.set(chain.state().hasRemovedSince(done.begunAt()));
            return stale.get() ? List.of() : entries(ranges);
        }));
        if (!stale.get()) {
            unchained.remove(done.file());
        }
    }

    private TableAdoption beginAdoption() throws IOException {
        return new TableAdoption(disk, unchained.get(0), chain.state().number(), chain::covers);
    }

    private void endAdoption() throws IOException {
        if (adoption.isPresent()) {
            adoption.get().close();
            adoption = Optional.empty();
        }
    }

    /** Computes the digests of a segment that begins with this id. */
    RangeDigests digests(long firstId) {
        return new RangeDigests(firstId, chain::covers);
    }

    /** Writes the entries of a table that has its name. */
    void sealed(List<ChainRange> ranges) throws IOException {
        attempt(() -> chain.append(true, number -> entries(ranges)));
    }

    /** The entries of these ranges that the chain does not have yet. */
    private List<ChainEntry> entries(List<ChainRange> ranges) {
        return ranges.stream()
                .filter(range -> !chain.covers(range.lastId()))
                .map(range -> ChainEntry.draft(
                        ChainEntry.Kind.RECORDS,
                        timeNs,
                        range.firstId(),
                        range.lastId(),
                        range.count(),
                        range.digest()))
                .toList();
    }

    /**
     * Writes an entry about records that are going to be deleted. On a full disk it is written as soon as there is
     * room.
     */
    void deleted(long firstId, long lastId, String reason) throws IOException {
        if (adoption.isPresent() && adoption.get().file().firstId() == firstId) {
            endAdoption();
        }
        unchained.removeIf(file -> file.firstId() == firstId);
        if (deletedTo == lastId) {
            return; // it was written before, but the file could not be deleted
        }
        deletedTo = lastId;
        owed.add(ChainEntry.draft(ChainEntry.Kind.DELETED, timeNs, firstId, lastId, 0, reason));
        try {
            payOwed();
        } catch (IOException e) {
            Log.debug("journal-chain-owed", "path", directory, "reason", Reason.of(e)); // the next tick tries again
        }
    }

    private void payOwed() throws IOException {
        if (ready && !owed.isEmpty()) {
            append(List.copyOf(owed));
            owed.clear();
        }
    }

    /**
     * Writes the entries that are due.
     *
     * @param oldestId no segment has a smaller id; 0 while not all segments are known
     */
    void tick(long oldestId) throws IOException {
        if (!ready) {
            return;
        }
        payOwed();
        List<ChainEntry> missing = chain.state().live().stream()
                .map(ChainState.Place::entry)
                .filter(entry -> entry.lastId() < oldestId)
                .map(entry -> ChainEntry.draft(
                        ChainEntry.Kind.MISSING, timeNs, entry.firstId(), entry.lastId(), 0, ChainEntry.NONE))
                .toList();
        if (!missing.isEmpty()) {
            append(missing);
        }
        chain.cutSometimes(timeNs, oldestId);
        removedBytes = 0;
        for (Path file : disk.list(directory)) {
            removedBytes += FileNames.isRemoved(file) ? disk.size(file) : 0;
        }
    }

    /** Writes that the daemon stops. Nothing is written after this. */
    void stop() throws IOException {
        endAdoption();
        if (!ready) {
            return;
        }
        payOwed();
        run(ChainEntry.Kind.STOP, timeNs);
    }

    private void run(ChainEntry.Kind kind, long whenNs) throws IOException {
        if (chain.state().runs() < MOST_RUNS) {
            String release = ChainMaintenance.class.getPackage().getImplementationVersion();
            note(ChainEntry.draft(kind, whenNs, 0, 0, 0, release == null ? "unknown" : release.replace(' ', '-')));
        }
    }

    private void note(ChainEntry entry) throws IOException {
        attempt(() -> chain.note(entry));
    }

    private void append(List<ChainEntry> entries) throws IOException {
        attempt(() -> chain.append(entries));
    }

    private void attempt(Writing writing) throws IOException {
        ready = false; // until it has succeeded
        writing.write();
        ready = true;
    }

    private interface Writing {
        void write() throws IOException;
    }
}
