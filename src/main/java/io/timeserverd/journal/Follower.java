package io.timeserverd.journal;

import io.timeserverd.clock.Ticker;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Follows a journal while the daemon goes on: gives each record once, in the order of ids, and each gap once.
 *
 * <pre>
 *     look, read, a pause, look, read, a pause, ...
 * </pre>
 *
 * <p>It gives a record after two looks have found it, with a pause between them, and after it was brought to the disk
 * itself. A record must not be given while a power cut could still take it away, or the daemon could take it back
 * because a turn could not be written completely: another record would get its id. For the same reason ids without a
 * record are a gap only if greater ids have records. Ids after the last record have not been given to a record yet.
 *
 * <p>Belongs to one thread.
 */
public final class Follower {
    /** How long to wait for a file that cannot be read. The daemon may repair it, or set it aside. */
    static final long PATIENCE_NS = TimeUnit.MINUTES.toNanos(1);

    private final JournalReader reader;
    private final Ticker ticker;

    /** All smaller ids were given, as a record or in a gap. */
    private long nextId;

    /** All smaller ids are on the disk itself. */
    private long endId;

    /** The end of the journal as the last look found it. */
    private long seenEnd;

    /** What prevents reading the record with {@link #nextId}, and since when. */
    private List<Finding> obstacles = List.of();

    private long obstructedNs;

    /** What was found out about reasons at the last gap that needed a search; empty when {@link #read} begins. */
    private Optional<GapReasons> reasons = Optional.empty();

    /**
     * @param nextId the first id that is wanted
     */
    public Follower(JournalReader reader, Ticker ticker, long nextId) {
        this.reader = reader;
        this.ticker = ticker;
        this.nextId = nextId;
        this.endId = nextId;
        this.seenEnd = nextId;
    }

    /** The first id that was not given, neither as a record nor in a gap. */
    public long nextId() {
        return nextId;
    }

    /** The files that could not be read, and that it waits for. */
    public List<Finding> obstacles() {
        return obstacles;
    }

    /**
     * Finds out how far the journal goes.
     *
     * @throws JournalException when it ends before the next id, so it is not the journal that was followed
     * @throws IOException when the directory cannot be read, or the disk has failed
     */
    public void look() throws JournalException, IOException {
        long end = reader.endId();
        if (end < nextId) {
            end = reader.endId(); // a listing may miss a file while it is renamed
        }
        if (end < nextId) {
            throw new JournalException(
                    reader.directory() + ": ends before record " + nextId + ", so it is another journal than before");
        }
        long foundTwice = Math.min(seenEnd, end);
        if (foundTwice > endId) {
            reader.sync();
        }
        endId = Math.max(nextId, foundTwice);
        seenEnd = end;
    }

    /**
     * Gives records and the gaps between them, in the order of ids, until no more records are wanted, or none are left
     * that two looks have found.
     *
     * @param records returns whether to go on
     * @param gaps gets each gap when all records before it were given
     * @throws IOException when the directory itself cannot be read
     */
    public void read(Predicate<JournalRecord> records, Consumer<Gap> gaps) throws IOException {
        reasons = Optional.empty();
        Optional<Gap> gap = readToGap(records, gaps);
        while (gap.isPresent()) {
            gaps.accept(gap.get());
            gap = readToGap(records, gaps);
        }
    }

    /**
     * Reads up to the next gap that needs a search. Gaps that a removed client left, of which there may be half a
     * million, need none.
     *
     * @return that gap
     */
    private Optional<Gap> readToGap(Predicate<JournalRecord> records, Consumer<Gap> gaps) throws IOException {
        var stopped = new boolean[1];
        List<Finding> findings = reader.scan(from(nextId), (each, adjacent) -> {
            if (each.id() > nextId) {
                if (!adjacent || !isRemovedBefore(each.id())) {
                    return false;
                }
                gaps.accept(gapBefore(each.id(), GapReasons.REMOVED));
            }
            nextId = each.id() + 1;
            stopped[0] = !records.test(each);
            return !stopped[0];
        });
        if (stopped[0] || nextId >= endId) {
            obstacles = List.of();
            return Optional.empty();
        }
        return gap(findings);
    }

    private boolean isRemovedBefore(long id) {
        return reasons.isPresent() && reasons.get().areRemoved(nextId, id - 1);
    }

    /** The gap from the next id to the one before {@code id}, where reading goes on. */
    private Gap gapBefore(long id, String reason) {
        var gap = new Gap(nextId, id - 1, reason);
        nextId = id;
        return gap;
    }

    private Query from(long id) {
        return Query.all().withFromId(id).withEndId(endId);
    }

    /** The record with the next id was not found. */
    private Optional<Gap> gap(List<Finding> unreadable) throws IOException {
        if (!unreadable.isEmpty() && isWorthWaiting(unreadable)) {
            return Optional.empty();
        }
        // Search again: a listing may miss a file while it is renamed, and the newest records may have been taken back.
        var found = new long[] {Math.min(endId, reader.endId())};
        List<Finding> again = reader.query(from(nextId).withLimit(1), each -> {
            found[0] = each.id();
            return true;
        });
        if (found[0] <= nextId || (unreadable.isEmpty() && !again.isEmpty())) {
            return Optional.empty();
        }
        obstacles = List.of();
        if (!unreadable.isEmpty()) {
            Finding first = unreadable.get(0);
            return Optional.of(gapBefore(found[0], first.file() + " cannot be read: " + first.what()));
        }
        GapReasons now = reader.gapReasons();
        reasons = Optional.of(now);
        return Optional.of(gapBefore(found[0], now.of(nextId, found[0] - 1)));
    }

    /** If this user may not read a file it waits without end, because the records are there. */
    private boolean isWorthWaiting(List<Finding> findings) {
        if (obstacles.isEmpty()) {
            obstructedNs = ticker.nanos();
        }
        obstacles = findings;
        return ticker.nanos() - obstructedNs < PATIENCE_NS
                || findings.stream().anyMatch(each -> reader.isDenied(each.file()));
    }
}
