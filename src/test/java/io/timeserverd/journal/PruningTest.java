package io.timeserverd.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
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
        try (var open = test.open()) {
            for (var turn = 0; turn < 400 && test.segments().size() < 4; turn++) {
                open.turn(40);
                open.second();
            }
            var segments = test.segments();
            var end = segments.get(1).lastTime();
            assertEquals(segments.subList(0, 1), Pruning.before(end, segments));
            assertEquals(segments.subList(0, 3), Pruning.before(test.now.plusSeconds(1_000_000), segments));
            Pruning.delete(segments.get(0));
            open.turn(1);
            open.second();
            assertEquals(test.safe.subList((int) segments.get(0).lastId(), test.safe.size()), test.found());
            assertThrows(IllegalArgumentException.class, () -> Pruning.delete(segments.get(3)));
            assertEquals(List.of(), Pruning.before(segments.get(0).firstTime(), segments));
        }
    }
}
