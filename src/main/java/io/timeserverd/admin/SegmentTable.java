package io.timeserverd.admin;

import static io.timeserverd.admin.Table.Column.left;
import static io.timeserverd.admin.Table.Column.right;

import io.timeserverd.admin.sums.IsoTime;
import io.timeserverd.journal.Segment;
import java.util.List;
import java.util.Locale;

/** Segments as a table: state, ids, times, bytes. */
final class SegmentTable {
    private static final List<Table.Column> COLUMNS = List.of(
            left("STATE"), right("FIRST"), right("LAST"), right("RECORDS"), left("FROM"), left("TO"), right("BYTES"));

    private SegmentTable() {}

    static void print(Terminal terminal, List<Segment> segments) {
        var table = new Table(terminal, COLUMNS);
        var time = new IsoTime(terminal.outShown() ? IsoTime.MILLISECONDS : IsoTime.NANOSECONDS);
        for (var each : segments) {
            var empty = each.records() == 0;
            table.row(
                    each.state() == Segment.State.DAMAGED,
                    List.of(
                            each.state().name().toLowerCase(Locale.ROOT),
                            Long.toString(each.firstId()),
                            empty ? "-" : Long.toString(each.lastId()),
                            Long.toString(each.records()),
                            empty ? "-" : time.text(each.leastTime()),
                            empty ? "-" : time.text(each.greatestTime()),
                            Long.toString(each.bytes())));
        }
        table.flush();
    }
}
