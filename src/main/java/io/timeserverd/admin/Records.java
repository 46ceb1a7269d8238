package io.timeserverd.admin;

import io.timeserverd.admin.sums.DisplayZone;
import io.timeserverd.journal.Finding;
import io.timeserverd.journal.JournalException;
import io.timeserverd.journal.JournalRecord;
import io.timeserverd.journal.Query;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** Reads the records of one or more journals, and passes on each one that matches. Does not collect them. */
final class Records {
    /** How many records are printed between two checks whether the output still has a reader. */
    private static final int BATCH = 256;

    private final List<Path> directories;
    private final Merge journals;
    private final Surroundings surroundings;
    private long searched;
    private long matched;
    private boolean abandoned;

    Records(List<Path> journals, Surroundings surroundings) throws JournalException {
        this.directories = journals;
        this.journals = new Merge(journals);
        this.surroundings = surroundings;
    }

    /** Whether the output has no reader any more. */
    boolean isAbandoned() {
        return abandoned;
    }

    /**
     * Passes all records that match to {@code consumer}.
     *
     * @return what could not be read; everything else was read
     */
    List<Finding> each(Query query, Consumer<JournalRecord> consumer) throws IOException {
        try (var progress = new Progress(surroundings, false)) {
            return journals.query(query.seenBy(() -> count(progress)), (each, journal) -> {
                matched++;
                consumer.accept(each);
                return true;
            });
        }
    }

    private void count(Progress progress) {
        searched++;
        progress.count();
    }

    /**
     * Explains on standard error what was searched, if no record matched.
     *
     * @param filters the options that select records, as they were given
     * @param zone the zone of the times in the explanation
     */
    void explainIfEmpty(String filters, Query query, DisplayZone zone) throws JournalException, IOException {
        if (matched == 0 && query.limit() > 0) {
            new EmptyResult(surroundings.terminal(), zone).explain(directories, filters, query, searched);
        }
    }

    /** Fails if anything could not be read. To be called after the results of everything else are printed. */
    static void requireAllRead(List<Finding> findings) throws Failure {
        if (!findings.isEmpty()) {
            throw new Failure(
                    Failure.FOUND,
                    findings.stream()
                            .map(finding -> finding.file() + ": " + finding.what())
                            .toList());
        }
    }

    /**
     * Prints all records that match, as long as the output has a reader.
     *
     * @return what could not be read; everything else was printed
     */
    List<Finding> print(Query query, RecordPrinter printer) throws IOException {
        return print(query, journal -> printer);
    }

    /**
     * Does the same with a printer for each journal.
     *
     * @param printers gives the printer of a journal by its number, in the order in which the journals were given. All
     *     of them print into the same lines
     */
    List<Finding> print(Query query, IntFunction<RecordPrinter> printers) throws IOException {
        Terminal terminal = surroundings.terminal();
        List<Finding> unreadable;
        try (var progress = new Progress(surroundings, true)) {
            unreadable = journals.query(query.seenBy(() -> count(progress)), (each, journal) -> {
                printers.apply(journal).print(each);
                abandoned = ++matched % BATCH == 0 && terminal.isAbandoned();
                return !abandoned;
            });
        }
        printers.apply(0).flush();
        abandoned |= terminal.isAbandoned();
        return unreadable;
    }
}
