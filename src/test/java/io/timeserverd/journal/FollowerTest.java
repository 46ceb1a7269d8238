package io.timeserverd.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.log.Capture;
import io.timeserverd.log.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reader that follows a journal gets each record once, and each gap by its ids. */
class FollowerTest {
    @TempDir
    Path directory;

    private final List<JournalRecord> given = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private TestJournal test;
    private Follower follower;
    private long nowNs;

    @BeforeEach
    void begin() throws Exception {
        test = new TestJournal(directory).open();
        follower = from(1);
    }

    private Follower from(long id) throws Exception {
        return new Follower(JournalReader.open(directory, test.disk), () -> nowNs, id);
    }

    /** Looks, and reads all there is. */
    private void follow() throws Exception {
        follower.look();
        follower.read(given::add, gaps::add);
    }

    private List<Long> ids() {
        return given.stream().map(JournalRecord::id).toList();
    }

    private static List<Long> ids(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    @Test
    void givesARecordAfterTwoLooksHaveFoundIt() throws Exception {
        test.turn(3);
        follow();
        assertEquals(List.of(), given);
        test.turn(2);
        follow();
        assertEquals(ids(1, 3), ids());
        follow();
        follow();
        assertEquals(test.safe, given);
        assertEquals(List.of(), gaps);
    }

    @Test
    void followsAcrossRotationMergingAndRestarts() throws Exception {
        test.segmentBytes = 2 * Frame.PAGE;
        var random = new Random(1);
        for (int n = 0; n < 2000; n++) {
            switch (random.nextInt(20)) {
                case 0, 1 -> test.second();
                case 2 -> {
                    test.close();
                    test.open();
                }
                case 3, 4, 5 -> follow();
                default -> test.turn(1 + random.nextInt(100));
            }
        }
        test.close();
        follow();
        follow();
        assertEquals(test.safe, given);
        assertEquals(List.of(), gaps);
    }

    @Test
    void goesOnAfterAnIdInTheMiddleOfASegment() throws Exception {
        test.turn(3000);
        test.close();
        follower = from(2001);
        follow();
        follow();
        assertEquals(ids(2001, 3000), ids());
        assertEquals(List.of(), gaps);
    }

    @Test
    void stopsWhenNoMoreRecordsAreWanted() throws Exception {
        test.turn(5);
        follower.look();
        follower.look();
        follower.read(each -> given.add(each) && each.id() < 2, gaps::add);
        assertEquals(3, follower.nextId());
        follow();
        assertEquals(ids(1, 5), ids());
    }

    @Test
    void namesExactlyTheIdsThatMaxSizeDeletedBeforeTheyWereRead() throws Exception {
        test.close();
        test.segmentBytes = Frame.PAGE;
        test.maxBytes = 40L * Frame.PAGE;
        test.open();
        for (int n = 0; n < 200; n++) {
            test.turn(500);
            test.second();
            if (n < 3) {
                follow();
            }
        }
        assertEquals(ids(1, 1000), ids());
        follow();
        follow();
        var deleted = new ArrayList<Long>();
        for (Gap gap : gaps) {
            assertEquals(GapReasons.DELETED, gap.reason());
            deleted.addAll(ids(gap.firstId(), gap.lastId()));
        }
        List<JournalRecord> there = test.found();
        assertEquals(ids(1001, there.get(0).id() - 1), deleted);
        assertEquals(there, given.subList(1000, given.size()));
    }

    @Test
    void reportsDeletedRecordsEvenIfNoneWereAdded() throws Exception {
        test.turn(10);
        test.close();
        test.retention = Duration.ofDays(1);
        test.open();
        test.pass(Duration.ofDays(2));
        test.second();
        assertEquals(List.of(), test.found());
        follow();
        follow();
        assertEquals(List.of(new Gap(1, 10, GapReasons.DELETED)), gaps);
    }

    @Test
    void namesTheIdsOfRecordsThatCouldNotBeWritten() throws Exception {
        test.turn(4);
        test.disk.writesFail = true;
        test.turn(3);
        follow();
        follow();
        assertEquals(List.of(), gaps, "another run may give these ids to other records");
        test.disk.heal();
        test.pass(Duration.ofSeconds(1));
        test.turn(2);
        follow();
        follow();
        assertEquals(List.of(1L, 2L, 3L, 4L, 8L, 9L), ids());
        assertEquals(List.of(new Gap(5, 7, GapReasons.LOST)), gaps);
    }

    @Test
    void doesNotGiveARecordThatIsTakenBack() throws Exception {
        test.turn(2);
        test.disk.writesFail = true;
        test.disk.truncatesFail = true;
        test.turn(3000);
        follower.look();
        assertTrue(test.found().size() > 2, "no record is left after the end");
        test.disk.heal();
        test.pass(Duration.ofSeconds(1));
        follow();
        test.turn(1);
        follow();
        follow();
        assertEquals(List.of(1L, 2L, 3003L), ids());
        assertEquals(List.of(new Gap(3, 3002, GapReasons.LOST)), gaps);
    }

    @Test
    void doesNotGiveARecordThatMayNotBeOnTheDiskItself() throws Exception {
        test.turn(2);
        follower.look();
        test.disk.syncsFail = true;
        assertThrows(IOException.class, this::follow);
        assertEquals(List.of(), given);
        test.disk.heal();
        follow();
        assertEquals(ids(1, 2), ids());
    }

    @Test
    void namesATableThatWasSetAside() throws Exception {
        test.turn(10);
        test.close();
        test.open();
        test.turn(5);
        test.close();
        Path table = test.segments().get(0).file();
        AsideFiles.setAside(test.disk, table, "test");
        Path newest = Files.createFile(directory.resolve(FileNames.ofTable(directory, 900, 999) + ".aside"));
        test.open().turn(1);
        follow();
        follow();
        assertEquals(List.of(11L, 12L, 13L, 14L, 15L, 1000L), ids());
        assertEquals(
                List.of(
                        new Gap(1, 10, table.getFileName() + ".aside was set aside"),
                        new Gap(16, 999, newest.getFileName() + " was set aside")),
                gaps);
    }

    @Test
    void namesARedoLogThatWasSetAside() throws Exception {
        test.turn(10);
        try (Capture lines = Log.capture()) {
            Path damaged = directory.resolve("1.copy");
            Files.copy(test.segments().get(0).file(), damaged);
            test.close();
            Files.delete(test.segments().get(0).file());
            byte[] bytes = Files.readAllBytes(damaged);
            bytes[20] ^= 1;
            bytes[bytes.length - 1] ^= 1;
            Files.write(FileNames.of(directory, 1, FileNames.REDO), bytes);
            Files.delete(damaged);
            test.open().turn(1);
            assertEquals(1, lines.lines("journal-set-aside").size());
        }
        follow();
        follow();
        assertEquals(1, gaps.size());
        assertEquals(1, gaps.get(0).firstId());
        assertEquals(ids().get(0) - 1, gaps.get(0).lastId());
        assertEquals("0000000000000000001.redo.aside was set aside", gaps.get(0).reason());
    }

    @Test
    void waitsAWhileForAFileThatCannotBeRead() throws Exception {
        Path table = twoTables();
        test.disk.broken.add(table);
        follow();
        follow();
        assertEquals(List.of(), given);
        assertEquals(table, follower.obstacles().get(0).file());
        nowNs += Follower.PATIENCE_NS - 1;
        follow();
        assertEquals(List.of(), gaps);
        nowNs++;
        follow();
        assertEquals(List.of(new Gap(1, 10, table + " cannot be read: Input/output error")), gaps);
        assertEquals(ids(11, 15), ids());
        assertEquals(List.of(), follower.obstacles());
    }

    @Test
    void givesRecordsOnceTheirFileBecomesReadable() throws Exception {
        Path table = twoTables();
        test.disk.broken.add(table);
        follow();
        follow();
        test.disk.broken.clear();
        follow();
        assertEquals(ids(1, 15), ids());
        assertEquals(List.of(), follower.obstacles());
        assertEquals(List.of(), gaps);
    }

    @Test
    void waitsForEverForAFileThatThisUserMayNotRead() throws Exception {
        Path table = twoTables();
        test.disk.denied.add(table);
        follow();
        follow();
        nowNs += 2 * Follower.PATIENCE_NS;
        follow();
        assertEquals(List.of(), given);
        assertEquals(List.of(), gaps);
        test.disk.denied.clear();
        follow();
        assertEquals(ids(1, 15), ids());
    }

    /** Of the records 1 to 10, and 11 to 15; returns the first. */
    private Path twoTables() throws Exception {
        test.turn(10);
        test.close();
        test.open();
        test.turn(5);
        test.close();
        assertEquals(2, test.segments().size());
        return test.segments().get(0).file();
    }

    @Test
    void refusesAJournalThatEndsBeforeTheNextId() throws Exception {
        test.turn(5);
        assertThrows(JournalException.class, () -> from(7).look());
        from(6).look();
    }
}
