package io.timeserverd.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.conf.Settings;
import io.timeserverd.conf.SettingsReader;
import io.timeserverd.journal.JournalReader;
import io.timeserverd.journal.JournalRecord;
import io.timeserverd.journal.LargeJournal;
import io.timeserverd.journal.Query;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A query finds the same records in blocks as in the journal. */
class BlockTest {
    private static final int RECORDS = 150_000;
    private static final Instant END = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    Path directory;

    private final BlockCache cache = new BlockCache(64 << 20);
    private final BlockCache roomForOne = new BlockCache(8 << 20);

    private List<Long> inBlocks(Query query, BlockCache cache) throws Exception {
        var ids = new ArrayList<Long>();
        var blocks = new BlockReader(cache, JournalReader.open(directory), query);
        while (blocks.hasNext()) {
            Block block = blocks.next();
            block.matching(query).stream()
                    .mapToObj(block::id)
                    .sorted((a, b) -> Long.compare(b, a))
                    .forEach(ids::add);
        }
        assertEquals(blocks.total(), blocks.read());
        assertEquals(List.of(), blocks.findings());
        return ids;
    }

    private List<Long> inJournal(Query query) throws Exception {
        var ids = new ArrayList<Long>();
        JournalReader.open(directory).query(query.newestFirst(), each -> ids.add(each.id()));
        return ids;
    }

    private static Map<String, List<String>> parameters(Map<String, String> view) {
        return view.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, each -> List.of(each.getValue())));
    }

    @Test
    void findsWhatEachFilterFinds() throws Exception {
        String busy = LargeJournal.write(directory, RECORDS, END, Duration.ofHours(10))
                .getHostAddress();
        Settings settings = ((SettingsReader.Loaded) SettingsReader.read(List.of())).settings();
        var known = new ArrayList<JournalRecord>();
        JournalReader.open(directory)
                .query(Query.all().and(each -> each.outcome().equals("ok")).withLimit(1), known::add);
        var views = List.of(
                Map.<String, String>of(),
                Map.of("client", busy),
                Map.of("client", "187.0.0.0/8", "outcome", "error"),
                Map.of("zone", known.get(0).zone()),
                Map.of("place", "=" + known.get(0).place()),
                Map.of("place", "province of 3", "listener", "text"),
                Map.of("grep", "=" + known.get(0).requestText(), "until", "2026-11-22T07:30:00Z"),
                Map.of("grep", "city1", "since", "2026-11-22T07:30:00.123456789Z"),
                Map.of("outcome", "unknown-place", "after", "65535", "before", "131073"),
                Map.of("since", "2026-11-22T11:59:00Z", "outcome", "ok"),
                Map.of("listener", "http"),
                Map.of("port", known.get(0).port() + ",!1"),
                Map.of("client", "!" + busy, "outcome", "!ok,!unknown-place"),
                Map.of("country", "fr,!FR,Germany"));
        for (Map<String, String> view : views) {
            Query query = ViewParameters.query(parameters(view), END, settings);
            List<Long> expected = inJournal(query);
            assertEquals(expected, inBlocks(query, roomForOne), view::toString);
            assertEquals(expected, inBlocks(query, cache), view::toString); // which keeps them for the next view
        }
        assertTrue(roomForOne.hasRoom(2));
        assertFalse(roomForOne.hasRoom(0));
        assertTrue(cache.hasRoom(0));
    }

    @Test
    void forgetsWhatItReadWhenFilesChange() throws Exception {
        try (var journal = new Journals(directory)) {
            journal.addThree();
            var reader = JournalReader.open(directory);
            long edition = cache.edition(reader.files());
            journal.addThree();
            assertEquals(edition, cache.edition(reader.files()));
            cache.keep(edition, 0, new Block(0, List.of()));
            assertTrue(cache.find(edition, 0).isPresent());
        }
        Set<String> files = JournalReader.open(directory).files(); // the redo log has become a table
        long later = cache.edition(files);
        assertTrue(cache.find(later, 0).isEmpty());
        cache.keep(later - 1, 0, new Block(0, List.of()));
        assertTrue(cache.find(later, 0).isEmpty(), "what was read before the files changed");
    }

    @Test
    void keepsTheNewestBlocksInBoundedMemory() throws Exception {
        new Journals(directory).addThree().close();
        var records = new ArrayList<JournalRecord>();
        JournalReader.open(directory).query(Query.all(), records::add);
        var block = new Block(0, records);
        var small = new BlockCache(3 * block.bytes());
        long edition = small.edition(Set.of("a"));
        for (long number : new long[] {5, 9, 7, 3, 8}) {
            small.keep(edition, number, block);
        }
        List<Long> kept = LongStream.range(0, 10)
                .filter(number -> small.find(edition, number).isPresent())
                .boxed()
                .toList();
        assertEquals(List.of(7L, 8L, 9L), kept);
    }
}
