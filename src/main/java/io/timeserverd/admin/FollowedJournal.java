package io.timeserverd.admin;

import io.timeserverd.admin.StateFile.Position;
import io.timeserverd.clock.Ticker;
import io.timeserverd.journal.Finding;
import io.timeserverd.journal.Follower;
import io.timeserverd.journal.Gap;
import io.timeserverd.journal.JournalException;
import io.timeserverd.journal.JournalReader;
import io.timeserverd.journal.Query;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One of the journals that an export follows. */
final class FollowedJournal {
    private final Path directory;
    private final Query wanted;
    private final RecordPrinter printer;
    private final Follower follower;
    private Optional<Instant> lastTime;

    /**
     * @param from the position to go on from; empty to begin with the oldest record
     * @param wanted which records are printed
     * @throws Failure if the directory has another journal than the one that the position belongs to
     */
    FollowedJournal(Path directory, Optional<Position> from, Query wanted, RecordPrinter printer, Ticker ticker)
            throws Failure, JournalException, IOException {
        this.directory = directory;
        this.wanted = wanted;
        this.printer = printer;
        var reader = JournalReader.open(directory);
        if (from.isPresent()) {
            check(reader, from.get());
        }
        long nextId = from.isPresent() ? from.get().id() + 1 : reader.firstId();
        this.follower = new Follower(reader, ticker, nextId);
        this.lastTime = from.flatMap(Position::time);
    }

    private void check(JournalReader reader, Position from) throws Failure, IOException {
        var there = new Instant[1];
        reader.query(Query.all().withFromId(from.id()).withEndId(from.id() + 1), each -> {
            there[0] = each.time();
            return true;
        });
        if (there[0] != null && !there[0].equals(from.time().orElse(there[0]))) {
            throw new Failure(
                    Failure.USAGE,
                    List.of(directory + ": is another journal than was exported before: its record " + from.id()
                            + " is of " + there[0] + ", not of " + from.time().get()));
        }
    }

    Path directory() {
        return directory;
    }

    /** How far the journal was read. */
    Position position() {
        return new Position(follower.nextId() - 1, lastTime);
    }

    /** The files that cannot be read now, and that the export waits for. */
    List<Finding> obstacles() {
        return follower.obstacles();
    }

    void look() throws JournalException, IOException {
        follower.look();
    }

    /**
     * Prints records into the batch until it is full, or until there are no more for now.
     *
     * @param gaps gets the gaps between the records
     */
    void read(Batch batch, Consumer<Gap> gaps) throws IOException {
        follower.read(
                each -> {
                    lastTime = Optional.of(each.time());
                    if (wanted.matches(each)) {
                        printer.print(each);
                        batch.count();
                    }
                    return !batch.isFull();
                },
                gap -> {
                    lastTime = Optional.empty();
                    gaps.accept(gap);
                });
    }
}
