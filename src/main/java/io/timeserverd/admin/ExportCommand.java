package io.timeserverd.admin;

import io.timeserverd.journal.JournalException;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Prints all fields of the records that match, oldest first, for other programs.%n",
        footer = {
            "%nFields, in this order; later releases may add some at the end:",
            "  id              number of the record, growing",
            "  time            the clock's reading that answered, as it was: ISO 8601, UTC, nanoseconds; it may step back",
            "  answered        the instant that was answered, or asked for behind @",
            "  client          address, or nothing when it is not recorded",
            "  listener        text, daytime or time",
            "  request         as received; empty for a summary, and for bytes that are no text",
            "  outcome         ok, or the code of the error",
            "  place           the place that was chosen, or empty",
            "  country         its country, ISO 3166 alpha-2, or empty for a bare zone or offset",
            "  zone            its zone, or empty",
            "  format          of the reply, as requested or the default; empty for errors and commands",
            "  zone_release    of the time-zone rules that answered",
            "  place_release   of the place data that answered; +extra- and a checksum behind it when there were own names",
            "  clock_state     synchronised, holdover or unsynchronised",
            "  error_bound_ns  of the clock, or nothing when unknown",
            "  reply_crc32c    CRC-32C of the reply as sent, a number; 0 for a summary",
            "  port            from which the request was sent, or nothing when it is not recorded",
            "  requests        how many requests the record stands for: more than 1 only in a summary",
            "  last_time       the clock's reading for the last of them",
            "%ncsv is RFC 4180 with a header; one record is one line, since text is escaped as in query: control and"
                    + " invisible characters as \\n, \\r, \\t, \\u and four digits, a backslash as two. A spreadsheet may"
                    + " take a request that begins with = + - or @ for a formula: import it as text.",
            "jsonl is one JSON object a line; what is nothing is null there."
        })
final class ExportCommand implements Callable<Integer> {
    @ParentCommand
    private TimeserverAdmin admin;

    @Option(
            names = "--format",
            required = true,
            paramLabel = "FORMAT",
            converter = FormatConverter.class,
            completionCandidates = FormatConverter.class,
            description = "One of ${COMPLETION-CANDIDATES}.")
    private Format format;

    @Mixin
    private Filters filters;

    @Override
    public Integer call() throws Failure, JournalException, IOException {
        var settings = admin.commonSettings();
        var terminal = admin.terminal();
        var printer = switch (format) {
            case CSV -> new RecordCsv(terminal);
            case JSONL -> new RecordJson(terminal);
        };
        var query = filters.query(admin.surroundings().clock().instant(), settings);
        Records.told(new Records(admin.journals(), admin.surroundings()).print(query, printer));
        return Failure.NONE;
    }

    private enum Format {
        CSV,
        JSONL
    }

    private static final class FormatConverter implements ITypeConverter<Format>, Iterable<String> {
        private static final List<String> WORDS = List.of("csv", "jsonl");

        @Override
        public Format convert(String text) {
            return Format.values()[Words.index(WORDS, text)];
        }

        @Override
        public Iterator<String> iterator() {
            return WORDS.iterator();
        }
    }
}
