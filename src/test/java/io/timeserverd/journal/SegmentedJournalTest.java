package io.timeserverd.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.clock.HostClock;
import io.timeserverd.journal.JournalOptions.ClientDetail;
import io.timeserverd.journal.JournalOptions.Sync;
import io.timeserverd.journal.JournalOptions.WhenFull;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentedJournalTest {
    @TempDir
    Path directory;

    private SegmentedJournal open() throws JournalException {
        var options = new JournalOptions(
                directory, Sync.SECOND, 1 << 20, Duration.ofDays(1), 1 << 30, ClientDetail.FULL, WhenFull.DROP_OLDEST);
        return SegmentedJournal.open(options, () -> 0, new HostClock(), Chores.synchronous());
    }

    @Test
    void whatIsCommittedIsReadBackInOrder() throws Exception {
        var samples = new Samples(1);
        var expected = new ArrayList<JournalRecord>();
        for (var start = 0; start < 3; start++) {
            try (var journal = open()) {
                for (var turn = 0; turn < 50; turn++) {
                    for (var n = samples.upTo(70); n >= 0; n--) {
                        var entry = samples.next();
                        expected.add(JournalRecord.of(expected.size() + 1, entry));
                        journal.append(entry);
                    }
                    assertEquals(0, journal.commit());
                }
                assertEquals(expected.size(), journal.status().lastId());
            }
        }
        List<JournalRecord> found = new ArrayList<>();
        JournalReader.open(directory).query(Query.all(), found::add);
        assertEquals(expected, found);
    }

    @Test
    void aSecondInstanceIsToldWhoHoldsTheDirectory() throws Exception {
        try (var first = open()) {
            assertEquals(0, first.status().journalled());
            var refused = assertThrows(JournalException.class, this::open);
            assertTrue(refused.getMessage().contains(directory.toString()), refused.getMessage());
            assertTrue(
                    refused.getMessage()
                            .contains("process " + ProcessHandle.current().pid()),
                    refused.getMessage());
        }
    }
}
