package io.timeserverd.journal;

import io.timeserverd.journal.JournalOptions.Sync;
import io.timeserverd.journal.JournalOptions.WhenFull;
import io.timeserverd.log.Log;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the helper thread does for the journal, in steps short enough for its other chores: brings
 * redo files to the disk, feeds MapDB from them, seals, and deletes what is too old or too much.
 *
 * <p>Belongs to the helper thread; only {@link #close} comes from the loop thread, hence the locks.
 */
final class Archive {
    /** Bytes of a redo file that one step reads: a quarter of a second's work where the loop leaves a tenth for it. */
    private static final long STEP = 1 << 18;

    /** The same when the daemon stops, and nobody waits for the loop. */
    private static final long LAST_STEP = 1 << 24;

    /** Ticks that pass before a segment that could not be built is tried again. */
    private static final int PAUSE = 10;

    private final JournalOptions options;
    private final Disk disk;
    private final DirectoryLock lock;
    private final Reserve reserve;
    private final Catalogue sealed;

    /** Not sealed yet, oldest first; the last one is active. */
    private final Deque<Unsealed> unsealed = new ArrayDeque<>();

    /** What fails now, and why; each was logged when it began. */
    private final Map<String, String> problems = new LinkedHashMap<>();

    private int pause;

    /** Files that were there at the start are not all examined yet. */
    private boolean examines;

    private boolean more;

    // What was seen in the directory at the last tick: it takes a look at every file.
    private boolean stands = true;
    private int aside;

    private boolean closed;

    Archive(JournalOptions options, Disk disk, DirectoryLock lock, Reserve reserve, Catalogue sealed) {
        this.options = options;
        this.disk = disk;
        this.lock = lock;
        this.reserve = reserve;
        this.sealed = sealed;
    }

    /**
     * What the loop thread wants.
     *
     * @param segment first id of the active segment
     * @param committed bytes of its redo file that are committed
     * @param nowNs time of day, nanoseconds since 1970
     */
    record Duty(long segment, long committed, long nowNs) {}

    /**
     * What became of it.
     *
     * @param synced whether everything committed has reached the disk, or need not
     * @param more whether so much is left to do that it should go on at once
     * @param stands whether the active redo file still had its name at the last tick
     * @param aside files that stood aside then
     * @param segments on disk, the active one included
     * @param bytes their size
     * @param firstId of the oldest of them
     * @param problem what could not be done, or empty
     */
    record Report(
            boolean synced,
            boolean more,
            boolean stands,
            int aside,
            int segments,
            long bytes,
            long firstId,
            String problem) {
        static final Report CLOSED = new Report(true, false, true, 0, 0, 0, 0, "");
    }

    /** A segment begins; the one before is complete. */
    synchronized void begin(Unsealed segment) {
        if (closed) {
            attempt("close", segment::close);
        } else {
            unsealed.addLast(segment);
            stands = true;
        }
    }

    /** How things stand, without doing anything. */
    synchronized Report look() {
        attempt("list", () -> aside = aside());
        return report();
    }

    /**
     * One step of everything. After the end, nothing.
     *
     * @param tick whether it is time to bring the redo files to the disk, and to look for what others did to the directory:
     *     beside a flood there are many steps between two such times
     */
    synchronized Report upkeep(Duty duty, boolean tick) {
        more = false;
        if (closed) {
            return Report.CLOSED;
        }
        if (tick) {
            attempt("sync", () -> sync(duty.committed()));
        }
        attempt("lock", lock::ensure);
        if (tick || examines) {
            examines = false;
            attempt("examine", () -> examines = sealed.examine());
            more |= examines;
        }
        attempt("reserve", this::reserve);
        if (pause == 0) {
            attempt("seal", () -> feed(duty.committed()));
        } else if (tick) {
            pause--;
        }
        attempt("retention", () -> retain(duty.nowNs()));
        if (tick) {
            sealed.forgetMissing();
            stands = attempt("redo file", () -> unsealed.getLast().checkStands());
            attempt("list", () -> aside = aside());
        }
        return report();
    }

    /**
     * Completes the MapDB file of the active segment as far as that is quickly done, and lets go of
     * all files. Nothing is done after it.
     */
    synchronized void close(Duty duty) {
        closed = true;
        attempt("close", this::rescue);
        attempt("close", () -> complete(duty));
        for (var segment : unsealed) {
            attempt("close", () -> segment.sync(Long.MAX_VALUE));
            attempt("close", segment::close);
        }
        attempt("close", lock::close);
    }

    /** A redo file that was deleted is gone once it is closed: what is in it is sealed now, however long that takes. */
    private void rescue() throws IOException {
        for (var segment : List.copyOf(unsealed)) {
            if (!segment.stands()) {
                unsealed.remove(segment);
                segment.abandon();
                var next = unsealed.stream().filter(each -> each.segment() > segment.segment());
                segment.feed(
                        Long.MAX_VALUE, next.mapToLong(Unsealed::segment).min().orElse(Long.MAX_VALUE), Long.MAX_VALUE);
                segment.seal();
            }
        }
    }

    private void complete(Duty duty) throws IOException {
        if (unsealed.isEmpty()) {
            return;
        }
        var active = unsealed.getLast();
        var only = unsealed.size() == 1 && active.segment() == duty.segment();
        if (only && active.feed(duty.committed(), Long.MAX_VALUE, LAST_STEP)) {
            active.complete();
        } else {
            active.abandon();
        }
    }

    private Report report() {
        var bytes = new long[1];
        attempt("look", () -> bytes[0] = bytes());
        var firstId = Math.min(sealed.firstId(), unsealed.getFirst().segment());
        return new Report(
                !problems.containsKey("sync"),
                more,
                stands,
                aside,
                sealed.size() + unsealed.size(),
                bytes[0],
                firstId,
                String.join("; ", problems.values()));
    }

    private void sync(long committed) throws IOException {
        if (options.sync() == Sync.SECOND) {
            for (var segment : unsealed) {
                segment.sync(segment == unsealed.getLast() ? committed : Long.MAX_VALUE);
            }
        }
    }

    private void feed(long committed) throws IOException {
        var segment = unsealed.removeFirst();
        var next = unsealed.peekFirst();
        unsealed.addFirst(segment);
        try {
            var complete = next == null
                    ? segment.feed(committed, Long.MAX_VALUE, STEP)
                    : segment.feed(Long.MAX_VALUE, next.segment(), STEP);
            if (complete && next != null) {
                segment.seal().ifPresent(sealed::add);
                unsealed.removeFirst();
            }
            more |= !complete || next != null;
        } catch (IOException e) {
            segment.abandon();
            if (!makeRoom(e)) {
                pause = PAUSE;
                throw e;
            }
            more = true;
        }
    }

    private void reserve() throws IOException {
        try {
            if (options.whenFull() == WhenFull.DROP_OLDEST) {
                reserve.fill();
            }
        } catch (IOException e) {
            if (!makeRoom(e)) {
                throw e;
            }
            more = true;
        }
    }

    private void retain(long nowNs) throws IOException {
        var oldest = sealed.oldest();
        var age = oldest.map(segment -> nowNs - Times.nanos(segment.lastTime())).orElse(0L);
        if (age > Times.nanos(options.retention())) {
            sealed.delete(oldest.orElseThrow(), "age");
            more = true;
        }
        if (bytes() > options.maxBytes()) {
            more |= dropOldest("size");
        }
    }

    private boolean makeRoom(IOException e) throws IOException {
        return options.whenFull() == WhenFull.DROP_OLDEST
                && Reserve.isShort(disk, options.path(), e)
                && dropOldest("full");
    }

    /** Deletes the oldest segment that is not active, if there is one. */
    private boolean dropOldest(String reason) throws IOException {
        var oldest = sealed.oldest();
        if (oldest.isPresent() && sealed.firstId() < unsealed.getFirst().segment()) {
            sealed.delete(oldest.get(), reason);
            return true;
        }
        if (unsealed.size() > 1 && sealed.firstId() > unsealed.getFirst().segment()) {
            unsealed.getFirst().delete(reason);
            unsealed.removeFirst();
            return true;
        }
        return false;
    }

    private int aside() throws IOException {
        var aside = 0;
        for (var file : disk.list(options.path())) {
            aside += Names.asideId(file).isPresent() ? 1 : 0;
        }
        return aside;
    }

    private long bytes() throws IOException {
        var bytes = sealed.bytes();
        for (var segment : unsealed) {
            bytes += segment.bytes();
        }
        return bytes;
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
