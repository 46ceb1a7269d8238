package io.timeserverd.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Deletes old segments by hand. A running daemon notices, and goes on. */
public final class Pruning {
    /** How long the daemon may hold the chain: it writes a line. */
    static final long WAIT_NS = TimeUnit.SECONDS.toNanos(5);

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
     * Deletes a segment, after the chain has got an entry of that.
     *
     * @param now for the entry
     * @return false when its file was gone: a daemon may have merged it with its neighbour, or deleted it
     * @throws IllegalArgumentException when the segment is not sealed
     */
    public static boolean delete(Segment segment, Instant now) throws IOException {
        if (segment.state() != Segment.State.SEALED) {
            throw new IllegalArgumentException(segment + " is not sealed");
        }
        Disk disk = Disk.real();
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
