package io.timeserverd.admin;

import static io.timeserverd.admin.Table.Column.left;
import static io.timeserverd.admin.Table.Column.right;

import io.timeserverd.admin.sums.IsoTime;
import io.timeserverd.conf.Addresses;
import io.timeserverd.journal.Entry;
import io.timeserverd.journal.JournalRecord;
import java.util.List;

/** Records as a table for people, or as lines for scripts: who asked when and what, and what became of it. */
final class RecordTable implements RecordPrinter {
    /** What is not known, or does not apply. */
    private static final String NOTHING = "-";

    private static final List<Table.Column> COLUMNS = List.of(
            right("ID"),
            left("TIME"),
            left("CLIENT"),
            left("LISTENER"),
            left("OUTCOME"),
            left("ZONE"),
            left("PLACE"),
            left("REQUEST"));

    private final Table table;
    private final IsoTime time;

    RecordTable(Terminal terminal) {
        table = new Table(terminal, COLUMNS);
        time = new IsoTime(terminal.outShown() ? IsoTime.MILLISECONDS : IsoTime.NANOSECONDS);
    }

    @Override
    public void print(JournalRecord each) {
        table.row(
                !each.outcome().equals(Entry.OK),
                List.of(
                        Long.toString(each.id()),
                        time.text(each.time()),
                        each.client().map(Addresses::text).orElse(NOTHING),
                        each.listener().text(),
                        each.outcome(),
                        orNothing(each.zone()),
                        orNothing(each.place()),
                        each.summary() ? "(" + each.count() + " requests)" : each.requestText()));
    }

    @Override
    public void flush() {
        table.flush();
    }

    private static String orNothing(String text) {
        return text.isEmpty() ? NOTHING : text;
    }
}
