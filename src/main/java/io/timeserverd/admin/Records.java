package io.timeserverd.admin;

import io.timeserverd.journal.Finding;
import io.timeserverd.journal.JournalException;
import io.timeserverd.journal.JournalRecord;
import io.timeserverd.journal.Query;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** The records of one or more journals on their way to whoever wants them; none is kept. */
final class Records {
    /** Records between two looks whether someone still reads. */
    private static final int BATCH = 256;

    private final Merge journals;
    private final Surroundings surroundings;
    private int printed;
    private long lastId;

    Records(List<Path> journals, Surroundings surroundings) throws JournalException {
        this.journals = new Merge(journals);
        this.surroundings = surroundings;
    }

    /** The largest id that was printed, 0 before there is one. */
    long lastId() {
        return lastId;
    }

    /**
     * Takes all that match.
     *
     * @throws Failure when something could not be read; the rest was
     */
    void each(Query query, Consumer<JournalRecord> consumer) throws IOException, Failure {
        try (var progress = new Progress(surroundings, false)) {
            told(journals.query(query, each -> {
                progress.count();
                consumer.accept(each);
                return true;
            }));
        }
    }

    private static void told(List<Finding> findings) throws Failure {
        if (!findings.isEmpty()) {
            throw new Failure(
                    Failure.FOUND,
                    findings.stream()
                            .map(finding -> finding.file() + ": " + finding.what())
                            .toList());
        }
    }

    /**
     * Prints all that match until nobody reads on; returns whether somebody does.
     *
     * @throws Failure when something could not be read; the rest was printed
     */
    boolean print(Query query, RecordPrinter printer) throws IOException, Failure {
        var terminal = surroundings.terminal();
        var read = new boolean[] {true};
        List<Finding> findings;
        try (var progress = new Progress(surroundings, true)) {
            findings = journals.query(query, each -> {
                progress.count();
                printer.print(each);
                lastId = Math.max(lastId, each.id());
                read[0] = ++printed % BATCH != 0 || !terminal.isAbandoned();
                return read[0];
            });
        }
        printer.flush();
        told(findings);
        return read[0] && !terminal.isAbandoned();
    }
}
