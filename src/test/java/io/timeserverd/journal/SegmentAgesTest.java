package io.timeserverd.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.clock.Reading;
import io.timeserverd.log.Capture;
import io.timeserverd.log.Log;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentAgesTest {
    private static final long HOUR = Duration.ofHours(1).toNanos();
    private static final long T0 = 1_790_000_000;

    @TempDir
    Path directory;

    /** The ages that an earlier run has left, after its clock had been synchronised for an hour or not. */
    private SegmentAges left(boolean synchronised, long... segments) throws Exception {
        SegmentAges ages = load(7 * HOUR);
        for (long segment : segments) {
            ages.ended(segment);
        }
        ages.look(7 * HOUR, OptionalLong.of(T0 - 7200));
        ages.look(9 * HOUR, synchronised ? OptionalLong.of(T0) : OptionalLong.empty());
        ages.save();
        return ages;
    }

    private SegmentAges load(long nowNs) throws Exception {
        var ages = new SegmentAges(Disk.real(), directory, nowNs);
        ages.load();
        return ages;
    }

    @Test
    void keepsAgesFromRunToRun() throws Exception {
        assertEquals(2 * HOUR, left(true, 1).ageNs(1));
        SegmentAges ages = load(100 * HOUR);
        assertEquals(2 * HOUR, ages.ageNs(1));
        ages.look(101 * HOUR, OptionalLong.empty());
        assertEquals(3 * HOUR, ages.ageNs(1));
        assertEquals(0, ages.ageNs(5), "unknown");
    }

    @Test
    void countsTimeWithoutTheDaemonAfterAnHourOfEvidence() throws Exception {
        left(true, 1);
        SegmentAges ages = load(0);
        ages.ended(2);
        long start = T0 + Duration.ofDays(40).toSeconds();
        ages.look(HOUR / 2, OptionalLong.of(start + 1800));
        ages.look(HOUR, OptionalLong.of(start + 3600));
        assertEquals(3 * HOUR, ages.ageNs(1), "after half an hour of evidence");
        ages.look(3 * HOUR / 2, OptionalLong.of(start + 5400));
        assertEquals(Duration.ofDays(40).toNanos() + 2 * HOUR + 3 * HOUR / 2, ages.ageNs(1));
        assertEquals(3 * HOUR / 2, ages.ageNs(2), "begun since");
        ages.look(2 * HOUR, OptionalLong.of(start + 7200));
        assertEquals(2 * HOUR, ages.ageNs(2));
        assertEquals(Duration.ofDays(40).toNanos() + 4 * HOUR, ages.ageNs(1), "counted once");
    }

    @Test
    void needsAnHourOfUninterruptedEvidence() throws Exception {
        left(true, 1);
        SegmentAges ages = load(0);
        long start = T0 + Duration.ofDays(40).toSeconds();
        ages.look(0, OptionalLong.of(start));
        ages.look(HOUR - 1, OptionalLong.of(start + 3599));
        ages.look(HOUR, OptionalLong.empty());
        ages.look(HOUR + 1, OptionalLong.of(start + 3600));
        ages.look(2 * HOUR, OptionalLong.of(start + 7200));
        assertEquals(4 * HOUR, ages.ageNs(1));
        ages.look(2 * HOUR + 1, OptionalLong.of(start + 7200));
        assertTrue(ages.ageNs(1) > Duration.ofDays(39).toNanos());
    }

    @Test
    void neverCountsTimeThatBeganWithoutEvidence() throws Exception {
        left(false, 1);
        SegmentAges ages = load(0);
        for (int minute = 0; minute < 600; minute++) {
            ages.look(
                    minute * HOUR / 60, OptionalLong.of(T0 + Duration.ofDays(40).toSeconds() + minute * 60L));
        }
        assertTrue(ages.ageNs(1) <= 12 * HOUR, "age " + ages.ageNs(1));
    }

    @Test
    void aClockThatIsSlowMakesNothingYounger() throws Exception {
        left(true, 1);
        SegmentAges ages = load(0);
        ages.look(0, OptionalLong.of(0));
        ages.look(2 * HOUR, OptionalLong.of(7200));
        assertEquals(4 * HOUR, ages.ageNs(1));
    }

    @Test
    void aSegmentContinuedInAnotherRunIsNewWhenItEnds() throws Exception {
        left(true, 1);
        SegmentAges ages = load(0);
        ages.look(HOUR, OptionalLong.of(T0 + Duration.ofDays(29).toSeconds()));
        ages.ended(1);
        ages.look(3 * HOUR, OptionalLong.of(T0 + Duration.ofDays(29).toSeconds() + 7200));
        assertEquals(2 * HOUR, ages.ageNs(1));
    }

    @Test
    void aMergedSegmentIsAsOldAsTheYoungerOne() throws Exception {
        SegmentAges ages = left(true, 1);
        ages.ended(2);
        ages.look(10 * HOUR, OptionalLong.empty());
        ages.merge(1, 2);
        assertEquals(HOUR, ages.ageNs(1));
        assertEquals(0, ages.ageNs(2));
    }

    @Test
    void anUnreadableFileMakesEverySegmentNew() throws Exception {
        for (String text :
                new String[] {"", "at", "x y z", "at 99999999999999999999\n1 5\n", "at -\n1 -5\n", "1\n\n"}) {
            Files.writeString(directory.resolve(FileNames.AGES), text);
            try (Capture lines = Log.capture()) {
                assertEquals(0, load(0).ageNs(1), text);
                assertTrue(lines.lines().size() <= 1);
            }
        }
    }

    @Test
    void deletesRecordsAfterALongPauseOnlyWithEvidence() throws Exception {
        var test = new TestJournal(directory);
        test.errorBoundNs = 1000;
        try (TestJournal open = test.open()) {
            open.turn(10);
            minutes(test, 62);
        }
        test.now = test.now.plus(Duration.ofDays(40));
        test.errorBoundNs = Reading.UNKNOWN;
        try (TestJournal open = test.open()) {
            open.turn(10);
            minutes(test, 300);
            assertEquals(test.safe, test.found());
            test.errorBoundNs = 2_000_000_000;
            minutes(test, 300);
            assertEquals(test.safe, test.found(), "the bound is too large");
            test.errorBoundNs = 1000;
            minutes(test, 59);
            assertEquals(test.safe, test.found(), "not for an hour yet");
            minutes(test, 3);
            assertEquals(test.safe.subList(10, 20), test.found());
            assertEquals(10, open.journal.status().deletedRecords());
        }
    }

    private static void minutes(TestJournal test, int count) {
        for (int minute = 0; minute < count; minute++) {
            test.pass(Duration.ofMinutes(1));
        }
    }
}
