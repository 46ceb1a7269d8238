package io.timeserverd.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PruningTest {
    @TempDir
    Path directory;

    @Test
    void deletesWhatEndedBeforeAnInstantUnderARunningDaemon() throws Exception {
        var test = new TestJournal(directory);
        test.segmentBytes = Frame.PAGE;
        try (TestJournal open = test.open()) {
            for (int turn = 0; turn < 400 && test.segments().size() < 4; turn++) {
                open.turn(40);
                open.second();
            }
            List<Segment> segments = test.segments();
            Instant end = segments.get(0).greatestTime().plusNanos(1);
            List<Segment> before = segments.subList(0, 3).stream()
                    .filter(each -> each.greatestTime().isBefore(end))
                    .toList();
            assertTrue(before.contains(segments.get(0)));
            assertEquals(before, Pruning.before(end, segments));
            assertEquals(segments.subList(0, 3), Pruning.before(test.now.plusSeconds(1_000_000), segments));
            Pruning.delete(segments.get(0), test.now);
            open.turn(1);
            open.second();
            assertEquals(test.safe.subList((int) segments.get(0).lastId(), test.safe.size()), test.found());
            assertThrows(IllegalArgumentException.class, () -> Pruning.delete(segments.get(3), test.now));
            assertEquals(List.of(), Pruning.before(Instant.EPOCH, segments));
        }
    }

    @Test
    void recordsDeletedDuringAMergeStayDeleted() throws Exception {
        var test = new TestJournal(directory);
        test.segmentBytes = 16 << 20;
        for (int run = 0; run < 2; run++) {
            try (TestJournal open = test.open()) {
                open.turn(6000);
            }
        }
        Segment first = test.segments().get(0);
        assertEquals(6000, first.lastId());
        var steps = new ArrayDeque<Runnable>();
        test.helper = (onHelper, then) -> steps.add(() -> {
            onHelper.run();
            then.run();
        });
        try (TestJournal open = test.open()) {
            open.second();
            while (!test.names().contains(FileNames.UNFINISHED)) {
                steps.remove().run();
                assertFalse(steps.isEmpty(), "no merge has begun");
            }
            assertTrue(Pruning.delete(first, test.now));
            while (!steps.isEmpty()) {
                steps.remove().run();
            }
            assertEquals(6000, test.found().size());
            assertEquals(first.lastId() + 1, test.found().get(0).id());
        }
    }
}
