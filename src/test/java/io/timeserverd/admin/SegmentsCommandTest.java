package io.timeserverd.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentsCommandTest {
    @TempDir
    Path directory;

    @Test
    void listsTheActiveSegment() throws Exception {
        try (var journal = new Journals(directory).addThree()) {
            var run = new Run(directory);
            assertEquals(0, run.of("segments"), run.err());
            assertTrue(
                    run.out()
                            .startsWith(
                                    "active\t1\t3\t3\t2026-11-22T10:00:00.500000000Z\t2026-11-22T12:00:00.000000000Z\t"),
                    run.out());
            journal.addThree();
        }
    }

    @Test
    void neverPrunesTheActiveSegment() throws Exception {
        new Journals(directory).addThree().close();
        var run = new Run(directory);
        assertEquals(0, run.of("prune", "--before", "2030-01-01"));
        assertEquals("", run.out());
        assertEquals("timeserver-admin: deleted 0 segments, 0 records, 0 bytes\n", run.err());
        var after = new Run(directory);
        after.of("query");
        assertEquals(3, after.lines().size());
    }

    @Test
    void prunesWhatIsSealedAndOlderAndNothingElse() throws Exception {
        try (var journal = new Journals(directory, 1 << 20)) {
            var hour = Instant.parse("2026-11-22T00:00:00Z");
            for (var n = 0; n < 40_000; n++) {
                journal.add(Journals.entry(hour.plusSeconds(n).toString(), "192.0.2.7", "Zone/" + n));
                if (n % 1000 == 0) {
                    journal.tick();
                }
            }
        }
        assertTrue(segments().size() >= 4, segments().toString());
        var kept = segments().subList(2, segments().size());
        var thirdBegins = kept.get(0).split("\t", -1)[4];

        var trial = new Run(directory);
        assertEquals(0, trial.of("prune", "--before", thirdBegins, "--dry-run"));
        assertEquals(2, trial.lines().size(), trial.out());
        assertTrue(trial.err().contains("would delete 2 segments"), trial.err());
        assertEquals(kept.size() + 2, segments().size());

        var real = new Run(directory);
        assertEquals(0, real.of("prune", "--before", thirdBegins));
        assertTrue(real.err().contains("deleted 2 segments"), real.err());
        assertEquals(kept, segments());
        var first = new Run(directory);
        assertEquals(0, first.of("query", "--limit", "1"));
        assertTrue(first.lines().get(0).contains(thirdBegins), first.out());
    }

    private List<String> segments() {
        var run = new Run(directory);
        assertEquals(0, run.of("segments"));
        return run.lines();
    }

    @Test
    void refusesToPruneWithoutAnInstant() {
        assertEquals(2, new Run(directory).of("prune"));
    }
}
