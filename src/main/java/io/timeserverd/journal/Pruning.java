package io.timeserverd.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * Deletes sealed segments by hand, also under a running daemon: it has none of them open, does the same itself for
 * retention, and forgets what is gone. Who reads one meanwhile keeps it until the end of the reading.
 */
public final class Pruning {
    private Pruning() {}

    /** Those of the segments that are sealed and hold nothing but records before an instant. */
    public static List<Segment> before(Instant instant, List<Segment> segments) {
        return segments.stream()
                .filter(each -> each.state() == Segment.State.SEALED)
                .filter(each -> each.lastTime().isBefore(instant))
                .toList();
    }

    /**
     * Deletes one; nothing happens when it is gone already.
     *
     * @throws IllegalArgumentException when it is not sealed: what is active or damaged is never deleted
     */
    public static void delete(Path directory, Segment segment) throws IOException {
        if (segment.state() != Segment.State.SEALED) {
            throw new IllegalArgumentException("segment " + segment.firstId() + " is not sealed");
        }
        Files.deleteIfExists(Names.of(directory, segment.firstId(), Names.SEALED));
    }
}
