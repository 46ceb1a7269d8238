package io.timeserverd.journal;

import io.timeserverd.journal.JournalOptions.Sync;
import io.timeserverd.journal.JournalOptions.WhenFull;
import io.timeserverd.log.Log;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Maintains the segments of a running daemon, on the helper thread: brings redo logs to the disk, makes sealed tables
 * of them, and deletes segments. It works in short steps, so that the helper thread gets to its other tasks.
 *
 * <p>Belongs to the helper thread. Only {@link #close} is called on the loop thread, hence the locks.
 */
final class Maintenance {
    /** How many ticks pass before sealing is tried again after a failure. */
    private static final int PAUSE = 10;

    /** How long sealing may take at a clean stop. */
    private static final long CLOSE_NS = TimeUnit.SECONDS.toNanos(3);

    private final JournalOptions options;
    private final Disk disk;
    private final DirectoryLock lock;
    private final Reserve reserve;
    private final Catalogue catalogue;
    private final SegmentAges ages;
    private final ChainMaintenance chaining;
    private final Compaction compaction;
    private final Retention retention;

    /** The redo logs that are not sealed, oldest first. The last one is active. */
    private final Deque<RedoFile> redos = new ArrayDeque<>();

    /** What fails now, and why. Each problem was logged when it began. */
    private final Map<String, String> problems = new LinkedHashMap<>();

    private final List<Loss> losses = new ArrayList<>();
    private int pause;

    /** Whether some files that were there at the start are not examined yet. */
    private boolean examines;

    private boolean more;

    // As of the last look at the directory, which is taken once a tick because it reads the size of every file.
    private boolean stands = true;
    private int aside;
    private long asideBytes;

    private boolean closed;

    /**
     * @param nowNs the ticker's reading
     * @param timeNs the clock's reading, nanoseconds since 1970
     */
    Maintenance(
            JournalOptions options,
            Disk disk,
            DirectoryLock lock,
            Reserve reserve,
            Catalogue catalogue,
            long nowNs,
            long timeNs) {
        this.options = options;
        this.disk = disk;
        this.lock = lock;
        this.reserve = reserve;
        this.catalogue = catalogue;
        this.ages = new SegmentAges(disk, options.path(), nowNs);
        this.chaining = new ChainMaintenance(disk, options.path(), timeNs);
        this.compaction = new Compaction(disk, options, catalogue, redos, ages, chaining);
        this.retention = new Retention(disk, options, reserve, catalogue, redos, ages, compaction, chaining);
    }

    /** A segment begins. The one before has ended. */
    synchronized void begin(RedoFile redo, long lastNs) {
        if (closed) {
            attempt("close", redo::close);
            return;
        }
        if (!redos.isEmpty()) {
            redos.getLast().end(redo.segment(), lastNs);
            ages.ended(redos.getLast().segment());
        }
        redos.addLast(redo);
        stands = true;
    }

    /** Reads what an earlier run left about the ages of segments. Returns the first report. */
    synchronized MaintenanceReport open() {
        attempt("ages", ages::load);
        attempt("list", this::countAside);
        return report();
    }

    /**
     * Does a step of everything. After {@link #close} it does nothing.
     *
     * @param tick whether it is time to bring the redo logs to the disk, and to look for changes that others made to
     *     the directory. When there is much to do, there are many steps between two ticks.
     */
    synchronized MaintenanceReport step(LoopState state, boolean tick) {
        more = false;
        if (closed) {
            return report();
        }
        attempt("lock", lock::ensure);
        chaining.at(state.timeNs());
        attempt("chain", () -> chaining.ensure(redos.getFirst().segment()));
        if (tick) {
            attempt("sync", () -> sync(state));
            ages.look(state.nowNs(), state.referenceSecond());
            attempt("ages", ages::saveSometimes);
        }
        if (tick || examines) {
            examines = false;
            attempt("examine", () -> examines = catalogue.examine());
            more |= examines;
            attempt("read", catalogue::requireReadable);
            ageOfFound();
        }
        attempt("reserve", this::fillReserve);
        attempt("retention", () -> more |= retention.step());
        if (pause == 0) {
            attempt("chain older", this::adopt);
            attempt("seal", this::compact);
        } else if (tick) {
            pause--;
        }
        if (tick) {
            catalogue.forgetMissing();
            attempt("chain entries", () -> chaining.tick(oldestId()));
            stands = attempt("redo log", () -> redos.getLast().checkStands());
            attempt("list", this::countAside);
        }
        return report();
    }

    /**
     * Seals as much as it can in a short time, brings the rest to the disk, and closes all files.
     *
     * @return the final losses
     */
    synchronized List<Loss> close(LoopState state) {
        closed = true;
        if (!redos.isEmpty()) {
            RedoFile last = redos.getLast();
            last.end(last.segment() == state.segment() ? state.nextId() : endOf(last, state), state.lastNs());
            ages.ended(last.segment());
        }
        for (RedoFile redo : redos) {
            if (options.sync() != Sync.NEVER) {
                attempt("close", redo::syncAll);
            }
        }
        redos.forEach(redo -> losses.addAll(redo.takeLosses())); // including those that are not sealed
        chaining.at(state.timeNs());
        attempt("close", () -> sealAll(System.nanoTime() + CLOSE_NS));
        attempt("close", compaction::abandon);
        for (RedoFile redo : redos) {
            attempt("close", redo::close);
        }
        attempt("close", chaining::stop);
        redos.clear();
        if (catalogue.size() > 0 || !catalogue.isExamined()) {
            attempt("close", ages::save);
        }
        attempt("close", reserve::release);
        attempt("close", lock::close);
        return takeLosses();
    }

    /** The end of a redo log that has ended, where the next one is not known here yet. */
    private long endOf(RedoFile redo, LoopState state) {
        try {
            return SegmentFile.list(disk, options.path()).stream()
                    .mapToLong(SegmentFile::firstId)
                    .filter(firstId -> firstId > redo.segment())
                    .min()
                    .orElse(state.segment());
        } catch (IOException e) { // the directory is gone, and the names in it
            return state.segment();
        }
    }

    /**
     * Seals redo logs until the deadline. One whose file was deleted is sealed however long that takes, because its
     * records are gone once it is closed.
     */
    private void sealAll(long deadlineNs) throws IOException {
        if (!redos.isEmpty()) {
            attempt("chain", () -> chaining.ensure(redos.getFirst().segment()));
            attempt("chain older", () -> chainFirst(deadlineNs));
        }
        while (!redos.isEmpty()) {
            boolean late = System.nanoTime() - deadlineNs > 0;
            RedoFile first = redos.getFirst();
            if (first.stands() && (late || !hasRoomToSeal() || isLastName(first))) {
                return;
            }
            compaction.seal();
            losses.addAll(first.takeLosses());
        }
    }

    /** Whether only the name of this redo log says which id comes next: it is empty, and all tables were deleted. */
    private boolean isLastName(RedoFile redo) {
        return catalogue.size() == 0 && redo.segment() > 1 && redo.endId() == redo.segment();
    }

    /** Gives entries to the tables that must have them before another table is sealed. */
    private void chainFirst(long deadlineNs) throws IOException {
        while (chaining.isReady() && !chaining.maySeal() && System.nanoTime() - deadlineNs < 0) {
            chaining.adopt(false);
        }
    }

    private void adopt() throws IOException {
        more |= chaining.adopt(catalogue.isExamined() && catalogue.toConvert() == 0);
    }

    /** The smallest id of all segments; 0 while that is not known. */
    private long oldestId() {
        return catalogue.isKnown()
                ? Math.min(catalogue.firstId(), redos.getFirst().segment())
                : 0;
    }

    /** Whether there is room for a table beside its redo log without exceeding {@code journal.max-size}. */
    private boolean hasRoomToSeal() throws IOException {
        return retention.room() - redos.getLast().bytes() >= compaction.missingToSeal();
    }

    private MaintenanceReport report() {
        var room = new long[1];
        var active = new long[1];
        attempt("look", () -> {
            room[0] = retention.room();
            active[0] = redos.isEmpty() ? 0 : redos.getLast().bytes();
        });
        long first = redos.isEmpty() ? Long.MAX_VALUE : redos.getFirst().segment();
        return new MaintenanceReport(
                stands && (redos.isEmpty() || !redos.getLast().syncFailed()),
                more,
                takeLosses(),
                room[0],
                aside,
                asideBytes,
                catalogue.size() + redos.size(),
                options.maxBytes() - room[0] + active[0],
                Math.min(catalogue.firstId(), first),
                catalogue.deletedSegments(),
                catalogue.deletedRecords(),
                catalogue.toConvert(),
                String.join("; ", problems.values()));
    }

    private List<Loss> takeLosses() {
        redos.forEach(redo -> losses.addAll(redo.takeLosses()));
        List<Loss> taken = List.copyOf(losses);
        losses.clear();
        return taken;
    }

    private void sync(LoopState state) throws IOException {
        if (options.sync() != Sync.SECOND) {
            return;
        }
        for (RedoFile redo : redos) {
            if (redo.segment() == state.segment()) {
                redo.sync(state.committed(), state.nextId(), state.lastNs());
            } else if (redo != redos.getLast()) {
                redo.syncAll();
            }
        }
    }

    private void ageOfFound() {
        catalogue.sealed().forEach(segment -> ages.found(segment.firstId()));
    }

    private void compact() throws IOException {
        redos.forEach(redo -> losses.addAll(redo.takeLosses())); // before one of them is gone
        RedoFile first = redos.getFirst();
        try {
            more |= compaction.step(retention.spare() >= 0);
            losses.addAll(first.takeLosses()); // when sealing could not read all of it
        } catch (IOException e) {
            if (!retention.makeRoom(e)) {
                pause = PAUSE;
                throw e;
            }
            more = true;
        }
    }

    private void fillReserve() throws IOException {
        try {
            if (options.whenFull() == WhenFull.DROP_OLDEST && retention.room() >= 0) {
                reserve.fill();
            }
        } catch (IOException e) {
            if (!retention.makeRoom(e)) {
                throw e;
            }
            more = true;
        }
    }

    private void countAside() throws IOException {
        aside = 0;
        asideBytes = 0;
        for (Path file : disk.list(options.path())) {
            if (FileNames.isAside(file)) {
                aside++;
                asideBytes += disk.size(file);
            }
        }
    }

    private boolean attempt(String what, Attempt action) {
        try {
            action.run();
            problems.remove(what);
            return true;
        } catch (IOException e) {
            if (problems.put(what, what + ": " + Reason.of(e)) == null) {
                Log.error("journal-upkeep-failed", "path", options.path(), "at", what, "reason", Reason.of(e));
            }
            return false;
        }
    }

    @FunctionalInterface
    private interface Attempt {
        void run() throws IOException;
    }
}
