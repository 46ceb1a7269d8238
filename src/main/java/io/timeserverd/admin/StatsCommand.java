package io.timeserverd.admin;

import static io.timeserverd.admin.TableColumn.left;
import static io.timeserverd.admin.TableColumn.right;

import io.timeserverd.admin.sums.DisplayZone;
import io.timeserverd.admin.sums.IsoTime;
import io.timeserverd.admin.sums.Rate;
import io.timeserverd.admin.sums.Tally;
import io.timeserverd.admin.sums.Totals;
import io.timeserverd.clock.Durations;
import io.timeserverd.conf.Settings;
import io.timeserverd.journal.Finding;
import io.timeserverd.journal.JournalException;
import io.timeserverd.journal.JournalRecord;
import io.timeserverd.journal.Query;
import io.timeserverd.protocol.Json;
import io.timeserverd.protocol.Output;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "stats",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Prints sums over the records that match: totals, the share of errors, the state of the clock, and"
                        + " the rate over time.%n",
        footer = {
            Filters.SEVERAL,
            "%nWhen the output is not a terminal, the first lines have a name and a value. Then there is a line"
                    + " for each interval of time with the fields rate, start, seconds, requests, errors.",
            "A summary is one record, but counts as many requests as it stands for, all at the time of the"
                    + " first one. The values first and last are the earliest and the latest time; after a step of the"
                    + " clock these need not be the times of the first and the last record.",
            "The rows clock and bound cover only requests that ended without an error: how many were answered"
                    + " in each state of the clock, and how far off the clock may have been. The bounds are rounded up by"
                    + " at most a fifth."
        })
final class StatsCommand implements Callable<Integer> {
    private static final int STRETCHES = 24;
    private static final int BAR_COLUMNS = 30;

    @ParentCommand
    private TimeserverAdmin admin;

    @Option(names = "--json", description = "Print one JSON object on one line.")
    private boolean json;

    @Mixin
    private Filters filters;

    @Mixin
    private TableOptions tables;

    private final Totals totals = new Totals();
    private final Rate rate = new Rate(STRETCHES);
    private DisplayZone zone = DisplayZone.UTC;

    @Override
    public Integer call() throws Failure, JournalException, IOException {
        Settings settings = admin.commonSettings();
        zone = admin.zone();
        Query query = filters.query(admin.surroundings().clock().instant(), zone, settings);
        var records = new Records(admin.journals(), admin.surroundings());
        List<Finding> unreadable = records.each(query, this::add);
        if (json) {
            printJson();
        } else {
            TableStyle style = tables.style(admin.terminal());
            printTotals(style);
            printRate(style);
        }
        records.explainIfEmpty(filters.words(), query, zone);
        Records.requireAllRead(unreadable);
        return Failure.NONE;
    }

    private void add(JournalRecord each) {
        totals.add(each);
        rate.add(each.time().getEpochSecond(), Totals.isError(each), each.count());
    }

    private void printJson() {
        var line = new Output();
        Json object = new Json(line).open();
        new StatsJson(object).put(totals, rate);
        object.close();
        admin.terminal().write(line.put('\n'));
    }

    private void printTotals(TableStyle style) {
        var table = new Table(style, List.of(left("NAME"), left("VALUE")));
        table.row("records", Long.toString(totals.records()));
        table.row("requests", Long.toString(totals.requests()));
        if (totals.requests() > 0) {
            var time = new IsoTime(IsoTime.MILLISECONDS, zone);
            table.row("first", time.text(totals.first()));
            table.row("last", time.text(totals.last()));
            table.row("clients", totals.clientsText());
            table.row("errors", share(totals.errors(), totals.requests()));
            for (Tally.Count each : totals.outcomes().most(Long.MAX_VALUE)) {
                table.row("outcome " + each.key(), Long.toString(each.count()));
            }
            for (Tally.Count each : totals.clockStates().most(Long.MAX_VALUE)) {
                table.row(
                        "clock " + each.key(),
                        share(each.count(), totals.clockStates().total()));
            }
            printBounds(table);
        }
        table.flush();
    }

    private void printBounds(Table table) {
        Durations bounds = totals.bounds();
        if (bounds.count() > 0) {
            for (int percent : Totals.BOUND_PERCENTILES) {
                table.row("bound p" + percent, seconds(bounds.withinNs(percent / 100.0)));
            }
            table.row("bound max", seconds(bounds.longestNs()));
        }
    }

    private static String share(long part, long whole) {
        return part + String.format(Locale.ROOT, " (%.2f%%)", 100.0 * part / whole);
    }

    private static String seconds(long ns) {
        return String.format(Locale.ROOT, "%.9f s", ns / 1e9);
    }

    private void printRate(TableStyle style) {
        Terminal terminal = style.terminal();
        var time = new IsoTime(IsoTime.SECONDS, zone);
        List<Rate.Stretch> stretches = rate.stretches();
        if (style.plain()) {
            for (Rate.Stretch each : stretches) {
                terminal.out()
                        .print(String.join(
                                        "\t",
                                        "rate",
                                        time.text(each.start()),
                                        Long.toString(rate.lengthSeconds()),
                                        Long.toString(each.requests()),
                                        Long.toString(each.errors()))
                                + "\n");
            }
            return;
        }
        long max = stretches.stream().mapToLong(Rate.Stretch::requests).max().orElse(0);
        var table = new Table(
                style,
                List.of(left("FROM"), right("REQUESTS"), right("A SECOND"), right("ERRORS"), left("").asSpare()));
        for (Rate.Stretch each : stretches) {
            table.row(
                    time.text(each.start()),
                    Long.toString(each.requests()),
                    String.format(Locale.ROOT, "%.2f", (double) each.requests() / rate.lengthSeconds()),
                    Long.toString(each.errors()),
                    Bar.of(each.requests(), max, BAR_COLUMNS));
        }
        terminal.out().print(stretches.isEmpty() ? "" : "\n");
        table.flush();
    }
}
