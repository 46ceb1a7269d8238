package io.timeserverd.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
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
    void listsWhatCannotBeRead() throws Exception {
        new Journals(directory).addThree().close();
        Files.writeString(directory.resolve("0000000000000000004-0000000000000000009.mapdb"), "no table");
        var run = new Run(directory);
        assertEquals(1, run.of("segments"), run.err());
        assertTrue(run.lines().get(0).startsWith("sealed\t1\t3\t3\t"), run.out());
        assertEquals("damaged\t4\t-\t0\t-\t-\t8", run.lines().get(1));
    }
}
