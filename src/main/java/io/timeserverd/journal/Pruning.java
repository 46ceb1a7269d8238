package io.timeserverd.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Deletes old segments by hand. A running daemon notices, and goes on. */
public final class Pruning {
    private Pruning() {}

    /**
     * The sealed segments, all of whose records are before an instant; never the newest, whose name tells which id comes next.
     *
     * @param segments of a journal, oldest first
     */
    public static List<Segment> before(Instant instant, List<Segment> segments) {
        return segments.stream()
                .limit(Math.max(0, segments.size() - 1))
                .filter(segment -> segment.state() == Segment.State.SEALED)
                .filter(segment -> segment.greatestTime().isBefore(instant))
                .collect(Collectors.toList());
    }

    /**
     * Deletes a segment.
     *
     * @return false when its file was gone: a daemon may have merged it with its neighbour, or deleted it
     * @throws IllegalArgumentException when the segment is not sealed
     */
    public static boolean delete(Segment segment) throws IOException {
        if (segment.state() != Segment.State.SEALED) {
            throw new IllegalArgumentException(segment + " is not sealed");
        }
        return Files.deleteIfExists(segment.file());
    }
}
