package io.timeserverd.journal;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import io.timeserverd.log.Log;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Knows how long ago each segment got its last record. Ages are time that has passed, and not the difference of two
 * readings of a clock that may be wrong. While the daemon runs, the ticker counts it. Time in which it did not run is
 * counted by the reference clock, if that had been synchronised for an hour before and has been for an hour again.
 * Otherwise that time does not count, and records are kept for longer.
 *
 * <p>Ages are kept in a file of lines:
 *
 * <pre>
 *     at 1764550000       the reference time when the file was written, seconds since 1970; "-" if it was not believed
 *     123456 86400        the segment with this first id is this many seconds old
 * </pre>
 *
 * <p>A segment without a line is new. Belongs to the helper thread.
 */
final class SegmentAges {
    /**
     * How long the clock must have been synchronised before it is believed about the time in which the daemon did not
     * run.
     */
    private static final long EVIDENCE_NS = TimeUnit.HOURS.toNanos(1);

    private static final long SAVE_NS = TimeUnit.MINUTES.toNanos(1);
    private static final long NS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int MAX_BYTES = 1 << 20;

    private final Disk disk;
    private final Path file;

    /** The ticker's reading at which the age was 0, by first id. */
    private final Map<Long, Long> zeroNs = new HashMap<>();

    /** Segments of earlier runs, until the time between the runs is counted. */
    private final Set<Long> ofEarlierRuns = new HashSet<>();

    private final long startedNs;

    /** The reference time when the file was written by an earlier run, seconds since 1970. */
    private OptionalLong stoppedAt = OptionalLong.empty();

    /** The ticker's reading since which the clock has been synchronised at every check; empty if it is not. */
    private OptionalLong synchronisedSinceNs = OptionalLong.empty();

    /** The reference time, seconds since 1970; empty if the clock is not believed. */
    private OptionalLong believedSecond = OptionalLong.empty();

    private long nowNs;
    private long savedNs;

    /** @param nowNs the ticker's reading */
    SegmentAges(Disk disk, Path directory, long nowNs) {
        this.disk = disk;
        this.file = directory.resolve(FileNames.AGES);
        this.startedNs = nowNs;
        this.nowNs = nowNs;
        this.savedNs = nowNs;
    }

    /** Reads the file. If it makes no sense it counts as missing. */
    void load() throws IOException {
        if (!disk.exists(file)) {
            return;
        }
        String text;
        try (FileChannel channel = disk.open(file, READ)) {
            var bytes = ByteBuffer.allocate((int) Math.min(MAX_BYTES, channel.size()));
            int length = FileBytes.read(channel, bytes, 0);
            text = new String(bytes.array(), 0, length, StandardCharsets.UTF_8);
        }
        try {
            text.lines().forEach(this::parse);
        } catch (NumberFormatException e) {
            Log.warn("journal-ages-unreadable", "file", file, "reason", e.getMessage());
            zeroNs.clear();
            stoppedAt = OptionalLong.empty();
        }
        ofEarlierRuns.addAll(zeroNs.keySet());
    }

    private void parse(String line) {
        int blank = line.indexOf(' ');
        String name = line.substring(0, Math.max(0, blank));
        String value = line.substring(blank + 1);
        if (name.equals("at")) {
            stoppedAt = value.equals("-") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(value));
        } else {
            long seconds = Math.max(0, Math.min(Long.parseLong(value), Long.MAX_VALUE / NS_PER_SECOND / 4));
            zeroNs.put(Long.parseLong(name), startedNs - seconds * NS_PER_SECOND);
        }
    }

    /**
     * Updates the time.
     *
     * @param newNowNs the ticker's reading
     * @param newReferenceSecond the reference time, seconds since 1970; empty without evidence for it
     */
    void look(long newNowNs, OptionalLong newReferenceSecond) {
        nowNs = newNowNs;
        believedSecond = OptionalLong.empty();
        if (newReferenceSecond.isEmpty()) {
            synchronisedSinceNs = OptionalLong.empty();
        } else if (synchronisedSinceNs.isEmpty()) {
            synchronisedSinceNs = OptionalLong.of(nowNs);
        } else if (nowNs - synchronisedSinceNs.getAsLong() >= EVIDENCE_NS) {
            believedSecond = newReferenceSecond;
            countStandstill(newReferenceSecond.getAsLong());
        }
    }

    private void countStandstill(long nowSecond) {
        if (stoppedAt.isEmpty()) {
            return;
        }
        long ranNs = nowNs - startedNs;
        long standstill = nowSecond - ranNs / NS_PER_SECOND - stoppedAt.getAsLong();
        stoppedAt = OptionalLong.empty();
        if (standstill > 0) {
            long standstillNs = TimeUnit.SECONDS.toNanos(standstill);
            ofEarlierRuns.forEach(id -> zeroNs.computeIfPresent(id, (key, zero) -> zero - standstillNs));
            Log.info("journal-standstill-counted", "seconds", standstill, "segments", ofEarlierRuns.size());
        }
        ofEarlierRuns.clear();
    }

    /** Notes that a segment got its last record now. */
    void ended(long firstId) {
        zeroNs.put(firstId, nowNs);
        ofEarlierRuns.remove(firstId);
    }

    /** Notes that a segment exists. If it has no age, it is new. */
    void found(long firstId) {
        zeroNs.putIfAbsent(firstId, nowNs);
    }

    /** Notes that two neighbours were merged into a segment, which is as old as the younger one. */
    void merge(long firstId, long secondId) {
        zeroNs.put(firstId, nowNs - ageNs(secondId));
        if (ofEarlierRuns.remove(firstId) && ofEarlierRuns.contains(secondId)) {
            ofEarlierRuns.add(firstId);
        }
        forget(secondId);
    }

    void forget(long firstId) {
        zeroNs.remove(firstId);
        ofEarlierRuns.remove(firstId);
    }

    /** How long ago the segment got its last record, in nanoseconds. */
    long ageNs(long firstId) {
        Long zero = zeroNs.get(firstId);
        return zero == null ? 0 : nowNs - zero;
    }

    /** Writes the file if it was last written a minute ago or more. */
    void saveSometimes() throws IOException {
        if (nowNs - savedNs >= SAVE_NS) {
            save();
            savedNs = nowNs; // after a failure the next tick tries again, and the status shows the problem
        }
    }

    void save() throws IOException {
        var text = new StringBuilder("at ");
        text.append(believedSecond.isPresent() ? Long.toString(believedSecond.getAsLong()) : "-")
                .append('\n');
        zeroNs.forEach((id, zero) -> text.append(id)
                .append(' ')
                .append(Math.max(0, (nowNs - zero) / NS_PER_SECOND))
                .append('\n'));
        Path part = file.resolveSibling(FileNames.AGES_NEW);
        try (FileChannel channel = disk.open(part, CREATE, TRUNCATE_EXISTING, WRITE)) {
            FileBytes.write(channel, ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8)), 0);
            channel.force(true);
        }
        disk.move(part, file);
    }
}
