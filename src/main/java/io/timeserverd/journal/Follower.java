package io.timeserverd.journal;

import io.timeserverd.clock.Ticker;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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
     * Gives records to the visitor, until it has had enough, or a gap comes, or the last look but one found no more.
     *
     * @param visitor returns whether to go on
     * @return the gap behind the records that were given; read on behind it
     * @throws IOException when the directory itself cannot be read
     */
    public Optional<Gap> read(Predicate<JournalRecord> visitor) throws IOException {
        var stopped = new boolean[1];
        List<Finding> findings = reader.query(from(nextId), each -> {
            if (each.id() > nextId) {
                return false;
            }
            nextId = each.id() + 1;
            stopped[0] = !visitor.test(each);
            return !stopped[0];
        });
        if (stopped[0] || nextId >= endId) {
            obstacles = List.of();
            return Optional.empty();
        }
        return gap(findings);
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
        String reason = unreadable.isEmpty()
                ? reader.absence(nextId, behind[0] - 1)
                : unreadable.get(0).file() + " cannot be read: "
                        + unreadable.get(0).what();
        var gap = new Gap(nextId, behind[0] - 1, reason);
        nextId = behind[0];
        return Optional.of(gap);
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
