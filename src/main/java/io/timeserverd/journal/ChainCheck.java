package io.timeserverd.journal;

import io.timeserverd.journal.ChainEntry.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Consumer;

/** Compares the records of a journal with its chain, as they pass in the order of their ids. */
final class ChainCheck {
    /** What says that records were deleted. */
    static final Set<Kind> DELETIONS = EnumSet.of(Kind.DELETED, Kind.CUT);

    private final Disk disk;
    private final Path directory;
    private final Chain chain;
    private final Consumer<Finding> findings;
    private final RecordHash hash = new RecordHash();
    private final MessageDigest digest = RecordHash.sha256();

    /** The entries of ranges that have not been passed, in the order of ids. */
    private final Deque<ChainEntry> ranges = new ArrayDeque<>();

    /** The entries about removed records whose files are not open yet, in the order of ids. */
    private final Deque<ChainEntry> removals = new ArrayDeque<>();

    /**
     * The open files of removed records, by the id that is next in each. If a record was removed twice, the last
     * removal comes first.
     */
    private final PriorityQueue<RemovedHashes.Cursor> removed = new PriorityQueue<>(Comparator.comparingLong(
                    RemovedHashes.Cursor::id)
            .thenComparing(Comparator.comparingLong(RemovedHashes.Cursor::entry).reversed()));

    private final long coveredTo;

    /** The greatest id that may have no entry because it is older than the chain; 0 if there is none. */
    private final long olderTo;

    /** Records that have no entry and should have one. */
    private final IdRuns added;

    private final List<IdRanges.Range> unchainedIds = new ArrayList<>();
    private final IdRuns unchainedRuns = new IdRuns(unchainedIds::add);

    /** The chain as it was read last. A daemon that deletes records meanwhile writes the entry first. */
    private Chain latest;

    // Of the range that is being passed: records that are there, hashes of removed ones, the first id that no range
    // before it has used, the next id, and missing ids.
    private long present;
    private long replaced;
    private long unusedFrom;
    private long nextId;
    private final StringBuilder absent = new StringBuilder();

    private long chained;
    private long unchained;

    ChainCheck(Disk disk, Path directory, Chain chain, Consumer<Finding> findings) {
        this.disk = disk;
        this.directory = directory;
        this.chain = chain;
        this.latest = chain;
        this.findings = findings;
        this.coveredTo = chain.lastId(chain.number());
        this.olderTo = of(Kind.ADOPTED).isEmpty()
                ? of(Kind.BEGIN).stream().mapToLong(ChainEntry::lastId).max().orElse(0)
                : 0;
        this.added = new IdRuns(ids -> note(
                "no entry holds records " + ids + ", which are older than others that are sealed: they were added"));
        Comparator<ChainEntry> byId = Comparator.comparingLong(ChainEntry::firstId);
        of(Kind.RECORDS).stream().sorted(byId).forEach(ranges::add);
        of(Kind.REMOVED).stream().sorted(byId).forEach(removals::add);
        chain.problem().ifPresent(this::note);
    }

    private List<ChainEntry> of(Kind kind) {
        return chain.entries().stream().filter(entry -> entry.kind() == kind).toList();
    }

    /** Passes the next record. */
    void record(JournalRecord record) {
        pass(record.id());
        skip(record.id()); // its removal was begun, but not finished
        if (isInRange(record.id())) {
            digest.update(hash.of(record));
            seen(record.id());
            present++;
            return;
        }
        unchained++;
        unchainedRuns.add(record.id());
        if (record.id() <= coveredTo && record.id() > olderTo) {
            added.add(record.id());
        }
    }

    /**
     * Of these ids, which have no record, returns those whose absence no entry explains. All records before them must
     * have passed.
     */
    IdRanges unexplained(long firstId, long lastId) {
        var left = IdRanges.of(firstId, lastId);
        openRemovals(lastId);
        for (long id = nextRemoved(); id <= lastId; id = nextRemoved()) {
            left = left.without(id, id);
            pass(id + 1);
        }
        left = withoutDeleted(left);
        return !left.isEmpty() && refresh() ? withoutDeleted(left) : left;
    }

    private IdRanges withoutDeleted(IdRanges ids) {
        IdRanges left = ids;
        for (ChainEntry entry : latest.entries()) {
            if (DELETIONS.contains(entry.kind())) {
                left = left.without(entry.firstId(), entry.lastId());
            }
        }
        return left;
    }

    /** Reads the chain again. Returns whether it has grown. */
    private boolean refresh() {
        long before = latest.number();
        try {
            latest = Chain.read(disk, directory).orElse(latest);
        } catch (IOException e) {
            note(Reason.of(e));
        }
        return latest.number() > before;
    }

    /** Ends the check. All records must have passed. */
    Proof end() {
        pass(Long.MAX_VALUE);
        added.end();
        unchainedRuns.end();
        return new Proof(Optional.of(chain), chained, unchained, List.copyOf(unchainedIds));
    }

    /** Finishes the ranges before this id. The hashes of removed records take the place of these in the digests. */
    private void pass(long id) {
        openRemovals(id);
        while (true) {
            long next = nextRemoved();
            if (!ranges.isEmpty() && ranges.getFirst().lastId() < Math.min(id, next)) {
                finish(ranges.removeFirst());
            } else if (next < id) {
                useHash(removed.element());
                skip(next);
            } else {
                return;
            }
        }
    }

    private long nextRemoved() {
        return removed.isEmpty() ? Long.MAX_VALUE : removed.element().id();
    }

    /** Skips the hashes of a removed record. */
    private void skip(long id) {
        while (nextRemoved() == id) {
            RemovedHashes.Cursor cursor = removed.remove();
            try {
                cursor.advance();
            } catch (IOException e) {
                note(Reason.of(e));
                continue;
            }
            if (cursor.id() < Long.MAX_VALUE) {
                removed.add(cursor);
            }
        }
    }

    /**
     * Uses the hash of a removed record, unless it was removed before its range got an entry: then the digest does not
     * include it.
     */
    private void useHash(RemovedHashes.Cursor cursor) {
        if (isInRange(cursor.id())) {
            seen(cursor.id());
            if (cursor.entry() > ranges.getFirst().number()) {
                digest.update(cursor.hash());
                replaced++;
            }
        }
    }

    private boolean isInRange(long id) {
        return !ranges.isEmpty() && ranges.getFirst().spans(id);
    }

    private void seen(long id) {
        absent(Math.max(nextId, ranges.getFirst().firstId()), id - 1);
        nextId = id + 1;
    }

    private void absent(long firstId, long lastId) {
        if (firstId <= lastId) {
            absent.append(absent.length() == 0 ? "" : ", ").append(new IdRanges.Range(firstId, lastId));
        }
    }

    /** Opens the files with the hashes of records that were removed up to this id. */
    private void openRemovals(long id) {
        while (!removals.isEmpty() && removals.getFirst().firstId() <= id) {
            ChainEntry removal = removals.removeFirst();
            Path file = FileNames.ofRemoved(directory, removal.number());
            try {
                removed.add(RemovedHashes.open(disk, file, removal));
            } catch (IOException e) {
                findings.accept(new Finding(file, Reason.of(e)));
            }
        }
    }

    private void finish(ChainEntry range) {
        absent(Math.max(nextId, range.firstId()), range.lastId());
        boolean isRight = ChainRange.hex(digest.digest()).equals(range.detail()) && present + replaced == range.count();
        if (isRight) {
            chained += present;
        } else if (present > 0 || !isDeleted(range)) {
            note("entry " + range.number() + ": " + difference(range));
        }
        present = 0;
        replaced = 0;
        unusedFrom = nextId;
        absent.setLength(0);
    }

    private boolean isDeleted(ChainEntry range) {
        var all = IdRanges.of(range.firstId(), range.lastId());
        return withoutDeleted(all).isEmpty()
                || (refresh() && withoutDeleted(all).isEmpty());
    }

    private String difference(ChainEntry range) {
        var ids = new IdRanges.Range(range.firstId(), range.lastId());
        long found = present + replaced;
        if (isPrunedMeanwhile(range)) {
            return "some of the records " + ids + " were removed by prune while this was read: verify again";
        }
        if (unusedFrom > range.firstId()) {
            var used = new IdRanges.Range(range.firstId(), Math.min(unusedFrom - 1, range.lastId()));
            return "another entry seals " + used + " too";
        }
        if (present == 0) {
            return "records " + ids + " are gone, and no entry says that they were deleted";
        }
        if (found < range.count()) {
            boolean whole = range.lastId() - range.firstId() + 1 == range.count();
            return (range.count() - found) + " of the " + range.count() + " records that were sealed as " + ids
                    + " are gone" + (whole ? ": " + absent : "");
        }
        return found > range.count()
                ? (found - range.count()) + " records among " + ids + " were added after they were sealed"
                : "records " + ids + " are not as they were sealed: at least one was changed";
    }

    private boolean isPrunedMeanwhile(ChainEntry range) {
        refresh();
        return latest.entries().stream()
                .anyMatch(entry -> entry.number() > chain.number()
                        && entry.kind() == Kind.REMOVED
                        && entry.firstId() <= range.lastId()
                        && entry.lastId() >= range.firstId());
    }

    private void note(String what) {
        findings.accept(new Finding(Chain.file(directory), what));
    }
}
