package io.timeserverd.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.clock.ClockState;
import io.timeserverd.journal.Entry;
import io.timeserverd.journal.JournalReader;
import io.timeserverd.journal.Query;
import io.timeserverd.protocol.Json;
import io.timeserverd.protocol.Output;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverviewTest {
    private static final Instant SINCE = Instant.parse("2026-11-22T10:00:00Z");

    @TempDir
    Path directory;

    private String overview(Instant until) throws Exception {
        var overview = new Overview(SINCE, until);
        var blocks = new BlockReader(new BlockCache(1 << 20), JournalReader.open(directory), Query.all());
        while (blocks.hasNext()) {
            Block block = blocks.next();
            overview.add(block, block.matching(Query.all()));
        }
        var out = new Output();
        Json object = new Json(out).open();
        overview.putInto(object);
        object.close();
        return out.toString();
    }

    @Test
    void countsByEachFieldAndByTime() throws Exception {
        new Journals(directory).addThree().close();
        String text = overview(SINCE.plusSeconds(3 * 3600));
        assertTrue(
                text.startsWith(
                        "{\"records\":3,\"requests\":3,\"errors\":1,\"plot\":{\"start\":1795341600,\"step\":300,"),
                text);
        assertTrue(
                text.contains("\"client\":{\"keys\":3,\"doubt\":0,\"most\":[{\"key\":\"192.0.2.7\",\"count\":1},"
                        + "{\"key\":\"198.51.100.1\",\"count\":1},{\"key\":\"2001:db8::7\",\"count\":1}]}"),
                text);
        assertEquals(text.indexOf("\"client\":"), text.lastIndexOf("\"client\":"), text);
        assertTrue(text.contains("\"zone\":{\"keys\":3,\"doubt\":0,\"most\":[{\"key\":\"-\",\"count\":1},"), text);
        assertTrue(
                text.contains("\"outcome\":{\"keys\":2,\"doubt\":0,\"most\":[{\"key\":\"ok\",\"count\":2},"
                        + "{\"key\":\"unknown-place\",\"count\":1}]}"),
                text);
    }

    @Test
    void plotsByOutcomeWithTheGreatestErrorBound() throws Exception {
        var journal = new Journals(directory);
        Entry early = Journals.entry("2026-11-22T09:59:00Z", "192.0.2.7", "UTC");
        Entry exact = Journals.entry("2026-11-22T10:00:00Z", "192.0.2.7", "UTC");
        exact.errorBoundNs = 900;
        Entry wrong = Journals.entry("2026-11-22T10:00:01.9Z", "192.0.2.7", "UTC");
        wrong.clockState = ClockState.UNSYNCHRONISED;
        wrong.errorBoundNs = -1;
        Entry late = Journals.entry("2026-11-22T10:01:00Z", "192.0.2.7", "UTC");
        journal.add(early, exact, wrong, late)
                .add(Journals.summary("2026-11-22T10:00:02Z", "192.0.2.7", "rate-limited", 40))
                .close();
        assertTrue(
                overview(SINCE.plusSeconds(4))
                        .contains(
                                "\"plot\":{\"start\":1795341600,\"step\":1,\"stretches\":4,\"outcomes\":{\"ok\":[2,1,0,1],"
                                        + "\"rate-limited\":[0,0,40,0]},\"bounds_ns\":[1500,-1,1500,1500],"
                                        + "\"unsynchronised\":[0,1,0,0]}"),
                overview(SINCE.plusSeconds(4)));
    }

    @Test
    void plotsAnyLengthOfTimeInBoundedMemory() throws Exception {
        new Journals(directory).addThree().close();
        for (long days : new long[] {0, 1, 30, 3650, 3_650_000}) {
            String text = overview(SINCE.plusSeconds(days * 86_400));
            String stretches = text.replaceFirst(".*\"stretches\":([0-9]+).*", "$1");
            assertTrue(Integer.parseInt(stretches) <= 152, stretches);
            assertEquals("3", text.replaceFirst(".*\"requests\":([0-9]+).*", "$1"));
        }
    }
}
