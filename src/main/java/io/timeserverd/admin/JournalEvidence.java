package io.timeserverd.admin;

import io.timeserverd.admin.web.Evidence;
import io.timeserverd.admin.web.NoResultsException;
import io.timeserverd.admin.web.Results;
import io.timeserverd.conf.Settings;
import io.timeserverd.journal.JournalException;
import io.timeserverd.journal.JournalReader;
import io.timeserverd.journal.Query;
import io.timeserverd.protocol.Json;
import io.timeserverd.protocol.Output;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Results for the console from one daemon and its journal. Each result has readers of its own. */
final class JournalEvidence implements Evidence {
    /**
     * Room for about 1.2 million records. Two queries at their worst, each with a block and its tallies, together need
     * 200 MB more.
     */
    private static final long CACHE_BYTES = 96 << 20;

    /** The range of the first view in view.js. */
    private static final Duration FIRST_VIEW = Duration.ofHours(24);

    private final BlockCache cache = new BlockCache(CACHE_BYTES);
    private final Settings settings;
    private final Surroundings surroundings;

    JournalEvidence(Settings settings, Surroundings surroundings) {
        this.settings = settings;
        this.surroundings = surroundings;
    }

    /** Reads the first view of the page into memory before a browser asks for it. Stops when the memory is full. */
    void readAhead() throws JournalException, IOException {
        Instant since = surroundings.clock().instant().minus(FIRST_VIEW);
        var blocks = new BlockReader(
                cache,
                JournalReader.open(settings.journal().path()),
                Query.all().withSince(since));
        while (blocks.hasNext() && blocks.isKept()) {
            blocks.next();
        }
    }

    @Override
    public Results status() {
        return (out, wanted) -> {
            var line = new Output();
            Json object = new Json(line).open();
            try {
                new StatusJson(object).put(ServiceState.ask(settings));
            } catch (Failure e) {
                object.put("running", true).put("reason", e.getMessage());
                object.put("journal_path", settings.journal().path().toString());
            }
            object.close();
            out.write(line.array(), 0, line.length());
        };
    }

    @Override
    public Results overview(Map<String, List<String>> parameters) throws NoResultsException {
        Query query = query(parameters);
        JournalReader reader = reader();
        return (out, wanted) -> new ViewReader(cache, reader, query, surroundings, out, wanted).overview();
    }

    @Override
    public Results records(Map<String, List<String>> parameters) throws NoResultsException {
        Query query = query(parameters);
        JournalReader reader = reader();
        return (out, wanted) -> new ViewReader(cache, reader, query, surroundings, out, wanted).records();
    }

    @Override
    public Results csv(Map<String, List<String>> parameters) throws NoResultsException {
        return export(query(parameters), ExportFormat.CSV);
    }

    @Override
    public Results jsonLines(Map<String, List<String>> parameters) throws NoResultsException {
        return export(query(parameters), ExportFormat.JSONL);
    }

    private Results export(Query query, ExportFormat format) throws NoResultsException {
        reader(); // an unreadable journal must be reported before the results begin
        return (out, wanted) -> {
            var piped = Surroundings.piped(out, OutputStream.nullOutputStream());
            var lines = new RecordLines(piped.terminal());
            format.begin(lines, false);
            try {
                new Records(List.of(settings.journal().path()), piped)
                        .print(query, format.printer(lines, Optional.empty()));
            } catch (JournalException e) {
                throw new IOException(e);
            }
        };
    }

    private Query query(Map<String, List<String>> parameters) throws NoResultsException {
        return ViewParameters.query(parameters, surroundings.clock().instant(), settings);
    }

    private JournalReader reader() throws NoResultsException {
        try {
            return JournalReader.open(settings.journal().path());
        } catch (JournalException e) {
            throw new NoResultsException(e.getMessage());
        }
    }
}
