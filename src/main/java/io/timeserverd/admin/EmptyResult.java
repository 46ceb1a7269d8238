package io.timeserverd.admin;

import io.timeserverd.admin.sums.DisplayZone;
import io.timeserverd.admin.sums.IsoTime;
import io.timeserverd.journal.JournalException;
import io.timeserverd.journal.Query;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says on standard error what was searched where no record matched. */
final class EmptyResult {
    private final Terminal terminal;
    private final IsoTime time;

    /** @param zone of the times that it names */
    EmptyResult(Terminal terminal, DisplayZone zone) {
        this.terminal = terminal;
        this.time = new IsoTime(IsoTime.MILLISECONDS, zone);
    }

    /**
     * Prints the filters, the period, and what the journals have.
     *
     * @param filters the options that select records, as they were given
     * @param searched how many records of the period were read
     */
    void explain(List<Path> journals, String filters, Query query, long searched) throws JournalException, IOException {
        long records = 0;
        Instant earliest = Instant.MAX;
        Instant latest = Instant.MIN;
        for (Path journal : journals) {
            var holding = JournalHolding.read(journal);
            records += holding.records();
            if (holding.range().isPresent()) {
                JournalHolding.Range range = holding.range().get();
                earliest = range.earliest().isBefore(earliest) ? range.earliest() : earliest;
                latest = range.latest().isAfter(latest) ? range.latest() : latest;
            }
        }
        if (records == 0) {
            terminal.complain("there are no records in "
                    + journals.stream().map(Path::toString).collect(Collectors.joining(", ")));
            return;
        }
        terminal.complain(("no record matches " + filters).strip());
        terminal.complain(String.format(
                Locale.ROOT,
                "searched %,d of %,d records%s; the journal has records from %s to %s",
                searched,
                records,
                period(query),
                time.text(earliest),
                time.text(latest)));
    }

    private String period(Query query) {
        boolean begins = query.since().isAfter(Instant.MIN);
        boolean ends = query.until().isBefore(Instant.MAX);
        return (begins ? ", from " + time.text(query.since()) + (ends ? "" : " on") : "")
                + (ends ? ", until before " + time.text(query.until()) : "");
    }
}
