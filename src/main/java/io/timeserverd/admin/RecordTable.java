package io.timeserverd.admin;

import static io.timeserverd.admin.TableColumn.left;
import static io.timeserverd.admin.TableColumn.right;
import static io.timeserverd.admin.TableColumn.text;

import io.timeserverd.admin.sums.DisplayZone;
import io.timeserverd.admin.sums.IsoTime;
import io.timeserverd.conf.Addresses;
import io.timeserverd.journal.Entry;
import io.timeserverd.journal.JournalRecord;
import java.util.List;

/**
 * Prints records as a table for people, or as lines for scripts: when, from which client, what request, what outcome.
 */
final class RecordTable implements RecordPrinter {
    /** Stands for a value that is not known, or does not apply. */
    private static final String NOTHING = "-";

    private static final int IPV4_WIDTH = "255.255.255.255".length();

    private static final List<TableColumn> COLUMNS = List.of(
            right("ID").ofTypicalWidth(6),
            left("TIME"),
            text("CLIENT").ofLeastWidth(IPV4_WIDTH).ofTypicalWidth(IPV4_WIDTH),
            left("LISTENER").asSpare(),
            left("OUTCOME").ofTypicalWidth(13),
            text("ZONE").ofTypicalWidth(16).asSpare(),
            text("PLACE").ofTypicalWidth(28),
            text("REQUEST").ofTypicalWidth(20));

    private final Table table;
    private final IsoTime time;

    RecordTable(TableStyle style, DisplayZone zone) {
        this(style, zone, new Table(style, COLUMNS));
    }

    private RecordTable(TableStyle style, DisplayZone zone, Table table) {
        this.table = table;
        time = new IsoTime(style.plain() ? IsoTime.NANOSECONDS : IsoTime.MILLISECONDS, zone);
    }

    /** Makes a table for records that are printed as they arrive. */
    static RecordTable steady(TableStyle style, DisplayZone zone) {
        return new RecordTable(style, zone, Table.steady(style, COLUMNS));
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
