package io.timeserverd.admin;

import static io.timeserverd.admin.TableColumn.left;
import static io.timeserverd.admin.TableColumn.right;
import static io.timeserverd.admin.TableColumn.text;

import io.timeserverd.admin.sums.DisplayZone;
import io.timeserverd.admin.sums.Tally;
import io.timeserverd.conf.Settings;
import io.timeserverd.journal.Finding;
import io.timeserverd.journal.JournalException;
import io.timeserverd.journal.Query;
import io.timeserverd.protocol.Json;
import io.timeserverd.protocol.Output;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "top",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Counts the requests that match by the value of one field, and prints the most frequent values.%n",
        footer = {
            Filters.SEVERAL,
            "%nWhen the output is not a terminal, a line has the fields count, share in percent, and the value.",
            "A summary counts as many times as the requests that it stands for, all in the hour of the first" + " one.",
            "Counts are exact for up to " + TopCommand.MAX_KEYS
                    + " different values; with more, a note on standard error"
                    + " says by how much each count may be too low."
        })
final class TopCommand implements Callable<Integer> {
    /** This many requests of 256 bytes, with their counts and the map, take about 80 MB. */
    static final int MAX_KEYS = 200_000;

    private static final int BAR_COLUMNS = 30;

    @ParentCommand
    private TimeserverAdmin admin;

    @Option(
            names = "--by",
            required = true,
            paramLabel = "FIELD",
            converter = FieldConverter.class,
            completionCandidates = FieldConverter.class,
            description =
                    "What to count: ${COMPLETION-CANDIDATES}. Hours are those of the zone --tz; with --json, of UTC.")
    private CountedField by;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            converter = Count.class,
            defaultValue = "10",
            description = "How many values to print (default: ${DEFAULT-VALUE}).")
    private long lines;

    @Option(names = "--json", description = "Print one JSON object a line.")
    private boolean json;

    @Mixin
    private Filters filters;

    @Mixin
    private TableOptions tables;

    @Override
    public Integer call() throws Failure, JournalException, IOException {
        Settings settings = admin.commonSettings();
        var tally = new Tally(MAX_KEYS);
        DisplayZone zone = admin.zone();
        DisplayZone zoneOfHours = json ? DisplayZone.UTC : zone;
        Query query = filters.query(admin.surroundings().clock().instant(), zone, settings);
        var records = new Records(admin.journals(), admin.surroundings());
        List<Finding> unreadable = records.each(query, each -> tally.add(by.of(each, zoneOfHours), each.count()));
        if (json) {
            printJson(tally);
        } else {
            printTable(tally);
        }
        if (tally.doubt() > 0) {
            admin.terminal()
                    .complain("more than " + MAX_KEYS + " different ones: each may be counted too low by up to "
                            + tally.doubt());
        }
        records.explainIfEmpty(filters.words(), query, zone);
        Records.requireAllRead(unreadable);
        return Failure.NONE;
    }

    private void printTable(Tally tally) {
        TableStyle style = tables.style(admin.terminal());
        TableColumn heading = text(by.word().toUpperCase(Locale.ROOT));
        List<TableColumn> columns = style.plain()
                ? List.of(right("COUNT"), right("SHARE"), heading)
                : List.of(right("COUNT"), right("SHARE"), left("").asSpare(), heading);
        var table = new Table(style, columns);
        List<Tally.Count> most = tally.most(lines);
        for (Tally.Count each : most) {
            String count = Long.toString(each.count());
            var share = String.format(Locale.ROOT, "%.1f", 100.0 * each.count() / tally.total());
            if (style.plain()) {
                table.row(count, share, each.key());
            } else {
                String bar = Bar.of(each.count(), most.get(0).count(), BAR_COLUMNS);
                table.row(count, share + "%", bar, each.key());
            }
        }
        table.flush();
    }

    private void printJson(Tally tally) {
        for (Tally.Count each : tally.most(lines)) {
            var line = new Output();
            new Json(line)
                    .open()
                    .put(by.word(), by.isNothing(each.key()) ? Optional.empty() : Optional.of(each.key()))
                    .put("count", each.count())
                    .put("of", tally.total())
                    .close();
            admin.terminal().out().print(line + "\n");
        }
    }

    private static final class FieldConverter implements ITypeConverter<CountedField>, Iterable<String> {
        private final List<String> words =
                Arrays.stream(CountedField.values()).map(CountedField::word).toList();

        @Override
        public CountedField convert(String text) {
            return CountedField.values()[Words.index(words, text)];
        }

        @Override
        public Iterator<String> iterator() {
            return words.iterator();
        }
    }
}
