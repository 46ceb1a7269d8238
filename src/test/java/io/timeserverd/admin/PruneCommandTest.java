package io.timeserverd.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.admin.sums.IsoTime;
import io.timeserverd.journal.JournalReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PruneCommandTest {
    private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");

    @TempDir
    Path directory;

    private List<String> before;

    /** When the third segment begins. */
    private String third;

    @BeforeEach
    void write() throws Exception {
        try (var journal = new Journals(directory, 64 << 10, 1 << 20)) {
            for (int n = 0; n < 40_000; n++) {
                journal.add(Journals.entry(START.plusSeconds(n).toString(), "192.0.2.7", "Zone/" + n));
                if (n % 1000 == 0) {
                    journal.tick();
                }
            }
        }
        before = segments();
        assertTrue(before.size() >= 4, before::toString);
        third = before.get(2).split("\t", -1)[4];
    }

    private List<String> segments() {
        var run = new Run(directory);
        assertEquals(0, run.of("segments"), run.err());
        return run.lines();
    }

    /** The records of the first two segments and the time of the last one of them. */
    private String summary() {
        long last = Long.parseLong(before.get(1).split("\t", -1)[2]);
        long bytes = before.subList(0, 2).stream()
                .mapToLong(line -> Long.parseLong(line.split("\t", -1)[6]))
                .sum();
        return String.format(
                Locale.ROOT,
                "2 segments, %,d records from 2026-11-22T00:00:00.000Z to %s, %.1f MB",
                last,
                new IsoTime(IsoTime.MILLISECONDS).text(START.plusSeconds(last - 1)),
                bytes / 1e6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"y\n", "yes\n", " YES \n", "y"})
    void deletesAfterAYes(String reply) {
        Run run = new Run(directory).typing(reply);
        assertEquals(0, run.of("prune", "--before", third), run.err());
        assertEquals(before.subList(0, 2), run.lines());
        assertEquals("Delete " + summary() + "? [y/N] \ntimeserver-admin: deleted " + summary() + "\n", run.err());
        assertEquals(before.subList(2, before.size()), segments());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "n\n", "no\ny\n", "yesterday\n", "ye"})
    void deletesNothingAfterAnythingElse(String reply) {
        Run run = new Run(directory).typing(reply);
        assertEquals(1, run.of("prune", "--before", third));
        assertTrue(
                run.err().endsWith("? [y/N] \ntimeserver-admin: nothing was deleted: the reply was not y\n"),
                run.err());
        assertEquals(before, segments());
    }

    @Test
    void deletesWithoutAQuestionWhenThatIsSaid() {
        var run = new Run(directory);
        assertEquals(0, run.of("prune", "--before", third, "--yes"), run.err());
        assertEquals(before.subList(0, 2), run.lines());
        assertEquals("timeserver-admin: deleted " + summary() + "\n", run.err());
        assertEquals(before.subList(2, before.size()), segments());
        var first = new Run(directory);
        assertEquals(0, first.of("query", "--limit", "1"));
        assertTrue(first.lines().get(0).contains(third), first.out());
    }

    @Test
    void deletesNothingInATrial() {
        Run run = new Run(directory).typing("y\n");
        assertEquals(0, run.of("prune", "--before", third, "--dry-run"), run.err());
        assertEquals(before.subList(0, 2), run.lines());
        assertEquals("timeserver-admin: would delete " + summary() + "\n", run.err());
        assertEquals(before, segments());
    }

    @Test
    void listsSegmentsAsJson() {
        var listed = new Run(directory);
        assertEquals(0, listed.of("prune", "--before", third, "--dry-run", "--json"), listed.err());
        var segments = new Run(directory);
        assertEquals(0, segments.of("segments", "--json"), segments.err());
        assertEquals(segments.lines().subList(0, 2), listed.lines());
    }

    @Test
    void asksNothingWhereThereIsNothingToDelete() {
        Run run = new Run(directory).typing("y\n");
        assertEquals(0, run.of("prune", "--before", "2026-11-22T00:00:00Z"));
        assertEquals("", run.out());
        assertEquals("timeserver-admin: there is nothing to delete before 2026-11-22T00:00:00Z\n", run.err());
    }

    @Test
    void saysWhyOlderRecordsStay() {
        var run = new Run(directory);
        assertEquals(0, run.of("prune", "--before", "2026-11-22T00:00:01Z"));
        assertEquals("", run.out());
        assertEquals(
                "timeserver-admin: there is nothing to delete before 2026-11-22T00:00:01Z: older records are in a segment"
                        + " with younger ones, or in one that is never deleted: the newest, or one that is not sealed\n",
                run.err());
    }

    @Test
    void neverDeletesTheNewestSegmentSoThatIdsGoOn() throws Exception {
        var run = new Run(directory);
        assertEquals(0, run.of("prune", "--before", "2030-01-01", "--yes"), run.err());
        assertEquals(before.subList(before.size() - 1, before.size()), segments());
        new Journals(directory)
                .add(Journals.entry("2026-11-23T10:00:00Z", "192.0.2.7", "UTC"))
                .close();
        var last = new Run(directory);
        assertEquals(0, last.of("query", "--reverse", "--limit", "1"), last.err());
        assertEquals(List.of("40001"), last.ids());
    }

    @Test
    void neverDeletesTheActiveSegmentNorTheRecordsOfAClockThatWasAhead(@TempDir Path other) throws Exception {
        new Journals(other)
                .add(
                        Journals.entry("2026-11-22T10:00:00Z", "192.0.2.7", "UTC"),
                        Journals.entry("2036-11-22T10:00:00Z", "192.0.2.7", "UTC"))
                .close();
        try (Journals journal = new Journals(other).addThree()) {
            var run = new Run(other);
            assertEquals(0, run.of("prune", "--before", "2030-01-01", "--yes"), run.err());
            assertEquals("", run.out());
            var after = new Run(other);
            assertEquals(0, after.of("query"), after.err());
            assertEquals(5, after.lines().size());
            journal.tick();
        }
    }

    @Test
    void doesNotSayThatItDeletedWhatWasGoneMeanwhile() throws Exception {
        Path first = JournalReader.open(directory).segments().get(0).file();
        var reply = new StringReader("y\n") {
            @Override
            public int read(char[] into, int from, int length) throws IOException {
                Files.deleteIfExists(first); // as a daemon does that has merged it
                return super.read(into, from, length);
            }
        };
        Run run = new Run(directory).typing(reply);
        assertEquals(1, run.of("prune", "--before", third));
        assertTrue(run.err().contains("\ntimeserver-admin: deleted 1 segment, "), run.err());
        assertTrue(run.err().endsWith(" 1 segment meanwhile: look again\n"), run.err());
        assertEquals(before.subList(2, before.size()), segments());
    }

    @Test
    void refusesToRunWithoutAnInstant() {
        assertEquals(2, new Run(directory).of("prune"));
    }

    @Test
    void removesAClientAfterAQuestion() throws Exception {
        Run refused = new Run(directory).typing("n\n");
        assertEquals(1, refused.of("prune", "--client", "192.0.2.7"));
        assertEquals(before, segments());
        var dry = new Run(directory);
        assertEquals(0, dry.of("prune", "--client", "192.0.2.0/24", "--dry-run"));
        assertTrue(dry.err().startsWith("timeserver-admin: would remove "), dry.err());
        assertEquals(before, segments());
        Run run = new Run(directory).typing("y\n");
        assertEquals(0, run.of("prune", "--client", "192.0.2.7"), run.err());
        assertTrue(run.err().contains("Remove "), run.err());
        var left = new Run(directory);
        assertEquals(0, left.of("query", "--client", "192.0.2.7"), left.err());
        assertEquals(List.of(), left.lines());
        var again = new Run(directory);
        assertEquals(0, again.of("prune", "--client", "192.0.2.7"));
        assertEquals("timeserver-admin: no sealed segment holds a record of 192.0.2.7/32\n", again.err());
    }

    @Test
    void tellsOfRecordsOfAClientThatAreNotSealedYet() throws Exception {
        try (var journal = new Journals(directory, 64 << 10, 1 << 20)) {
            journal.add(Journals.entry(START.plusSeconds(40_000).toString(), "192.0.2.7", "Zone/x"));
            var run = new Run(directory);
            assertEquals(1, run.of("prune", "--client", "192.0.2.7", "--yes"));
            assertTrue(
                    run.err()
                            .endsWith(
                                    "1 record of 192.0.2.7/32 are in a segment that is not sealed yet: run this again when it is\n"),
                    run.err());
        }
    }

    @Test
    void takesAnInstantOrAClient() {
        assertEquals(2, new Run(directory).of("prune", "--before", "1d", "--client", "192.0.2.7"));
    }
}
