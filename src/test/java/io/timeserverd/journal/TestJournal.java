package io.timeserverd.journal;

import io.timeserverd.clock.ClockState;
import io.timeserverd.clock.Leap;
import io.timeserverd.clock.Reading;
import io.timeserverd.journal.JournalOptions.ClientDetail;
import io.timeserverd.journal.JournalOptions.Sync;
import io.timeserverd.journal.JournalOptions.WhenFull;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A journal whose disk, clock and helper thread a test controls. It knows which records must be in the journal. Tasks
 * for the helper thread run at once unless the test sets {@link #helper}.
 */
final class TestJournal implements AutoCloseable {
    final Path directory;
    final FaultyDisk disk;
    final Samples samples;

    /** Every record that is safe according to a commit. */
    final List<JournalRecord> safe = new ArrayList<>();

    Sync sync = Sync.NEVER;
    long segmentBytes = 1 << 20;
    long maxBytes = 1 << 30;
    Duration retention = Duration.ofDays(30);
    ClientDetail client = ClientDetail.FULL;
    WhenFull whenFull = WhenFull.DROP_OLDEST;
    HelperExecutor helper = HelperExecutor.synchronous();
    Instant now = Instant.parse("2026-11-22T12:00:00Z");
    long tickNs;
    long errorBoundNs = Reading.UNKNOWN;
    SegmentedJournal journal;
    private final List<Entry> turn = new ArrayList<>();
    private long lost;

    TestJournal(Path directory) {
        this.directory = directory;
        this.disk = new FaultyDisk(directory);
        this.samples = new Samples(1);
        samples.startAt(now);
    }

    TestJournal open() throws JournalException {
        journal = SegmentedJournal.open(
                new JournalOptions(directory, sync, segmentBytes, retention, maxBytes, client, whenFull, 1_000_000_000),
                () -> tickNs,
                () -> new Reading(now, ClockState.SYNCHRONISED, errorBoundNs, 0, Leap.NONE),
                helper,
                disk);
        return this;
    }

    /** Journals a turn with this many sample entries. Returns how many were lost. */
    int turn(int entries) {
        for (int n = 0; n < entries; n++) {
            append(samples.next());
        }
        return commit();
    }

    /** Does the same as {@link #turn}, with a tick of the journal before the turn ends. */
    int turnWithTick(int entries) {
        for (int n = 0; n < entries; n++) {
            append(samples.next());
        }
        journal.tick();
        return commit();
    }

    void append(Entry entry) {
        turn.add(entry);
        journal.append(entry);
    }

    int commit() {
        int failed = journal.commit();
        if (failed == 0) {
            long id = journal.status().lastId() - turn.size() + 1;
            for (Entry entry : turn) {
                safe.add(Samples.record(id++, entry));
            }
        }
        lost += failed;
        turn.clear();
        return failed;
    }

    /** Lets a second pass. */
    void second() {
        tickNs += 1_000_000_000;
        now = now.plusSeconds(1);
        journal.tick();
    }

    /** Lets time pass. */
    void pass(Duration time) {
        tickNs += time.toNanos();
        now = now.plus(time);
        journal.tick();
    }

    /** The size of all files together. */
    long bytes() throws IOException {
        long bytes = 0;
        for (Path file : disk.list(directory)) {
            bytes += disk.size(file);
        }
        return bytes;
    }

    /** How many entries were lost according to commits. */
    long lost() {
        return lost;
    }

    /** The records that a reader finds. */
    List<JournalRecord> found() throws IOException, JournalException {
        var found = new ArrayList<JournalRecord>();
        JournalReader.open(directory).query(Query.all(), found::add);
        return found;
    }

    List<Segment> segments() throws IOException, JournalException {
        return JournalReader.open(directory).segments();
    }

    /** The names of all files. */
    List<String> names() throws IOException {
        var names = new ArrayList<String>();
        for (Path file : Disk.real().list(directory)) {
            names.add(file.getFileName().toString());
        }
        return names;
    }

    /**
     * A journal in another directory with a copy of the files as they are now, which is what a killed process leaves.
     */
    TestJournal killed(Path copy) throws IOException {
        for (Path file : disk.list(directory)) {
            Files.copy(file, copy.resolve(file.getFileName()));
        }
        var after = new TestJournal(copy);
        after.segmentBytes = segmentBytes;
        after.safe.addAll(safe);
        return after;
    }

    @Override
    public void close() {
        if (journal != null) {
            journal.close();
        }
    }
}
