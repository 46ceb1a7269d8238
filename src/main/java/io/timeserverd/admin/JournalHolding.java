package io.timeserverd.admin;

import io.timeserverd.journal.JournalException;
import io.timeserverd.journal.JournalReader;
import io.timeserverd.journal.Segment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the directory of a journal holds, found out without a daemon.
 *
 * @param bytes the size of all segments
 */
record JournalHolding(int segments, long bytes, long records, Optional<Range> range) {
    /**
     * The ids and times of the records.
     *
     * @param earliest the least time, which need not be that of the first record
     * @param latest the greatest time
     */
    record Range(long firstId, long lastId, Instant earliest, Instant latest) {}

    static JournalHolding read(Path directory) throws JournalException, IOException {
        List<Segment> segments = JournalReader.open(directory).segments();
        return new JournalHolding(
                segments.size(),
                segments.stream().mapToLong(Segment::bytes).sum(),
                segments.stream().mapToLong(Segment::records).sum(),
                range(segments.stream().filter(each -> each.records() > 0).toList()));
    }

    /** @param held the segments, oldest first */
    private static Optional<Range> range(List<Segment> held) {
        if (held.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Range(
                held.get(0).firstId(),
                held.get(held.size() - 1).lastId(),
                held.stream()
                        .map(Segment::leastTime)
                        .min(Comparator.naturalOrder())
                        .orElseThrow(),
                held.stream()
                        .map(Segment::greatestTime)
                        .max(Comparator.naturalOrder())
                        .orElseThrow()));
    }
}
