package io.timeserverd.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Deletes old segments by hand. A running daemon notices, and goes on. */
public final class Pruning {
    private Pruning() {}

    /** The sealed segments, all of whose records are before an instant. */
    public static List<Segment> before(Instant instant, List<Segment> segments) {
        return segments.stream()
                .filter(segment -> segment.state() == Segment.State.SEALED)
                .filter(segment -> segment.lastTime().isBefore(instant))
                .collect(Collectors.toList());
    }

    /**
     * Deletes a segment; one that is gone already is no error.
     *
     * @throws IllegalArgumentException when the segment is not sealed
     */
    public static void delete(Segment segment) throws IOException {
        if (segment.state() != Segment.State.SEALED) {
            throw new IllegalArgumentException(segment + " is not sealed");
        }
        Files.deleteIfExists(segment.file());
    }
}
