package io.timeserverd.admin;

import io.timeserverd.journal.JournalReader;
import io.timeserverd.journal.JournalRecord;
import io.timeserverd.journal.Query;
import io.timeserverd.journal.Segment;
import io.timeserverd.protocol.Json;
import io.timeserverd.protocol.Output;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Reads a view for a page of the console, and writes what it finds as JSON objects, one a line: a record has an {@code id};
 * anything else says how far the reading has come. Reads the newest records first, since a page shows those.
 */
final class ViewReader {
    /** Records that a page shows at once. */
    private static final int PAGE = 100;

    private static final long BETWEEN_LINES_NS = TimeUnit.MILLISECONDS.toNanos(200);

    private final JournalReader reader;
    private final Query query;
    private final Surroundings surroundings;
    private final Terminal terminal;
    private final RecordJson printer;
    private final BooleanSupplier wanted;
    private int printed;

    /** @param query oldest first, without a limit */
    ViewReader(JournalReader reader, Query query, Surroundings surroundings, OutputStream out, BooleanSupplier wanted) {
        this.reader = reader;
        this.query = query;
        this.surroundings = surroundings;
        this.wanted = wanted;
        terminal = Terminal.piped(out, OutputStream.nullOutputStream());
        printer = new RecordJson(terminal);
    }

    /** The newest records, and again and again the totals of all that were read so far. */
    void overview() throws IOException {
        long end = Math.min(query.endId(), reader.endId());
        var since = query.since().equals(Instant.MIN) ? earliest() : query.since();
        var until = query.until().equals(Instant.MAX) ? surroundings.clock().instant() : query.until();
        var pieces = new PieceReader(reader, query.withEndId(end));
        var overview = new Overview(since, until);
        long toldNs = surroundings.ticker().nanos() - BETWEEN_LINES_NS;
        boolean read = true;
        while (read && pieces.hasNext() && wanted.getAsBoolean()) {
            var newest = new ArrayDeque<JournalRecord>();
            pieces.next(each -> {
                overview.add(each);
                keep(each, newest);
            });
            print(newest);
            long now = surroundings.ticker().nanos();
            if (now - toldNs >= BETWEEN_LINES_NS && pieces.hasNext()) {
                toldNs = now;
                tell(pieces, object -> putOverview(object, overview, since, until, end));
                read = !terminal.isAbandoned();
            }
        }
        if (read && wanted.getAsBoolean()) {
            tell(pieces, object -> putOverview(object, overview, since, until, end));
        }
        terminal.flush();
    }

    private static void putOverview(Json object, Overview overview, Instant since, Instant until, long end) {
        object.put("since", since.toString()).put("until", until.toString()).put("end", end);
        overview.putInto(object);
    }

    /** The newest records alone. */
    void records() throws IOException {
        long end = Math.min(query.endId(), reader.endId());
        var pieces = new PieceReader(reader, query.withEndId(end));
        while (pieces.hasNext() && printed < PAGE && wanted.getAsBoolean()) {
            var newest = new ArrayDeque<JournalRecord>();
            pieces.next(each -> keep(each, newest));
            print(newest);
        }
        tell(pieces, object -> object.put("end", end));
        terminal.flush();
    }

    /** Keeps as many as are still to be printed. */
    private void keep(JournalRecord each, Deque<JournalRecord> newest) {
        newest.addLast(each);
        if (newest.size() > PAGE - printed) {
            newest.removeFirst();
        }
    }

    private void print(Deque<JournalRecord> newest) {
        Iterator<JournalRecord> newestFirst = newest.descendingIterator();
        while (newestFirst.hasNext()) {
            printer.print(newestFirst.next());
            printed++;
        }
        printer.flush();
    }

    private interface Members {
        void putInto(Json object);
    }

    private void tell(PieceReader pieces, Members members) {
        var line = new Output();
        var object = new Json(line).open();
        object.put("read", pieces.read()).put("total", pieces.total()).put("done", !pieces.hasNext());
        object.put(
                "problems",
                pieces.findings().stream()
                        .map(finding -> finding.file().getFileName() + ": " + finding.what())
                        .toList());
        members.putInto(object);
        object.close();
        terminal.write(line.put('\n'));
    }

    /** The earliest time in the journal. */
    private Instant earliest() throws IOException {
        return reader.segments().stream()
                .filter(each -> each.records() > 0)
                .map(Segment::leastTime)
                .min(Comparator.naturalOrder())
                .orElseGet(() -> surroundings.clock().instant());
    }
}
