package io.timeserverd.admin;

import static io.timeserverd.admin.TableColumn.left;
import static io.timeserverd.admin.TableColumn.right;

import io.timeserverd.admin.sums.DisplayZone;
import io.timeserverd.admin.sums.IsoTime;
import io.timeserverd.journal.Segment;
import java.util.List;
import java.util.Locale;

/** Prints segments as a table: state, ids, times, bytes, and how much of each was checked. */
final class SegmentTable {
    private static final List<TableColumn> COLUMNS = List.of(
            left("STATE"),
            right("FIRST"),
            right("LAST"),
            right("RECORDS"),
            left("FROM"),
            left("TO"),
            right("BYTES"),
            left("CHECKED"));

    /** How much of each segment was read. */
    enum Checked {
        /** Header, index and footer of a table, the frames of a redo log; no record. */
        OUTLINE,
        /** Every record. */
        ALL;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private SegmentTable() {}

    static void print(TableStyle style, DisplayZone zone, Checked checked, List<Segment> segments) {
        var table = new Table(style, COLUMNS);
        var time = new IsoTime(style.plain() ? IsoTime.NANOSECONDS : IsoTime.MILLISECONDS, zone);
        for (Segment each : segments) {
            boolean empty = each.records() == 0;
            table.row(
                    each.state() == Segment.State.DAMAGED,
                    List.of(
                            each.state().name().toLowerCase(Locale.ROOT),
                            Long.toString(each.firstId()),
                            empty ? "-" : Long.toString(each.lastId()),
                            Long.toString(each.records()),
                            empty ? "-" : time.text(each.leastTime()),
                            empty ? "-" : time.text(each.greatestTime()),
                            Long.toString(each.bytes()),
                            checked.word()));
        }
        table.flush();
    }
}
