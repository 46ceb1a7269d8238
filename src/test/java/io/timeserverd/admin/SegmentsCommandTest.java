package io.timeserverd.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
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
    void refusesToPruneWithoutAnInstant() {
        assertEquals(2, new Run(directory).of("prune"));
    }
}
