package io.timeserverd.journal;

import io.timeserverd.clock.ReferenceClock;
import io.timeserverd.clock.Ticker;
import io.timeserverd.log.Log;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The journal of a running daemon: a directory of segments, of which the newest is active and grows
 * by way of its redo file.
 *
 * <pre>
 *     loop thread:    append -> frame in memory -> commit: one write to the redo file
 *     helper thread:  fsync, redo file -> MapDB file of the segment, sealing, retention
 * </pre>
 *
 * <p>All methods belong to the loop thread.
 */
public final class SegmentedJournal implements Journal {
    /** How long nothing is tried after a write that failed. */
    private static final long RETRY_NS = TimeUnit.MILLISECONDS.toNanos(100);

    /** A segment ends after this part of the retention at the latest, so that little is kept for longer. */
    private static final int SEGMENTS_PER_RETENTION = 16;

    private static final long MIN_SEGMENT_NS = TimeUnit.MINUTES.toNanos(1);
    private static final long MAX_SEGMENT_NS = TimeUnit.DAYS.toNanos(1);

    private final JournalOptions options;
    private final Ticker ticker;
    private final ReferenceClock clock;
    private final Disk disk;
    private final Reserve reserve;
    private final Archive archive;
    private final Upkeep upkeep;
    private final JournalTime time;
    private final int torn;

    private RedoWriter redo;
    private long begunNs;
    private long nextId;
    private int pending;
    private boolean skipping;
    private IOException failure;
    private long retryAt;
    private long journalled;
    private long lost;
    private String writeProblem = "";
    private String segmentProblem = "";

    private boolean broken;

    /** A segment is to begin, as soon as no entry waits to be committed to this one. */
    private boolean segmentDue;

    private SegmentedJournal(
            JournalOptions options, Ticker ticker, ReferenceClock clock, Chores chores, Disk disk, DirectoryLock lock)
            throws IOException {
        this.options = options;
        this.ticker = ticker;
        this.clock = clock;
        this.disk = disk;
        this.reserve = new Reserve(disk, options);
        var recovered = Recovery.run(disk, options, reserve);
        this.archive = new Archive(options, disk, lock, reserve, recovered.sealed());
        recovered.unsealed().forEach(archive::begin);
        this.time = new JournalTime(ticker, recovered.lastNs());
        this.redo = recovered.active();
        this.nextId = recovered.nextId();
        this.torn = recovered.torn();
        this.begunNs = recovered.begunNs();
        this.upkeep = new Upkeep(archive, chores, this::duty);
    }

    /**
     * Opens the journal of a directory, and brings it in order after a crash.
     *
     * @param ticker for durations
     * @param clock for the age of records
     * @param chores where blocking work goes
     * @throws JournalException when the directory cannot be used, or another process holds it
     */
    public static SegmentedJournal open(JournalOptions options, Ticker ticker, ReferenceClock clock, Chores chores)
            throws JournalException {
        return open(options, ticker, clock, chores, Disk.real());
    }

    static SegmentedJournal open(JournalOptions options, Ticker ticker, ReferenceClock clock, Chores chores, Disk disk)
            throws JournalException {
        try {
            var lock = DirectoryLock.take(disk, options.path());
            try {
                return new SegmentedJournal(options, ticker, clock, chores, disk, lock);
            } catch (IOException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new JournalException("journal in " + options.path() + ": " + Reason.of(e), e);
        }
    }

    @Override
    public void append(Entry entry) {
        if (pending == 0) {
            skipping = broken || (!writeProblem.isEmpty() && ticker.nanos() - retryAt < 0);
        }
        if (!skipping && failure == null) {
            try {
                var timeNs = time.next(Times.nanos(entry.epochSecond, entry.nano));
                redo.append(entry, nextId + pending, timeNs);
            } catch (IOException e) {
                failure = e;
            }
        }
        pending++;
    }

    @Override
    public int commit() {
        var records = pending;
        if (records == 0) {
            return 0;
        }
        var lostNow = commit(records);
        pending = 0;
        if (segmentDue || (redo.committed() >= options.segmentBytes() && segmentProblem.isEmpty())) {
            beginSegment();
        }
        return lostNow;
    }

    /** Returns how many of them are lost. */
    private int commit(int records) {
        if (skipping) {
            lost += records;
            return records;
        }
        try {
            write();
        } catch (IOException e) {
            lose(records, e);
            return records;
        }
        if (nextId == redo.segment()) {
            begunNs = time.last();
        }
        time.commit();
        nextId += records;
        journalled += records;
        if (!writeProblem.isEmpty()) {
            Log.info("journal-recovered", "path", options.path(), "lost", lost);
            writeProblem = "";
        }
        return 0;
    }

    @Override
    public void tick() {
        var hasRecords = nextId > redo.segment();
        var old = nowNs() - begunNs > maxSegmentNs();
        var full = redo.committed() >= options.segmentBytes();
        segmentDue |= broken || upkeep.wantsNewFile() || (hasRecords && (old || full));
        if (segmentDue && pending == 0) {
            beginSegment();
        }
        upkeep.tick();
    }

    @Override
    public Status status() {
        var report = upkeep.report();
        var any = report.firstId() < nextId;
        return new Status(
                journalled,
                lost,
                torn,
                report.aside(),
                report.segments(),
                report.bytes(),
                any ? report.firstId() : 0,
                any ? nextId - 1 : 0,
                Stream.of(writeProblem, segmentProblem, report.problem())
                        .filter(problem -> !problem.isEmpty())
                        .findFirst()
                        .orElse(""));
    }

    @Override
    public void close() {
        commit();
        try {
            // Before the lock is let go of: the next process may write behind the end at once.
            redo.sync();
            redo.trim();
        } catch (IOException e) {
            Log.error("journal-close-failed", e, "path", options.path());
        }
        archive.close(duty());
        close(redo);
    }

    private void write() throws IOException {
        var failed = failure;
        failure = null;
        if (failed != null) {
            throw failed;
        }
        if (redo.committed() >= options.maxBytes()) {
            throw new IOException("redo file has reached journal.max-size: " + segmentProblem);
        }
        redo.commit();
    }

    private void lose(int records, IOException e) {
        lost += records;
        time.abandon();
        retryAt = ticker.nanos() + RETRY_NS;
        if (writeProblem.isEmpty()) {
            Log.error("journal-write-failed", e, "path", options.path());
        }
        writeProblem = Reason.of(e);
        try {
            redo.abandon();
        } catch (IOException again) {
            // Lost records may still stand behind the end: nothing more is written into this file.
            broken = true;
        }
    }

    /** Entries that wait are in the frame of the redo file that ends here: there must be none. */
    private void beginSegment() {
        segmentDue = false;
        try {
            var next = NewSegment.begin(disk, options, nextId, time.last(), redo.stage(), reserve);
            var ended = redo;
            redo = next.redo();
            broken = false;
            segmentProblem = "";
            upkeep.begin(next.unsealed(), () -> close(ended));
        } catch (IOException e) {
            if (segmentProblem.isEmpty()) {
                Log.error("journal-segment-not-begun", e, "path", options.path());
            }
            segmentProblem = "new segment: " + Reason.of(e);
        }
    }

    private Archive.Duty duty() {
        return new Archive.Duty(redo.segment(), redo.committed(), nowNs());
    }

    private void close(RedoWriter ended) {
        try {
            ended.close();
        } catch (IOException e) {
            Log.error("journal-close-failed", e, "path", options.path());
        }
    }

    private long maxSegmentNs() {
        var part = Times.nanos(options.retention()) / SEGMENTS_PER_RETENTION;
        return Math.max(MIN_SEGMENT_NS, Math.min(MAX_SEGMENT_NS, part));
    }

    private long nowNs() {
        return Times.nanos(clock.read().instant());
    }
}
