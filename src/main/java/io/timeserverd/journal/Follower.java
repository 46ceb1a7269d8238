package io.timeserverd.journal;

import io.timeserverd.clock.Ticker;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Reads a journal on and on, whatever the daemon does meanwhile: each record once, in the order of ids, and each gap once.
 *
 * <pre>
 *     look, read ... read, a pause, look, read ... read, a pause, ...
 * </pre>
 *
 * <p>It gives a record when two looks have found it, with a pause between them, and when it is on the disk itself since then. One that
 * a power cut could still take away, or that the daemon takes back because it could not write all of a turn, must not be given:
 * another record would get its id. For the same reason ids count as a gap only when there are others behind them. Ids behind the last
 * record have not been written yet.
 *
 * <p>Belongs to one thread.
 */
public final class Follower {
    /** For so long a file that cannot be read may become readable: the daemon mends it, or sets it aside. */
    static final long PATIENCE_NS = TimeUnit.MINUTES.toNanos(1);

    private final JournalReader reader;
    private final Ticker ticker;

    /** Smaller ids were given, or were part of a gap. */
    private long nextId;

    /** Smaller ids are on the disk itself. */
    private long endId;

    /** What the last look found behind its newest record. */
    private long seenEnd;

    /** What stands between {@link #nextId} and the next record, and since when. */
    private List<Finding> obstacles = List.of();

    private long obstructedNs;

    /** As found at the last gap; empty when {@link #read} begins. */
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

    /** The first id that was neither given nor told as part of a gap. */
    public long nextId() {
        return nextId;
    }

    /** What could not be read, and is waited for. */
    public List<Finding> obstacles() {
        return obstacles;
    }

    /**
     * Finds out how far the journal goes.
     *
     * @throws JournalException when it ends before the next id, so that it is not the journal that was followed
     * @throws IOException when the directory cannot be read, or the disk has failed
     */
    public void look() throws JournalException, IOException {
        long end = reader.endId();
        if (end < nextId) {
            end = reader.endId(); // while a file gets another name, a listing may miss it
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
     * Gives records and the gaps between them, in the order of ids, until no more records are wanted, or the last look but one found
     * no more.
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
     * Passes over gaps whose reason is known without a search: a client that was removed may have left half a million of them.
     *
     * @return the gap that it has come to
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

    /** The next id is not where it should be. */
    private Optional<Gap> gap(List<Finding> unreadable) throws IOException {
        if (!unreadable.isEmpty() && isWorthWaiting(unreadable)) {
            return Optional.empty();
        }
        // A second search: while a file gets another name, a listing may miss it. And the newest may have been taken
        // back.
        var behind = new long[] {Math.min(endId, reader.endId())};
        List<Finding> again = reader.query(from(nextId).withLimit(1), each -> {
            behind[0] = each.id();
            return true;
        });
        if (behind[0] <= nextId || (unreadable.isEmpty() && !again.isEmpty())) {
            return Optional.empty();
        }
        obstacles = List.of();
        if (!unreadable.isEmpty()) {
            Finding first = unreadable.get(0);
            return Optional.of(gapBefore(behind[0], first.file() + " cannot be read: " + first.what()));
        }
        GapReasons found = reader.gapReasons();
        reasons = Optional.of(found);
        return Optional.of(gapBefore(behind[0], found.of(nextId, behind[0] - 1)));
    }

    /** What this user may not read is waited for without end: the records are there. */
    private boolean isWorthWaiting(List<Finding> findings) {
        if (obstacles.isEmpty()) {
            obstructedNs = ticker.nanos();
        }
        obstacles = findings;
        return ticker.nanos() - obstructedNs < PATIENCE_NS
                || findings.stream().anyMatch(each -> reader.isDenied(each.file()));
    }
}
