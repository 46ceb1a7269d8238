package io.timeserverd.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Deletes old segments on an operator's order. A running daemon notices and goes on. */
public final class Pruning {
    /** How long to wait while the daemon holds the lock of the chain, as it does to write a line. */
    static final long WAIT_NS = TimeUnit.SECONDS.toNanos(5);

    private Pruning() {}

    /**
     * The sealed segments whose records are all earlier than an instant. The newest segment is never among them: its
     * name says which id comes next.
     *
     * @param segments the segments of a journal, oldest first
     */
    public static List<Segment> before(Instant instant, List<Segment> segments) {
        return segments.stream()
                .limit(Math.max(0, segments.size() - 1))
                .filter(segment -> segment.state() == Segment.State.SEALED)
                .filter(segment -> segment.greatestTime().isBefore(instant))
                .collect(Collectors.toList());
    }

    /**
     * Deletes a segment, after writing an entry about that to the chain.
     *
     * @param now the time for the entry
     * @return false when its file was gone: a daemon may have merged or deleted it
     * @throws IllegalArgumentException when the segment is not sealed
     */
    public static boolean delete(Segment segment, Instant now) throws IOException {
        if (segment.state() != Segment.State.SEALED) {
            throw new IllegalArgumentException(segment + " is not sealed");
        }
        var disk = Disk.real();
        Path directory = segment.file().toAbsolutePath().getParent();
        if (!disk.exists(segment.file())) {
            return false;
        }
        var chain = new ChainWriter(disk, directory, WAIT_NS);
        if (chain.exists()) {
            chain.append(List.of(entry(segment, now)));
        }
        boolean stands = disk.exists(segment.file());
        disk.delete(segment.file());
        return stands;
    }

    private static ChainEntry entry(Segment segment, Instant now) {
        return ChainEntry.draft(
                ChainEntry.Kind.DELETED, Times.nanos(now), segment.firstId(), segment.lastId(), 0, "prune");
    }
}
