package io.timeserverd.admin;

import io.timeserverd.journal.Finding;
import io.timeserverd.journal.Gap;
import io.timeserverd.journal.JournalException;
import io.timeserverd.protocol.Output;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * An export that goes on from a position. It exports every record after the position once, in batches, and reports
 * every gap with its ids.
 *
 * <pre>
 *     look -> fill a batch -> the receiver takes it -> keep the position -> fill the next one ... -> pause -> look
 * </pre>
 *
 * <p>What must stay true: the kept position never moves past a record that the receiver has not taken, or past a gap
 * that was not reported.
 */
final class Shipping {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /** The pause between two looks; both must find a record. See {@link io.timeserverd.journal.Follower}. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    /** How long an export without {@code --follow} waits for a file that cannot be read. */
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(90);

    private final Surroundings surroundings;
    private final List<FollowedJournal> journals;
    private final Receiver receiver;
    private final Optional<StateFile> state;
    private final Batch batch;
    private final Runnable header;

    private final Set<Finding> told = new HashSet<>();
    private boolean headed;

    /** Which journal comes first in the next batch. It changes, so that a busy journal cannot keep the others out. */
    private int first;

    private int status = Failure.NONE;

    /**
     * @param state keeps the positions; empty if nobody wants them kept
     * @param batch the batch into which the journals print
     * @param header prints the lines that come before the records
     */
    Shipping(
            Surroundings surroundings,
            List<FollowedJournal> journals,
            Receiver receiver,
            Optional<StateFile> state,
            Batch batch,
            Runnable header) {
        this.surroundings = surroundings;
        this.journals = journals;
        this.receiver = receiver;
        this.state = state;
        this.batch = batch;
        this.header = header;
    }

    /** Exports the records that are there now. Returns the exit status. */
    int once() throws Failure, JournalException, IOException, InterruptedException {
        long startNs = surroundings.ticker().nanos();
        keepPositions();
        look();
        do {
            surroundings.pause().pass(BETWEEN_LOOKS);
            look();
            shipAll(false);
        } while (isObstructed() && surroundings.ticker().nanos() - startNs < PATIENCE_NS);
        return isObstructed() ? Failure.FOUND : status;
    }

    /**
     * Exports the records that are there and new ones as they arrive, until the user ends it. Returns the exit status.
     */
    int follow(Duration every) throws Failure, JournalException, IOException, InterruptedException {
        surroundings.pause().heedSignals();
        keepPositions();
        do {
            look();
        } while (shipAll(true) && surroundings.pause().pass(every));
        return status;
    }

    private void look() throws JournalException, IOException {
        for (FollowedJournal journal : journals) {
            journal.look();
        }
    }

    private boolean isObstructed() {
        return journals.stream().anyMatch(each -> !each.obstacles().isEmpty());
    }

    /**
     * Exports all that the last look has found.
     *
     * @param insistent whether to send a batch again until it is taken
     * @return false if the user has ended the export
     */
    private boolean shipAll(boolean insistent) throws Failure, IOException, InterruptedException {
        while (fill()) {
            if (batch.records() > 0 && !deliver(insistent)) {
                return false;
            }
            keepPositions();
            if (surroundings.pause().isOver()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Fills the batch with the next records of all journals.
     *
     * @return whether anything was read. The batch may still be empty, when no record matched or there were only gaps
     */
    private boolean fill() throws IOException {
        batch.clear();
        if (!headed || receiver.beginsAfresh()) {
            header.run();
        }
        boolean any = false;
        for (int n = 0; n < journals.size() && !batch.isFull(); n++) {
            FollowedJournal journal = journals.get((first + n) % journals.size());
            long before = journal.position().id();
            journal.read(batch, gap -> tell(journal, gap));
            tellObstacles(journal);
            any |= journal.position().id() > before;
        }
        first++;
        headed |= batch.records() > 0;
        return any;
    }

    private void tell(FollowedJournal journal, Gap gap) {
        status = Failure.GAP;
        surroundings
                .terminal()
                .complain("gap in " + journal.directory() + ": ids " + gap.firstId() + " to " + gap.lastId() + ", "
                        + gap.ids() + " in all: " + gap.reason());
    }

    private void tellObstacles(FollowedJournal journal) {
        for (Finding finding : journal.obstacles()) {
            if (told.add(finding)) {
                surroundings
                        .terminal()
                        .complain("waiting for " + finding.file() + ", which cannot be read: " + finding.what());
            }
        }
    }

    /** Sends the batch. Returns false if the user has ended the export before the receiver has taken it. */
    private boolean deliver(boolean insistent) throws Failure, InterruptedException {
        Output bytes = batch.bytes();
        var problems = new HashSet<String>();
        Duration wait = FIRST_PAUSE;
        for (Optional<String> problem = receiver.take(bytes); problem.isPresent(); problem = receiver.take(bytes)) {
            if (surroundings.pause().isOver()) {
                return false;
            }
            if (!insistent || !receiver.beginsAfresh()) {
                throw new Failure(Failure.FOUND, List.of(problem.get()));
            }
            if (problems.add(problem.get())) {
                surroundings
                        .terminal()
                        .complain(problem.get() + "; it gets the same records again until it takes them");
            }
            if (!surroundings.pause().pass(wait)) {
                return false;
            }
            wait = wait.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? wait.multipliedBy(2) : LONGEST_PAUSE;
        }
        if (!problems.isEmpty()) {
            surroundings.terminal().complain("the records were taken, after failures");
        }
        return true;
    }

    private void keepPositions() throws IOException {
        if (state.isPresent()) {
            journals.forEach(each -> state.get().put(each.directory(), each.position()));
            state.get().save();
        }
    }
}
