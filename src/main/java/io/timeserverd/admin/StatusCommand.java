package io.timeserverd.admin;

import io.timeserverd.admin.sums.DisplayZone;
import io.timeserverd.admin.sums.IsoTime;
import io.timeserverd.conf.Settings;
import io.timeserverd.journal.JournalException;
import io.timeserverd.protocol.Json;
import io.timeserverd.protocol.Output;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Prints the state of the running daemon, and warnings about what needs attention; of a stopped"
                + " daemon, what its journal holds.%n",
        footer = {
            "%nOn a terminal the values are in groups and have units that people read. Elsewhere a line has a"
                    + " name and a value, as the daemon writes them. With --json values are numbers, and the keys name the"
                    + " units.",
            "The counters add up when accepted = served + refused-* + failed-* + open, and"
                    + " answered = journalled + summarised + lost.",
            "Exit status 1: they do not, or no daemon answers."
        })
final class StatusCommand implements Callable<Integer> {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
    private static final String CLEAR_SCREEN = "\033[H\033[2J";

    @ParentCommand
    private TimeserverAdmin admin;

    @Option(names = "--json", description = "Print one JSON object on one line.")
    private boolean json;

    @Option(
            names = {"-w", "--watch"},
            description = "Print it again every 2 seconds, until interrupted.")
    private boolean watch;

    @Mixin
    private TableOptions tables;

    @Override
    public Integer call() throws Failure, JournalException, IOException, InterruptedException {
        Settings settings = admin.settings();
        Terminal terminal = admin.terminal();
        Surroundings.Pause pause = admin.surroundings().pause();
        int status = Failure.NONE;
        do {
            if (watch && terminal.outShown() && !json) {
                terminal.out().print(CLEAR_SCREEN);
            }
            status = look(settings);
        } while (watch && !terminal.isAbandoned() && pause.pass(BETWEEN_LOOKS));
        return status;
    }

    private int look(Settings settings) throws Failure, IOException {
        var state = ServiceState.ask(settings);
        if (!state.answers()) {
            admin.terminal().complain("no daemon answers at " + state.socket() + ": " + state.silence());
            state = withHolding(state);
        }
        TableStyle style = tables.style(admin.terminal());
        DisplayZone zone = admin.zone();
        if (json) {
            printJson(state);
        } else if (style.plain()) {
            printLines(style, zone, state);
        } else {
            new StatusPage(style, zone, state).print();
        }
        return state.daemon().filter(DaemonStatus::addsUp).isPresent() ? Failure.NONE : Failure.FOUND;
    }

    private ServiceState withHolding(ServiceState state) throws IOException {
        try {
            return state.with(JournalHolding.read(state.room().directory()));
        } catch (JournalException e) {
            admin.terminal().complain(e.getMessage());
            return state;
        }
    }

    private void printJson(ServiceState state) {
        var line = new Output();
        Json object = new Json(line).open();
        new StatusJson(object).put(state);
        object.close();
        admin.terminal().out().print(line + "\n");
    }

    /** Prints lines for scripts, with the daemon's own names and values. */
    private static void printLines(TableStyle style, DisplayZone zone, ServiceState state) {
        var table = new Table(style, List.of(TableColumn.left("NAME"), TableColumn.left("VALUE")));
        state.holding().ifPresent(holding -> rows(table, zone, state.room().directory(), holding));
        state.daemon().ifPresent(status -> {
            status.servers().others().forEach(table::row);
            status.sums().forEach(sum -> table.row(sum.name(), sum.text()));
        });
        state.warnings().forEach(warning -> table.row("warning", warning));
        table.flush();
        state.daemon().ifPresent(status -> status.servers().print(style));
    }

    private static void rows(Table table, DisplayZone zone, Path directory, JournalHolding holding) {
        var time = new IsoTime(IsoTime.NANOSECONDS, zone);
        table.row("journal", directory.toString());
        table.row("journal-segments", Integer.toString(holding.segments()));
        table.row("journal-bytes", Long.toString(holding.bytes()));
        table.row("records", Long.toString(holding.records()));
        holding.range().ifPresent(range -> {
            table.row("first-record", Long.toString(range.firstId()));
            table.row("last-record", Long.toString(range.lastId()));
            table.row("earliest", time.text(range.earliest()));
            table.row("latest", time.text(range.latest()));
        });
    }
}
