package io.timeserverd.admin;

import io.timeserverd.admin.sums.IsoTime;
import io.timeserverd.conf.Settings;
import io.timeserverd.journal.JournalException;
import io.timeserverd.journal.JournalReader;
import io.timeserverd.journal.Segment;
import io.timeserverd.protocol.Json;
import io.timeserverd.protocol.Output;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Prints the state of the running daemon, and whether its counters add up; of a stopped one, what"
                + " its journal's directory tells.%n",
        footer = {
            "%nThe counters add up when accepted = served + refused-* + failed-* + open, and"
                    + " answered = journalled + summarised + lost.",
            "Exit status 1: they do not, or no daemon listens."
        })
final class StatusCommand implements Callable<Integer> {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
    private static final String CLEAR_SCREEN = "\033[H\033[2J";

    @ParentCommand
    private TimeserverAdmin admin;

    @Option(names = "--json", description = "One JSON object on a line; numbers are numbers.")
    private boolean json;

    @Option(
            names = {"-w", "--watch"},
            description = "Again every 2 seconds, until interrupted.")
    private boolean watch;

    @Mixin
    private TableOptions tables;

    @Override
    public Integer call() throws Failure, JournalException, IOException, InterruptedException {
        var settings = admin.settings();
        var terminal = admin.terminal();
        var pause = admin.surroundings().pause();
        var status = Failure.NONE;
        do {
            if (watch && terminal.outShown() && !json) {
                terminal.out().print(CLEAR_SCREEN);
            }
            status = look(settings);
        } while (watch && !terminal.isAbandoned() && pause.pass(BETWEEN_LOOKS));
        return status;
    }

    private int look(Settings settings) throws Failure, JournalException, IOException {
        var reply = ControlSocket.ask(settings.listen().control(), "status");
        if (reply instanceof ControlSocket.Silent silent) {
            admin.terminal()
                    .complain("no daemon answers at " + settings.listen().control() + ": " + silent.reason());
            print(directory(settings.journal().path()), List.of());
            return Failure.FOUND;
        }
        var status = DaemonStatus.parse(((ControlSocket.Lines) reply).lines());
        print(status.values(), status.sums());
        return status.sums().stream().allMatch(DaemonStatus.Sum::holds) ? Failure.NONE : Failure.FOUND;
    }

    private void print(Map<String, String> values, List<DaemonStatus.Sum> sums) {
        if (json) {
            printJson(values, sums);
            return;
        }
        var servers = ClockServers.of(values);
        TableStyle style = tables.style(admin.terminal());
        var table = new Table(style, List.of(TableColumn.left("NAME"), TableColumn.prose("VALUE")));
        servers.others().forEach(table::row);
        sums.forEach(sum -> table.row(!sum.holds(), List.of(sum.name(), sum.text())));
        table.flush();
        servers.print(style);
    }

    private void printJson(Map<String, String> values, List<DaemonStatus.Sum> sums) {
        var line = new Output();
        var object = new Json(line).open();
        new DaemonStatus(values).putInto(object, sums);
        object.close();
        admin.terminal().out().print(line + "\n");
    }

    private static Map<String, String> directory(Path path) throws JournalException, IOException {
        var reader = JournalReader.open(path);
        var segments = reader.segments();
        var time = new IsoTime(IsoTime.NANOSECONDS);
        var values = new LinkedHashMap<String, String>();
        values.put("journal", path.toString());
        values.put("journal-segments", Integer.toString(segments.size()));
        values.put(
                "journal-bytes",
                Long.toString(segments.stream().mapToLong(each -> each.bytes()).sum()));
        values.put(
                "records",
                Long.toString(
                        segments.stream().mapToLong(each -> each.records()).sum()));
        var held = segments.stream().filter(each -> each.records() > 0).toList();
        if (!held.isEmpty()) {
            values.put("first-record", Long.toString(held.get(0).firstId()));
            values.put("last-record", Long.toString(held.get(held.size() - 1).lastId()));
            held.stream()
                    .map(Segment::leastTime)
                    .min(Comparator.naturalOrder())
                    .ifPresent(least -> values.put("earliest", time.text(least)));
            held.stream()
                    .map(Segment::greatestTime)
                    .max(Comparator.naturalOrder())
                    .ifPresent(greatest -> values.put("latest", time.text(greatest)));
        }
        return values;
    }
}
