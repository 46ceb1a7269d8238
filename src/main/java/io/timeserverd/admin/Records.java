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

/** The records of one or more journals on their way to whoever wants them; none is kept. */
final class Records {
    /** Records between two looks whether someone still reads. */
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

    /** Whether nobody reads on what is printed. */
    boolean isAbandoned() {
        return abandoned;
    }

    /**
     * Takes all that match.
     *
     * @return what could not be read; the rest was
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
     * Says what was searched, if nothing was found.
     *
     * @param filters as they were given
     * @param zone of the times in it
     */
    void explainIfEmpty(String filters, Query query, DisplayZone zone) throws JournalException, IOException {
        if (matched == 0 && query.limit() > 0) {
            new EmptyResult(surroundings.terminal(), zone).explain(directories, filters, query, searched);
        }
    }

    /** Fails with what could not be read, if anything; called after the results of the rest are printed. */
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
     * Prints all that match until nobody reads on.
     *
     * @return what could not be read; the rest was printed
     */
    List<Finding> print(Query query, RecordPrinter printer) throws IOException {
        return print(query, journal -> printer);
    }

    /**
     * As the other, with a printer for each journal.
     *
     * @param printers by the number of the journal, as they were given; all on the same lines
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
