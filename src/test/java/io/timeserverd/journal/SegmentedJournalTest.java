package io.timeserverd.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.journal.JournalOptions.ClientDetail;
import io.timeserverd.journal.JournalOptions.Sync;
import io.timeserverd.journal.JournalOptions.WhenFull;
import io.timeserverd.log.Capture;
import io.timeserverd.log.Log;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SegmentedJournalTest {
    @TempDir
    Path directory;

    @Test
    void readsCommittedRecordsInOrderAfterManyStarts() throws Exception {
        var test = new TestJournal(directory);
        for (int start = 0; start < 3; start++) {
            try (TestJournal open = test.open()) {
                for (int turn = 0; turn < 50; turn++) {
                    assertEquals(0, open.turn(1 + test.samples.upTo(70)));
                }
                assertEquals(test.safe.size(), open.journal.status().lastId());
            }
        }
        assertEquals(test.safe, test.found());
    }

    @Test
    void aReaderSeesCommittedRecordsAtOnce() throws Exception {
        try (TestJournal test = new TestJournal(directory).open()) {
            test.turn(1);
            test.append(test.samples.next());
            assertEquals(test.safe, test.found());
        }
    }

    @Test
    void sealsAFullSegmentAndDeletesItsRedoLog() throws Exception {
        var test = new TestJournal(directory);
        test.segmentBytes = Frame.PAGE;
        try (TestJournal open = test.open()) {
            for (int turn = 0; turn < 400 && test.segments().size() < 4; turn++) {
                open.turn(40);
                open.second();
            }
            Path active = test.segments().get(3).file().getFileName();
            assertEquals(
                    List.of(Segment.State.SEALED, Segment.State.SEALED, Segment.State.SEALED, Segment.State.ACTIVE),
                    test.segments().stream().map(Segment::state).toList());
            assertEquals(List.of(active.toString()), redoFiles(test));
            assertEquals(test.safe, test.found());
        }
        assertEquals(test.safe, test.found());
    }

    /**
     * The writer keeps its dictionaries for the next segment. Nevertheless a frame must not refer to values outside it.
     */
    @Test
    void aSegmentCanBeReadWithoutTheOneBefore() throws Exception {
        var test = new TestJournal(directory);
        test.segmentBytes = Frame.PAGE;
        test.helper = (chore, then) -> {}; // so that what is read are redo files
        Entry again = test.samples.next();
        try (TestJournal open = test.open()) {
            for (int turn = 0; turn < 10_000 && redoFiles(test).size() < 2; turn++) {
                open.append(again);
                assertEquals(0, open.commit());
            }
            open.append(again);
            open.append(again);
            assertEquals(0, open.commit());
            String second = redoFiles(test).get(1);
            Files.delete(directory.resolve(redoFiles(test).get(0)));
            long firstId = Long.parseLong(second.substring(0, second.indexOf('.')));
            assertEquals(test.safe.stream().filter(each -> each.id() >= firstId).toList(), test.found());
        }
    }

    private static List<String> redoFiles(TestJournal test) throws IOException {
        return test.names().stream()
                .filter(name -> name.endsWith(FileNames.REDO))
                .sorted()
                .toList();
    }

    @Test
    void commitsATurnThatIsLargerThanTheBuffer() throws Exception {
        try (TestJournal test = new TestJournal(directory).open()) {
            test.turn(5000);
            assertEquals(5000, test.journal.status().journalled());
            assertEquals(test.safe, test.found());
        }
    }

    @Test
    void endsASmallSegmentByAgeWhateverTheClockSays() throws Exception {
        var test = new TestJournal(directory);
        test.retention = Duration.ofHours(16);
        try (TestJournal open = test.open()) {
            open.turn(1);
            test.now = test.now.plus(Duration.ofDays(40));
            test.pass(Duration.ofMinutes(59));
            assertEquals(1, test.segments().size());
            test.pass(Duration.ofMinutes(2));
            assertEquals(2, test.segments().size());
        }
    }

    @Test
    void keepsTheClocksReadingsWhenItStepsBack() throws Exception {
        var test = new TestJournal(directory);
        try (TestJournal open = test.open()) {
            open.turn(1);
            test.samples.startAt(test.now.minus(Duration.ofDays(4000)));
            open.turn(2);
            test.samples.startAt(test.now.plus(Duration.ofDays(4000)));
            open.turn(1);
            assertEquals(test.safe, test.found());
        }
        assertEquals(test.safe, test.found());
    }

    @Test
    void deletesSegmentsThatAreTooOld() throws Exception {
        var test = new TestJournal(directory);
        test.retention = Duration.ofHours(16);
        try (TestJournal open = test.open();
                Capture lines = Log.capture()) {
            for (int hour = 0; hour < 40; hour++) {
                test.samples.startAt(test.now);
                open.turn(3);
                test.pass(Duration.ofHours(1));
                test.pass(Duration.ofSeconds(1));
            }
            List<JournalRecord> found = test.found();
            assertTrue(found.size() <= 3 * 19, found.size() + " records of 16 hours");
            assertTrue(found.size() >= 3 * 16, found.size() + " records of 16 hours");
            assertEquals(test.safe.subList(test.safe.size() - found.size(), test.safe.size()), found);
            Journal.Status status = open.journal.status();
            assertEquals(found.get(0).id(), status.firstId());
            assertEquals(test.safe.size() - found.size(), status.deletedRecords());
            assertEquals(
                    status.deletedSegments(),
                    lines.lines("journal-segment-deleted").size());
        }
    }

    @Test
    void aWrongClockDeletesNothing() throws Exception {
        var test = new TestJournal(directory);
        test.errorBoundNs = 1000;
        for (Duration ahead : List.of(Duration.ofDays(40), Duration.ofDays(-4000), Duration.ofDays(3650))) {
            test.now = test.now.plus(ahead);
            test.samples.startAt(test.now);
            try (TestJournal open = test.open()) {
                open.turn(100);
                for (int minute = 0; minute < 59; minute++) {
                    test.pass(Duration.ofMinutes(1));
                }
                test.now = test.now.plus(Duration.ofDays(400));
                test.pass(Duration.ofSeconds(20));
                assertEquals(test.safe, test.found());
            }
        }
        assertEquals(test.safe, test.found());
    }

    @Test
    void filesNeverExceedMaxSize() throws Exception {
        var test = new TestJournal(directory);
        test.segmentBytes = 8 << 20;
        test.maxBytes = 8 << 20;
        try (TestJournal open = test.open()) {
            for (int turn = 0; turn < 4000; turn++) {
                assertEquals(0, open.turn(60));
                if (turn % 50 == 0) {
                    open.second();
                }
                assertTrue(test.bytes() <= test.maxBytes, test.bytes() + " bytes in turn " + turn);
            }
            List<JournalRecord> found = test.found();
            assertEquals(test.safe.subList(test.safe.size() - found.size(), test.safe.size()), found);
            assertTrue(found.size() > 20_000, "kept " + found.size());
            assertTrue(found.size() < test.safe.size(), "was never full");
        }
        assertTrue(test.bytes() <= test.maxBytes, test.bytes() + " bytes after the end");
    }

    @Test
    void leavesOnlyTablesAfterACleanStop() throws Exception {
        var test = new TestJournal(directory);
        try (TestJournal open = test.open()) {
            open.turn(1000);
        }
        assertEquals(
                List.of("0000000000000000001-0000000000000001000.mapdb", "ages", "chain", "lock"),
                test.names().stream()
                        .filter(name -> !name.equals(FileNames.RESERVE))
                        .toList());
        try (TestJournal open = test.open()) {
            assertEquals(test.safe, test.found());
            open.turn(1);
            assertEquals(test.safe, test.found());
        }
    }

    @Test
    void manyRestartsDoNotMakeManyFiles() throws Exception {
        var test = new TestJournal(directory);
        test.segmentBytes = 16 << 20;
        for (int start = 0; start < 20; start++) {
            try (TestJournal open = test.open()) {
                open.turn(50);
                for (int second = 0; second < 30; second++) {
                    open.second();
                }
            }
        }
        assertTrue(test.segments().size() < 6, test.names().toString());
        assertEquals(test.safe, test.found());
    }

    @Test
    void countsTheRequestsOfSummaries() throws Exception {
        var test = new TestJournal(directory);
        test.samples.summaries = true;
        try (TestJournal open = test.open()) {
            open.turn(500);
            Journal.Status status = open.journal.status();
            long summarised = test.safe.stream()
                    .filter(JournalRecord::summary)
                    .mapToLong(JournalRecord::count)
                    .sum();
            assertTrue(summarised > 1000, "requests " + summarised);
            assertEquals(summarised, status.summarised());
            assertEquals(test.safe.stream().filter(each -> !each.summary()).count(), status.journalled());
            assertEquals(test.safe, test.found());
        }
        assertEquals(test.safe, test.found());
    }

    @Test
    void aRunWithoutRequestsLeavesNoFiles() throws Exception {
        var test = new TestJournal(directory.resolve("new"));
        try (TestJournal open = test.open()) {
            open.second();
        }
        assertFalse(Files.exists(test.directory));
    }

    @Test
    void beginsASegmentOnlyAfterTheCommitOfTheTurn() throws Exception {
        var test = new TestJournal(directory);
        test.retention = Duration.ofHours(16);
        try (TestJournal open = test.open()) {
            open.turn(1);
            test.tickNs += Duration.ofHours(2).toNanos();
            open.turnWithTick(20);
            assertEquals(2, test.segments().size());
            open.turn(1);
            assertEquals(test.safe, test.found());
            assertEquals(22, test.safe.size());
        }
    }

    @Test
    void aCleanStopSealsRedoLogsThatWereDeleted() throws Exception {
        var test = new TestJournal(directory);
        try (TestJournal open = test.open()) {
            open.turn(20);
            open.second();
            for (Path file : test.disk.list(directory)) {
                Files.delete(file);
            }
            open.turn(20);
            open.second();
            open.turn(20);
        }
        assertEquals(60, test.safe.size());
        assertEquals(test.safe, test.found());
    }

    @Test
    void losesNothingWhenStoppedRightAfterASegmentBegan() throws Exception {
        var test = new TestJournal(directory);
        test.segmentBytes = Frame.PAGE;
        test.helper = (onHelper, thenOnLoop) -> {};
        try (TestJournal open = test.open()) {
            for (int turn = 0; turn < 100; turn++) {
                open.turn(40);
            }
        }
        assertTrue(test.segments().size() > 2);
        assertEquals(test.safe, test.found());
        test.helper = HelperExecutor.synchronous();
        try (TestJournal open = test.open()) {
            assertEquals(0, open.journal.status().aside());
            open.second();
            open.turn(1);
            assertEquals(test.safe, test.found());
            assertEquals(0, open.journal.status().aside());
        }
    }

    @Test
    void anIdleJournalBeginsNoSegments() throws Exception {
        try (TestJournal test = new TestJournal(directory).open()) {
            test.now = test.now.plus(Duration.ofDays(300));
            test.second();
            assertEquals(1, test.segments().size());
        }
    }

    @Test
    void prefixStoresTheFirstBitsOfAnAddress() throws Exception {
        assertEquals(Optional.of("192.0.2.0"), clientKept(ClientDetail.PREFIX, "192.0.2.77"));
        assertEquals(Optional.of("2001:db8:1:0:0:0:0:0"), clientKept(ClientDetail.PREFIX, "2001:db8:1:2:3:4:5:6"));
    }

    @Test
    void noneStoresNoAddress() throws Exception {
        assertEquals(Optional.empty(), clientKept(ClientDetail.NONE, "192.0.2.77"));
    }

    private Optional<String> clientKept(ClientDetail detail, String address) throws Exception {
        var test = new TestJournal(Files.createDirectory(directory.resolve(detail + address.replace(':', '-'))));
        test.client = detail;
        test.segmentBytes = 1;
        try (TestJournal open = test.open()) {
            Entry entry = test.samples.next();
            entry.client = InetAddress.getByName(address);
            open.append(entry);
            open.commit();
            Optional<String> unsealed = test.found().get(0).client().map(InetAddress::getHostAddress);
            open.second();
            Optional<String> sealed = test.found().get(0).client().map(InetAddress::getHostAddress);
            assertEquals(unsealed, sealed);
            return sealed;
        }
    }

    @Test
    void alwaysSyncsEveryCommit() throws Exception {
        var test = new TestJournal(directory);
        test.sync = Sync.ALWAYS;
        try (TestJournal open = test.open()) {
            int before = test.disk.syncs;
            open.turn(3);
            open.turn(3);
            assertEquals(before + 2, test.disk.syncs);
        }
    }

    /** Else a power cut could leave the later page alone. */
    @Test
    void alwaysSyncsAPageBeforeTheNextOneBegins() throws Exception {
        var test = new TestJournal(directory);
        test.sync = Sync.ALWAYS;
        test.segmentBytes = 32 * Frame.PAGE;
        try (TestJournal open = test.open()) {
            int before = test.disk.syncs;
            open.turn(10_000);
            long pages = test.segments().get(0).bytes() / Frame.PAGE - 4; // but for the zeroes
            assertTrue(pages > 2, "pages " + pages);
            assertTrue(test.disk.syncs - before >= pages, "pages " + pages + ", syncs " + (test.disk.syncs - before));
            assertEquals(test.safe, test.found());
        }
    }

    @Test
    void alwaysWritesIntoPreallocatedZeroes() throws Exception {
        var test = new TestJournal(directory);
        test.sync = Sync.ALWAYS;
        test.segmentBytes = 12 * Frame.PAGE;
        Path redo = FileNames.of(directory, 1, FileNames.REDO);
        try (TestJournal open = test.open()) {
            var sizes = new TreeSet<Long>();
            while (open.segments().size() == 1) {
                sizes.add(Files.size(redo));
                open.turn(40);
            }
            assertTrue(sizes.size() <= 3, "sizes " + sizes);
            assertTrue(sizes.last() < test.segmentBytes + Frame.PAGE, "sizes " + sizes);
            open.second();
            open.turn(3);
            assertEquals(test.safe, test.found());
            var findings = new ArrayList<Finding>();
            JournalReader.open(directory).verify(each -> {}, findings::add);
            assertEquals(List.of(), findings);
        }
        assertEquals(List.of(), redoFiles(test));
        assertEquals(test.safe, test.found());
    }

    /** Another process may go on with it at once. */
    @ParameterizedTest
    @EnumSource
    void nothingIsChangedOnceTheLockIsLetGoOf(Sync sync) throws Exception {
        var test = new TestJournal(directory);
        test.sync = sync;
        try (TestJournal open = test.open()) {
            open.turn(3);
        }
        assertTrue(test.disk.unlocked);
        assertEquals(0, test.disk.changesUnlocked);
    }

    @Test
    void preallocatedZeroesAreNotATornEnd() throws Exception {
        var test = new TestJournal(directory);
        test.sync = Sync.ALWAYS;
        try (TestJournal open = test.open()) {
            open.turn(3);
            Path killed = Files.createDirectory(directory.resolve("killed"));
            Files.copy(FileNames.of(directory, 1, FileNames.REDO), FileNames.of(killed, 1, FileNames.REDO));
            try (TestJournal next = new TestJournal(killed).open()) {
                assertEquals(0, next.journal.status().torn());
                assertEquals(test.safe, next.found());
            }
        }
    }

    @Test
    void losesNothingWithoutRoomForPreallocation() throws Exception {
        var test = new TestJournal(directory);
        test.sync = Sync.ALWAYS;
        test.whenFull = WhenFull.REFUSE;
        test.disk.capacity = 3 * Frame.PAGE;
        try (TestJournal open = test.open()) {
            for (int turn = 0; turn < 20; turn++) {
                assertEquals(0, open.turn(40));
            }
            assertEquals(test.safe, test.found());
        }
    }

    @Test
    void secondSyncsNewRecordsAtTheTick() throws Exception {
        var test = new TestJournal(directory);
        test.sync = Sync.SECOND;
        try (TestJournal open = test.open()) {
            open.second();
            int before = test.disk.syncs;
            open.turn(3);
            assertEquals(before, test.disk.syncs);
            open.second();
            int after = test.disk.syncs;
            assertTrue(after > before);
            open.second();
            assertEquals(after, test.disk.syncs);
        }
    }

    @Test
    void neverSyncsNothing() throws Exception {
        try (TestJournal test = new TestJournal(directory).open()) {
            test.turn(3);
            test.second();
            assertEquals(0, test.disk.syncs);
        }
    }

    @Test
    void namesTheProcessThatHoldsTheDirectoryToASecondInstance() throws Exception {
        try (TestJournal first = new TestJournal(directory).open()) {
            assertEquals(0, first.journal.status().journalled());
            JournalException refused = assertThrows(JournalException.class, () -> new TestJournal(directory).open());
            assertTrue(refused.getMessage().contains(directory.toString()), refused.getMessage());
            assertTrue(
                    refused.getMessage()
                            .contains("process " + ProcessHandle.current().pid()),
                    refused.getMessage());
        }
    }

    @Test
    void makesTheDirectoryIfItsParentExists() throws Exception {
        var test = new TestJournal(directory.resolve("new"));
        try (TestJournal open = test.open()) {
            open.turn(1);
        }
        assertEquals(test.safe, test.found());
    }

    @Test
    void namesAPathThatIsNotADirectory() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        JournalException refused = assertThrows(JournalException.class, () -> new TestJournal(file).open());
        assertEquals(file + ": is not a directory", refused.getMessage());
    }

    @Test
    void namesADirectoryThatIsNotWritable() throws Exception {
        var test = new TestJournal(directory);
        test.disk.readOnly = true;
        JournalException refused = assertThrows(JournalException.class, test::open);
        assertTrue(refused.getMessage().contains(directory.toString()), refused.getMessage());
        assertTrue(refused.getMessage().contains("Read-only file system"), refused.getMessage());
    }

    @Test
    void idsGoOnWhenAllRecordsWereDeletedBeforeARestart() throws Exception {
        var test = new TestJournal(directory);
        test.open().turn(10);
        test.close();
        test.retention = Duration.ofDays(1);
        test.open();
        test.pass(Duration.ofDays(2));
        test.close();
        assertEquals(List.of(), test.found());
        test.open().turn(1);
        assertEquals(11, test.found().get(0).id());
    }
}
