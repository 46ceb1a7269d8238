package io.timeserverd.admin;

import io.timeserverd.admin.sums.DisplayZone;
import io.timeserverd.admin.sums.IsoTime;
import io.timeserverd.journal.JournalException;
import io.timeserverd.journal.JournalReader;
import io.timeserverd.journal.Query;
import io.timeserverd.journal.Segment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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
     * Says it.
     *
     * @param filters as they were given
     * @param searched how many records are of the period, and were read
     */
    void explain(List<Path> journals, String filters, Query query, long searched) throws JournalException, IOException {
        List<Segment> held = held(journals);
        if (held.isEmpty()) {
            terminal.complain("there are no records in "
                    + journals.stream().map(Path::toString).collect(Collectors.joining(", ")));
            return;
        }
        long records = held.stream().mapToLong(Segment::records).sum();
        terminal.complain(("no record matches " + filters).strip());
        terminal.complain(String.format(
                Locale.ROOT,
                "searched %,d of %,d records%s; the journal has records from %s to %s",
                searched,
                records,
                period(query),
                time.text(least(held)),
                time.text(greatest(held))));
    }

    private static List<Segment> held(List<Path> journals) throws JournalException, IOException {
        var held = new ArrayList<Segment>();
        for (Path journal : journals) {
            JournalReader.open(journal).segments().stream()
                    .filter(each -> each.records() > 0)
                    .forEach(held::add);
        }
        return held;
    }

    private static Instant least(List<Segment> held) {
        return held.stream()
                .map(Segment::leastTime)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static Instant greatest(List<Segment> held) {
        return held.stream()
                .map(Segment::greatestTime)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private String period(Query query) {
        boolean begins = query.since().isAfter(Instant.MIN);
        boolean ends = query.until().isBefore(Instant.MAX);
        return (begins ? ", from " + time.text(query.since()) + (ends ? "" : " on") : "")
                + (ends ? ", until before " + time.text(query.until()) : "");
    }
}
