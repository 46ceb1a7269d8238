package io.timeserverd.admin;

import io.timeserverd.journal.JournalException;
import io.timeserverd.journal.JournalReader;
import io.timeserverd.journal.Query;
import java.io.IOException;
import java.nio.file.Path;

/** Brings the records of a journal to a printer, until nobody reads on. */
final class Records {
    /** Records between two looks whether someone still reads. */
    private static final int BATCH = 256;

    private final JournalReader reader;
    private final Terminal terminal;
    private final RecordPrinter printer;
    private int printed;
    private long lastId;

    Records(Path journal, Terminal terminal, RecordPrinter printer) throws JournalException {
        this.reader = JournalReader.open(journal);
        this.terminal = terminal;
        this.printer = printer;
    }

    /** The largest id that was printed, 0 before there is one. */
    long lastId() {
        return lastId;
    }

    /** Prints what matches; returns whether somebody still reads. */
    boolean print(Query query) throws IOException {
        var read = new boolean[] {true};
        reader.query(query, each -> {
            printer.print(each);
            lastId = Math.max(lastId, each.id());
            read[0] = ++printed % BATCH != 0 || !terminal.isAbandoned();
            return read[0];
        });
        printer.flush();
        return read[0] && !terminal.isAbandoned();
    }
}
