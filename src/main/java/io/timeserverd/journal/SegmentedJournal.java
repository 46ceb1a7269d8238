package io.timeserverd.journal;

import io.timeserverd.clock.ClockState;
import io.timeserverd.clock.Reading;
import io.timeserverd.clock.ReferenceClock;
import io.timeserverd.clock.Ticker;
import io.timeserverd.log.Log;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The journal of a running daemon: a directory of segments, the newest of which is active. It is a log-structured merge
 * store:
 *
 * <pre>
 *     loop thread:    append -> frame in memory -> commit: one write to the redo log of the active segment
 *     helper thread:  fdatasync; redo log that has ended -> sealed table; small tables merged; old ones deleted
 * </pre>
 *
 * <p>All methods belong to the loop thread.
 */
public final class SegmentedJournal implements Journal {
    /** How long to wait after a failed write before writing is tried again. */
    private static final long RETRY_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final JournalOptions options;
    private final Ticker ticker;
    private final ReferenceClock clock;
    private final Disk disk;
    private final Reserve reserve;
    private final Maintenance maintenance;
    private final MaintenanceScheduler scheduler;
    private final Losses losses;

    /** Records with smaller ids were not counted by this run: an earlier run has written them. */
    private final long firstIdOfRun;

    private final int torn;

    private RedoWriter redo;

    /** The ticker's reading when the active segment was begun or resumed. */
    private long begunTick;

    private long nextId;

    /** The id after the last record in the redo log. Ids from here to {@link #nextId} belong to lost records. */
    private long committedId;

    private long lastNs;

    // The entries that were appended since the last commit.
    private int pending;
    private int pendingJournalled;
    private int pendingSummarised;
    private long firstPendingNs;
    private long lastPendingNs;
    private boolean skipping;
    private IOException failure;

    private long retryAt;

    private long journalled;
    private long summarised;
    private long longestWriteNs;
    private String writeProblem = "";
    private String segmentProblem = "";

    /** Whether the active redo log may end in bytes that cannot be trusted. Then nothing more is written to it. */
    private boolean broken;

    /** Whether a segment has to begin as soon as no entry waits to be committed to the current one. */
    private boolean segmentDue;

    private SegmentedJournal(
            JournalOptions options,
            Ticker ticker,
            ReferenceClock clock,
            HelperExecutor helper,
            Disk disk,
            DirectoryLock lock)
            throws IOException {
        this.options = options;
        this.ticker = ticker;
        this.clock = clock;
        this.disk = disk;
        this.reserve = new Reserve(disk, options);
        Recovery.Recovered recovered = Recovery.run(disk, options, reserve, nowNs());
        this.redo = recovered.active();
        this.nextId = recovered.nextId();
        this.committedId = nextId;
        this.firstIdOfRun = nextId;
        this.lastNs = recovered.lastNs();
        this.torn = recovered.torn();
        this.begunTick = ticker.nanos();
        this.losses = new Losses(ticker);
        var catalogue = new Catalogue(disk);
        for (SegmentFile file : recovered.others()) {
            catalogue.found(file);
        }
        this.maintenance = new Maintenance(options, disk, lock, reserve, catalogue, begunTick, nowNs());
        for (long segment : recovered.redos()) {
            maintenance.begin(new RedoFile(disk, options.path(), segment), lastNs);
        }
        this.scheduler = new MaintenanceScheduler(maintenance, helper, this::loopState, this::count);
    }

    /**
     * Opens the journal of a directory, and puts it in order after a crash.
     *
     * @param ticker for durations, and for the age of records
     * @param clock for the times of segments, and for the time in which the daemon did not run
     * @param helper where blocking work goes
     * @throws JournalException when the directory cannot be used, or another process holds it
     */
    public static SegmentedJournal open(
            JournalOptions options, Ticker ticker, ReferenceClock clock, HelperExecutor helper)
            throws JournalException {
        return open(options, ticker, clock, helper, Disk.real());
    }

    static SegmentedJournal open(
            JournalOptions asked, Ticker ticker, ReferenceClock clock, HelperExecutor helper, Disk disk)
            throws JournalException {
        JournalOptions options = asked.withFittingSegments();
        if (options.segmentBytes() < asked.segmentBytes()) {
            Log.warn(
                    "journal-segment-lowered",
                    "from",
                    asked.segmentBytes(),
                    "to",
                    options.segmentBytes(),
                    "reason",
                    "journal.max-size leaves no room for larger ones");
        }
        try {
            var lock = DirectoryLock.take(disk, options.path());
            try {
                Permissions.tighten(disk, options.path());
                return new SegmentedJournal(options, ticker, clock, helper, disk, lock);
            } catch (IOException e) {
                lock.close();
                throw e;
            }
        } catch (AccessDeniedException e) {
            String advice = "; make it the daemon's own with chown, or move it away";
            throw new JournalException("journal in " + options.path() + ": " + Reason.of(e) + advice, e);
        } catch (IOException e) {
            throw new JournalException("journal in " + options.path() + ": " + Reason.of(e), e);
        }
    }

    @Override
    public int append(Entry entry) {
        int bytes = 0;
        if (pending == 0) {
            skipping = broken || (!writeProblem.isEmpty() && ticker.nanos() - retryAt < 0);
            firstPendingNs = entry.timeNs;
        }
        if (!skipping && failure == null) {
            try {
                bytes = redo.append(entry, nextId + pending, pending == 0 ? committedId : nextId + pending);
            } catch (IOException e) {
                failure = e;
            }
        }
        lastPendingNs = entry.lastNs;
        pending++;
        if (entry.summary) {
            pendingSummarised += entry.count;
        } else {
            pendingJournalled++;
        }
        return bytes;
    }

    @Override
    public int commit() {
        int records = pending;
        if (records == 0) {
            return 0;
        }
        int requests = pendingJournalled + pendingSummarised;
        boolean written = commit(records);
        if (!written) {
            lose(records, requests);
        }
        pending = 0;
        pendingJournalled = 0;
        pendingSummarised = 0;
        boolean full = redo.committed() >= options.segmentBytes() && segmentProblem.isEmpty() && scheduler.keepsUp();
        if (segmentDue || full) {
            beginSegment();
        }
        return written ? 0 : requests;
    }

    /** Returns whether the records were written. */
    private boolean commit(int records) {
        if (skipping) {
            return false;
        }
        try {
            write();
        } catch (IOException e) {
            if (writeProblem.isEmpty()) {
                Log.error("journal-write-failed", e, "path", options.path());
            }
            writeProblem = Reason.of(e);
            retryAt = ticker.nanos() + RETRY_NS;
            takeBack(e);
            return false;
        }
        nextId += records;
        committedId = nextId;
        lastNs = lastPendingNs;
        journalled += pendingJournalled;
        summarised += pendingSummarised;
        if (!writeProblem.isEmpty()) {
            Log.info("journal-recovered", "path", options.path(), "lost", losses.requests());
            losses.log();
            writeProblem = "";
        }
        return true;
    }

    @Override
    public void tick() {
        boolean hasRecords = committedId > redo.segment();
        boolean old = ticker.nanos() - begunTick > options.maxSegmentNs();
        boolean full = redo.committed() >= options.segmentBytes();
        segmentDue |= broken || scheduler.wantsNewFile() || (hasRecords && (old || full));
        if (segmentDue && pending == 0) {
            beginSegment();
        }
        losses.logSometimes();
        scheduler.tick();
    }

    @Override
    public Status status() {
        MaintenanceReport report = scheduler.report();
        boolean any = report.firstId() < committedId;
        return new Status(
                journalled,
                summarised,
                losses.requests(),
                torn,
                report.aside(),
                report.asideBytes(),
                report.segments(),
                report.bytes(),
                any ? report.firstId() : 0,
                any ? committedId - 1 : 0,
                report.deletedSegments(),
                report.deletedRecords(),
                report.toConvert(),
                longestWriteNs,
                Stream.of(writeProblem, segmentProblem, report.problem())
                        .filter(problem -> !problem.isEmpty())
                        .findFirst()
                        .orElse(""));
    }

    @Override
    public void close() {
        commit();
        losses.log();
        try {
            // Before the lock is released, since the next process may append at once.
            redo.trim();
            redo.close();
        } catch (IOException e) {
            Log.error("journal-close-failed", e, "path", options.path());
        }
        count(maintenance.close(loopState()));
    }

    private void write() throws IOException {
        IOException failed = failure;
        failure = null;
        if (failed != null) {
            throw failed;
        }
        if (redo.size() > scheduler.room()) {
            throw new IOException("journal.max-size is reached");
        }
        long start = ticker.nanos();
        redo.commit();
        longestWriteNs = Math.max(longestWriteNs, ticker.nanos() - start);
    }

    private void takeBack(IOException cause) {
        try {
            redo.abandon();
            broken = cause instanceof SyncException;
        } catch (IOException again) {
            // The file may still hold lost records after its end.
            broken = true;
        }
        segmentDue |= broken;
    }

    /** Counts the entries of this turn as lost. No other record of this run will get their ids. */
    private void lose(int records, int requests) {
        String reason = writeProblem.isEmpty() ? "could not be written" : writeProblem;
        losses.add(new Loss(nextId, nextId + records - 1, firstPendingNs, lastPendingNs, reason), requests);
        nextId += records;
    }

    /** Counts records as lost that were counted as journalled before. */
    private void count(List<Loss> found) {
        for (Loss each : found) {
            long records = Math.min(each.recordsFrom(firstIdOfRun), journalled); // a summary counts as its requests
            journalled -= records;
            losses.addWritten(each, records);
        }
    }

    /**
     * Begins a segment. No entry may be waiting to be committed. The new segment begins after the last record that was
     * written: records that could not be taken back from the old redo log do not count.
     */
    private void beginSegment() {
        segmentDue = false;
        RedoWriter next;
        RedoFile file;
        try {
            next = RedoWriter.create(disk, options, committedId, nowNs(), redo.buffer(), reserve);
            try {
                file = new RedoFile(disk, options.path(), committedId);
            } catch (IOException e) {
                next.close();
                disk.delete(FileNames.of(options.path(), committedId, FileNames.REDO));
                throw e;
            }
        } catch (IOException e) {
            if (segmentProblem.isEmpty()) {
                Log.error("journal-segment-not-begun", e, "path", options.path());
            }
            segmentProblem = "new segment: " + Reason.of(e);
            return;
        }
        RedoWriter ended = redo;
        redo = next;
        begunTick = ticker.nanos();
        broken = false;
        segmentProblem = "";
        scheduler.begin(file, ended.size(), lastNs, () -> close(ended));
    }

    private LoopState loopState() {
        return new LoopState(
                redo.segment(), redo.committed(), committedId, lastNs, ticker.nanos(), nowNs(), evidence());
    }

    /** The reference time, if it is known well enough. */
    private OptionalLong evidence() {
        Reading now = clock.read();
        boolean known = now.state() == ClockState.SYNCHRONISED
                && now.errorBoundNs() != Reading.UNKNOWN
                && now.errorBoundNs() <= options.maxErrorNs();
        return known ? OptionalLong.of(now.epochSecond()) : OptionalLong.empty();
    }

    private void close(RedoWriter ended) {
        try {
            ended.close();
        } catch (IOException e) {
            Log.error("journal-close-failed", e, "path", options.path());
        }
    }

    private long nowNs() {
        return Times.nanos(clock.read().instant());
    }
}
