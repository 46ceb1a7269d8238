package io.timeserverd.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.log.Capture;
import io.timeserverd.log.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A sealed table that is damaged, or cannot be read for now, is reported. No record is lost that can still be read. */
class DamagedTableTest {
    private static final int RECORDS = 3000;

    @TempDir
    Path directory;

    private TestJournal test;
    private Path file;
    private byte[] bytes;

    private enum Damage {
        HEADER_ZEROED(0),
        CUT(0),
        PAGE_COUNT(0),
        COUNT(RECORDS),
        FOOTER(RECORDS);

        private final int readable;

        Damage(int readable) {
            this.readable = readable;
        }

        byte[] of(byte[] bytes) {
            byte[] damaged = this == CUT ? Arrays.copyOf(bytes, 30_000) : bytes.clone();
            switch (this) {
                case HEADER_ZEROED -> Arrays.fill(damaged, 0, 64, (byte) 0);
                case CUT -> {}
                case PAGE_COUNT -> damaged[31] ^= 1;
                case COUNT -> damaged[23] ^= 1;
                case FOOTER -> damaged[damaged.length - 20] ^= 1;
            }
            return damaged;
        }
    }

    @BeforeEach
    void seal() throws Exception {
        test = new TestJournal(directory);
        try (TestJournal open = test.open()) {
            open.turn(RECORDS);
        }
        file = FileNames.ofTable(directory, 1, RECORDS);
        bytes = Files.readAllBytes(file);
    }

    @ParameterizedTest
    @EnumSource(Damage.class)
    void isListedAsDamaged(Damage damage) throws Exception {
        Files.write(file, damage.of(bytes));
        assertEquals(List.of(Segment.State.DAMAGED), states());
        var findings = new ArrayList<Finding>();
        JournalReader.open(directory).verify(each -> {}, findings::add);
        assertTrue(findings.stream().anyMatch(each -> each.file().equals(file)), findings::toString);
    }

    @ParameterizedTest
    @EnumSource(Damage.class)
    void isSetAsideOnceWhatCanBeReadIsInAnotherTable(Damage damage) throws Exception {
        byte[] damaged = damage.of(bytes);
        Files.write(file, damaged);
        try (Capture lines = Log.capture();
                TestJournal open = test.open()) {
            seconds(open, 5);
            assertEquals(1, lines.lines("journal-table-damaged").size());
            assertEquals(1, lines.lines("journal-set-aside").size());
            assertEquals(1, open.journal.status().aside());
            List<JournalRecord> found = open.found();
            assertTrue(found.size() >= damage.readable, found.size() + " records");
            assertTrue(test.safe.containsAll(found));
            open.turn(1);
            assertEquals(RECORDS + 1, test.safe.get(RECORDS).id());
            assertEquals(0, open.journal.status().deletedRecords());
        }
        assertEquals(-1, Arrays.mismatch(damaged, Files.readAllBytes(aside())));
        assertTrue(states().stream().allMatch(Segment.State.SEALED::equals), () -> states().toString());
    }

    @Test
    void mergingLeavesOutADamagedNode() throws Exception {
        bytes[20_000] ^= 1;
        Files.write(file, bytes);
        try (TestJournal open = test.open()) {
            open.turn(2 * RECORDS);
        }
        try (Capture lines = Log.capture();
                TestJournal open = test.open()) {
            seconds(open, 10);
            assertEquals(1, lines.lines("journal-set-aside").size());
            assertEquals(1, open.journal.status().aside());
            assertEquals(2, open.journal.status().segments());
            assertEquals(3 * RECORDS - RecordSerializer.NODE, open.found().size());
        }
        assertEquals(-1, Arrays.mismatch(bytes, Files.readAllBytes(aside())));
    }

    /** The merged table then has the name of the older one. */
    @Test
    void keepsTheOlderTableWhenTheYoungerIsUnreadable() throws Exception {
        try (TestJournal open = test.open()) {
            open.turn(RECORDS);
        }
        List<JournalRecord> older = test.safe.subList(0, RECORDS);
        Path younger = FileNames.ofTable(directory, RECORDS + 1, 2 * RECORDS);
        try (TestJournal open = test.open()) {
            byte[] damaged = Files.readAllBytes(younger);
            Arrays.fill(damaged, 0, 64, (byte) 0);
            Files.write(younger, damaged);
            seconds(open, 10);
            assertEquals(older, open.found());
            assertEquals(1, open.journal.status().aside());
        }
        assertEquals(older, test.found());
    }

    @Test
    void anUnreadableTableDoesNotPreventDeletionsForRoom() throws Exception {
        test.segmentBytes = 64 << 10;
        test.maxBytes = 3 << 20;
        test.disk.broken.add(file);
        try (TestJournal open = test.open()) {
            while (open.journal.status().deletedSegments() == 0) {
                assertEquals(0, open.turn(2000));
                open.second();
                assertTrue(open.tickNs < Duration.ofSeconds(50).toNanos(), open.journal.status()::toString);
            }
            assertTrue(Files.exists(file));
        }
    }

    @Test
    void reportsATableWithoutPermissionAndReadsItOncePermitted() throws Exception {
        test.disk.denied.add(file);
        try (TestJournal open = test.open()) {
            seconds(open, 100);
            String problem = open.journal.status().problem();
            assertTrue(problem.contains(file.getFileName() + " cannot be read: not permitted for this user"), problem);
            assertTrue(Files.exists(file));
            open.turn(10);
            test.disk.denied.clear();
            seconds(open, 2);
            assertEquals("", open.journal.status().problem());
            assertEquals(test.safe, open.found());
            assertEquals(0, open.journal.status().aside());
        }
    }

    private static void seconds(TestJournal open, int seconds) {
        for (int second = 0; second < seconds; second++) {
            open.second();
        }
    }

    private List<Segment.State> states() {
        try {
            return test.segments().stream().map(Segment::state).toList();
        } catch (IOException | JournalException e) {
            throw new AssertionError(e);
        }
    }

    private Path aside() {
        return file.resolveSibling(file.getFileName() + ".aside");
    }
}
