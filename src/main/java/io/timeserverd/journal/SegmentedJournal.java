package io.timeserverd.journal;

import io.timeserverd.clock.ReferenceClock;
import io.timeserverd.clock.Ticker;
import io.timeserverd.journal.JournalOptions.Sync;
import io.timeserverd.log.Log;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/**
 * The journal of a running daemon: a directory of segments, of which the newest is active and grows
 * by way of its redo file.
 *
 * <pre>
 *     loop thread:    append -> frame in memory -> commit: one write to the redo file
 *     helper thread:  redo file -> MapDB file of the segment, fsync, sealing, retention
 * </pre>
 *
 * <p>All methods belong to the loop thread.
 */
public final class SegmentedJournal implements Journal {
    private static final long RETRY_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long SYNC_NS = TimeUnit.SECONDS.toNanos(1);

    private final JournalOptions options;
    private final Ticker ticker;
    private final Chores chores;
    private final DirectoryLock lock;
    private final Disk disk;

    private RedoWriter redo;
    private long firstId;
    private long nextId;
    private long lastTimeNs;
    private long lastTick;
    private int appended;
    private long timeBeforeTurnNs;
    private long journalled;
    private long lost;
    private String problem = "";
    private IOException failure;
    private long retryAt;
    private long syncedAt;
    private long syncedBytes;
    private boolean syncing;

    private SegmentedJournal(JournalOptions options, Ticker ticker, Chores chores, DirectoryLock lock, Disk disk) {
        this.options = options;
        this.ticker = ticker;
        this.chores = chores;
        this.lock = lock;
        this.disk = disk;
        this.lastTick = ticker.nanos();
        this.syncedAt = lastTick;
    }

    /**
     * Opens the journal of a directory, and brings it in order after a crash.
     *
     * @param ticker for deadlines
     * @param clock for the age of records
     * @param chores where blocking work goes
     * @throws JournalException when the directory cannot be used, or another process holds it
     */
    public static SegmentedJournal open(JournalOptions options, Ticker ticker, ReferenceClock clock, Chores chores)
            throws JournalException {
        return open(options, ticker, chores, Disk.real());
    }

    static SegmentedJournal open(JournalOptions options, Ticker ticker, Chores chores, Disk disk)
            throws JournalException {
        var path = options.path();
        try {
            if (!Files.isDirectory(path)) {
                if (Files.exists(path)) {
                    throw new JournalException(path + ": is not a directory");
                }
                Files.createDirectory(path);
            }
            var journal = new SegmentedJournal(options, ticker, chores, DirectoryLock.take(path), disk);
            journal.recover();
            return journal;
        } catch (IOException e) {
            throw new JournalException(path + ": " + reason(e), e);
        }
    }

    @Override
    public void append(Entry entry) {
        if (appended == 0) {
            timeBeforeTurnNs = lastTimeNs;
        }
        if (failure == null && (problem.isEmpty() || ticker.nanos() - retryAt >= 0)) {
            try {
                lastTimeNs = journalTime(entry);
                redo.append(entry, nextId + appended, lastTimeNs);
            } catch (IOException e) {
                failure = e;
            }
        }
        appended++;
    }

    @Override
    public int commit() {
        var records = appended;
        appended = 0;
        if (records == 0) {
            return 0;
        }
        if (failure == null && !problem.isEmpty() && ticker.nanos() - retryAt < 0) {
            lost += records;
            return records;
        }
        try {
            if (failure != null) {
                throw failure;
            }
            redo.commit();
            if (options.sync() == Sync.ALWAYS) {
                redo.sync();
            }
            nextId += records;
            journalled += records;
            if (!problem.isEmpty()) {
                Log.info("journal-recovered", "lost", lost);
                problem = "";
            }
            return 0;
        } catch (IOException e) {
            return lose(records, e);
        }
    }

    @Override
    public void tick() {
        var now = ticker.nanos();
        if (options.sync() == Sync.SECOND && !syncing && redo.committed() > syncedBytes && now - syncedAt >= SYNC_NS) {
            syncing = true;
            syncedAt = now;
            var bytes = redo.committed();
            chores.submit(this::sync, () -> {
                syncing = false;
                syncedBytes = bytes;
            });
        }
    }

    @Override
    public Status status() {
        return new Status(
                journalled,
                lost,
                1,
                redo.committed(),
                nextId > firstId ? firstId : 0,
                nextId > firstId ? nextId - 1 : 0,
                problem);
    }

    @Override
    public void close() {
        try (lock;
                var last = redo) {
            last.sync();
        } catch (IOException e) {
            Log.error("journal-not-closed", e, "path", options.path());
        }
    }

    private void sync() {
        try {
            redo.sync();
        } catch (IOException e) {
            Log.error("journal-not-synced", e, "path", options.path());
        }
    }

    /** The time of an entry; when the clock stepped back, time goes on from the last record. */
    private long journalTime(Entry entry) {
        var time = TimeUnit.SECONDS.toNanos(entry.epochSecond) + entry.nano;
        var now = ticker.nanos();
        var grown = time >= lastTimeNs ? time : lastTimeNs + (appended == 0 ? now - lastTick : 0);
        lastTick = now;
        return grown;
    }

    private int lose(int records, IOException e) {
        if (problem.isEmpty()) {
            Log.error("journal-failed", e, "path", options.path());
        }
        problem = reason(e);
        failure = null;
        retryAt = ticker.nanos() + RETRY_NS;
        lastTimeNs = timeBeforeTurnNs;
        lost += records;
        try {
            redo.abandon();
        } catch (IOException again) {
            problem += ", and " + reason(again);
        }
        return records;
    }

    private static String reason(IOException e) {
        var message = e.getMessage() == null ? "" : ": " + e.getMessage();
        return e.getClass().getSimpleName() + message;
    }

    private void recover() throws IOException {
        firstId = 1;
        for (var file : disk.list(options.path())) {
            firstId = Names.id(file, Names.REDO).orElse(firstId);
        }
        nextId = firstId;
        var file = Names.of(options.path(), firstId, Names.REDO);
        var channel = disk.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        var reader = new RedoReader(channel, firstId);
        var header = reader.header();
        var frames = new FrameReader();
        var entry = new Entry();
        if (header.length < RedoHeader.LENGTH) {
            channel.write(ByteBuffer.wrap(RedoHeader.write(firstId, lastTimeNs)), 0);
        } else {
            lastTimeNs = RedoHeader.notBeforeNs(header);
            while (reader.next(reader.size())) {
                frames.begin(reader.bytes(), reader.at());
                while (frames.next(entry)) {
                    nextId = frames.id() + 1;
                    lastTimeNs = frames.timeNs();
                }
            }
            channel.truncate(reader.end());
        }
        redo = new RedoWriter(channel, firstId, reader.end(), options.client().visible());
    }
}
