package io.timeserverd.admin;

import static io.timeserverd.admin.Table.Column.left;
import static io.timeserverd.admin.Table.Column.right;

import io.timeserverd.clock.ClockState;
import io.timeserverd.clock.Durations;
import io.timeserverd.clock.Reading;
import io.timeserverd.conf.Addresses;
import io.timeserverd.journal.Entry;
import io.timeserverd.journal.JournalException;
import io.timeserverd.journal.JournalRecord;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "stats",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Sums up the records that match: totals, share of errors, state of the clock, rate over time.%n",
        footer = {
            "%nElsewhere than on a terminal the first lines have a name and a value; then comes a line for each stretch"
                    + " of time with the fields rate, start, seconds, requests, errors.",
            "A summary is one record, and counts as the requests that it stands for, at the time of the first. first and"
                    + " last are the earliest and the latest time: where the clock stepped, other records may have them"
                    + " than the first and the last.",
            "clock and bound are about answers that are no errors: how many were given in each state of the clock, and how"
                    + " far off it may have been, to a fifth."
        })
final class StatsCommand implements Callable<Integer> {
    private static final int STRETCHES = 24;
    private static final int BAR_COLUMNS = 30;
    private static final int[] BOUND_PERCENTILES = {50, 90, 99};

    /** Bounds memory at about 20 MB; beyond it the number of clients is only known to be larger. */
    private static final int MAX_CLIENTS = 200_000;

    @ParentCommand
    private TimeserverAdmin admin;

    @Mixin
    private Filters filters;

    private final Tally clients = new Tally(MAX_CLIENTS);
    private final Tally outcomes = new Tally(MAX_CLIENTS);
    private final Tally clockStates = new Tally(ClockState.values().length);
    private final Durations bounds = new Durations();
    private final Rate rate = new Rate(STRETCHES);
    private final IsoTime time = new IsoTime(IsoTime.MILLISECONDS);
    private Instant first = Instant.MAX;
    private Instant last = Instant.MIN;
    private long records;
    private long errors;

    @Override
    public Integer call() throws Failure, JournalException, IOException {
        var settings = admin.commonSettings();
        var unreadable = new Records(admin.journals(), admin.surroundings())
                .each(filters.query(admin.surroundings().clock().instant(), settings), this::add);
        printTotals();
        printRate();
        Records.told(unreadable);
        return Failure.NONE;
    }

    private void add(JournalRecord each) {
        var error = !each.outcome().equals(Entry.OK);
        errors += error ? each.count() : 0;
        outcomes.add(each.outcome(), each.count());
        if (!error) {
            clockStates.add(each.clockState().text(), each.count());
            if (each.errorBoundNs() != Reading.UNKNOWN) {
                bounds.add(each.errorBoundNs(), each.count());
            }
        }
        each.client().ifPresent(client -> clients.add(Addresses.text(client)));
        rate.add(each.time().getEpochSecond(), error, each.count());
        first = each.time().isBefore(first) ? each.time() : first;
        last = each.lastTime().isAfter(last) ? each.lastTime() : last;
        records++;
    }

    private void printTotals() {
        var table = new Table(admin.terminal(), List.of(left("NAME"), left("VALUE")));
        long requests = outcomes.total();
        table.row("records", Long.toString(records));
        table.row("requests", Long.toString(requests));
        if (requests > 0) {
            table.row("first", time.text(first));
            table.row("last", time.text(last));
            table.row(
                    "clients",
                    (clients.doubt() > 0 ? "more than " : "") + (clients.doubt() > 0 ? MAX_CLIENTS : clients.keys()));
            table.row("errors", share(errors, requests));
            outcomes.most(Long.MAX_VALUE)
                    .forEach(each -> table.row("outcome " + each.key(), Long.toString(each.count())));
            clockStates
                    .most(Long.MAX_VALUE)
                    .forEach(each -> table.row("clock " + each.key(), share(each.count(), clockStates.total())));
            printBounds(table);
        }
        table.flush();
    }

    /** How far off the clock may have been, over the answers for which that was known. */
    private void printBounds(Table table) {
        if (bounds.count() > 0) {
            for (int percent : BOUND_PERCENTILES) {
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

    private void printRate() {
        var terminal = admin.terminal();
        var stretches = rate.stretches();
        if (!terminal.outShown()) {
            for (var each : stretches) {
                terminal.out()
                        .print(String.join(
                                        "\t",
                                        "rate",
                                        each.start().toString(),
                                        Long.toString(rate.lengthSeconds()),
                                        Long.toString(each.requests()),
                                        Long.toString(each.errors()))
                                + "\n");
            }
            return;
        }
        var max = stretches.stream().mapToLong(Rate.Stretch::requests).max().orElse(0);
        var table = new Table(
                terminal, List.of(left("FROM"), right("REQUESTS"), right("A SECOND"), right("ERRORS"), left("")));
        for (var each : stretches) {
            table.row(
                    each.start().toString(),
                    Long.toString(each.requests()),
                    String.format(Locale.ROOT, "%.2f", (double) each.requests() / rate.lengthSeconds()),
                    Long.toString(each.errors()),
                    Bar.of(each.requests(), max, BAR_COLUMNS));
        }
        terminal.out().print(stretches.isEmpty() ? "" : "\n");
        table.flush();
    }
}
