package io.timeserverd.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentsCommandTest {
    /** An offset in a table at which there are compressed records, however many records it has. */
    private static final int IN_A_NODE = 512;

    @TempDir
    Path directory;

    @Test
    void listsTheActiveSegment() throws Exception {
        try (Journals journal = new Journals(directory).addThree()) {
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
    void findsAFlippedBitOfARecordOnlyWhenItChecksRecords() throws Exception {
        var journal = new Journals(directory);
        for (int n = 0; n < 100; n++) {
            journal.addThree();
        }
        journal.close();
        Path file = directory.resolve("0000000000000000001-0000000000000000300.mapdb");
        var intact = new Run(directory);
        assertEquals(0, intact.of("segments", "--check"), intact.out());
        assertTrue(intact.out().startsWith("sealed\t1\t300\t300\t"), intact.out());
        assertTrue(intact.out().endsWith("\tall\n"), intact.out());

        byte[] bytes = Files.readAllBytes(file);
        bytes[IN_A_NODE] ^= 1;
        Files.write(file, bytes);

        var outline = new Run(directory);
        assertEquals(0, outline.of("segments"));
        assertTrue(outline.out().startsWith("sealed\t1\t300\t300\t"), outline.out());
        assertTrue(outline.out().endsWith("\toutline\n"), outline.out());
        var checked = new Run(directory);
        assertEquals(1, checked.of("segments", "--check"));
        assertTrue(checked.out().startsWith("damaged\t1\t300\t300\t"), checked.out());
        assertEquals(1, new Run(directory).of("verify"));
    }

    @Test
    void listsWhatCannotBeRead() throws Exception {
        new Journals(directory).addThree().close();
        Files.writeString(directory.resolve("0000000000000000004-0000000000000000009.mapdb"), "no table");
        var run = new Run(directory);
        assertEquals(1, run.of("segments"), run.err());
        assertTrue(run.lines().get(0).startsWith("sealed\t1\t3\t3\t"), run.out());
        assertEquals("damaged\t4\t-\t0\t-\t-\t8\toutline", run.lines().get(1));
    }
}
