package io.timeserverd.admin;

import io.timeserverd.journal.JournalReader;
import io.timeserverd.journal.Query;
import io.timeserverd.journal.Segment;
import io.timeserverd.protocol.Json;
import io.timeserverd.protocol.Output;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.BitSet;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Reads a view for a page of the console, and writes what it finds as JSON objects, one a line: a record has an {@code id};
 * anything else says how far the reading has come. Reads the newest records first, since a page shows those.
 */
final class ViewReader {
    /** How many records a page shows at once. */
    private static final int PAGE = 100;

    private static final long BETWEEN_LINES_NS = TimeUnit.MILLISECONDS.toNanos(200);

    private final BlockCache cache;
    private final JournalReader reader;
    private final Query query;
    private final Surroundings surroundings;
    private final Terminal terminal;
    private final RecordJson printer;
    private final BooleanSupplier wanted;
    private int printed;

    /** @param query oldest first, without a limit */
    ViewReader(
            BlockCache cache,
            JournalReader reader,
            Query query,
            Surroundings surroundings,
            OutputStream out,
            BooleanSupplier wanted) {
        this.cache = cache;
        this.reader = reader;
        this.query = query;
        this.surroundings = surroundings;
        this.wanted = wanted;
        terminal = Terminal.piped(out, OutputStream.nullOutputStream());
        printer = new RecordJson(terminal);
    }

    /** Writes the newest records, and repeatedly the totals of all records that were read so far. */
    void overview() throws IOException {
        Instant since = query.since().equals(Instant.MIN) ? earliest() : query.since();
        Instant until = query.until().equals(Instant.MAX) ? surroundings.clock().instant() : query.until();
        var blocks = new BlockReader(cache, reader, query);
        var overview = new Overview(since, until);
        long printedNs = surroundings.ticker().nanos() - BETWEEN_LINES_NS;
        boolean read = true;
        while (read && blocks.hasNext() && wanted.getAsBoolean()) {
            Block block = blocks.next();
            BitSet rows = block.matching(query);
            overview.add(block, rows);
            print(block, rows);
            long now = surroundings.ticker().nanos();
            if (now - printedNs >= BETWEEN_LINES_NS && blocks.hasNext()) {
                printedNs = now;
                printTotals(blocks, overview, since, until);
                read = !terminal.isAbandoned();
            }
        }
        if (read && wanted.getAsBoolean()) {
            printTotals(blocks, overview, since, until);
        }
        terminal.flush();
    }

    private void printTotals(BlockReader blocks, Overview overview, Instant since, Instant until) {
        var line = new Output();
        Json object = new Json(line).open();
        object.put("read", blocks.read()).put("total", blocks.total()).put("done", !blocks.hasNext());
        object.put(
                "problems",
                blocks.findings().stream()
                        .map(finding -> finding.file().getFileName() + ": " + finding.what())
                        .toList());
        object.put("since", since.toString()).put("until", until.toString());
        object.put("end", Math.min(query.endId(), blocks.endId()));
        overview.putInto(object);
        object.close();
        terminal.write(line.put('\n'));
    }

    /** Writes the newest of these records, unless the page has all that it shows. */
    private void print(Block block, BitSet rows) throws IOException {
        int count = Math.min(rows.cardinality(), PAGE - printed);
        if (count == 0) {
            return;
        }
        int last = rows.length() - 1;
        int first = last;
        for (int n = 1; n < count; n++) {
            first = rows.previousSetBit(first - 1);
        }
        Query newest =
                query.withFromId(block.id(first)).withEndId(block.id(last) + 1).newestFirst();
        reader.query(newest, each -> {
            printer.print(each);
            return true;
        });
        printer.flush();
        printed += count;
    }

    /** Writes the newest records alone. */
    void records() throws IOException {
        long end = Math.min(query.endId(), reader.endId());
        if (query.fromId() > 0) {
            // What is new since the last look: less than a block, most times.
            reader.query(query.withEndId(end).newestFirst().withLimit(PAGE), each -> {
                printer.print(each);
                return wanted.getAsBoolean();
            });
            printer.flush();
        } else {
            var blocks = new BlockReader(cache, reader, query);
            while (blocks.hasNext() && printed < PAGE && wanted.getAsBoolean()) {
                Block block = blocks.next();
                print(block, block.matching(query));
            }
        }
        var line = new Output();
        new Json(line).open().put("end", end).close();
        terminal.write(line.put('\n'));
        terminal.flush();
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
