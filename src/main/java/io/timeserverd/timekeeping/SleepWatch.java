package io.timeserverd.timekeeping;

import io.timeserverd.clock.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Measures how long the host slept. The kernel counts the time since boot also while the host sleeps, but the ticker stands
 * still. Both are slewed alike, so only sleep makes a difference between them.
 */
final class SleepWatch {
    /** The kernel makes this file, so reading it never waits for a disk. */
    static final Path UPTIME = Path.of("/proc/uptime");

    private static final double SECOND_NS = 1e9;

    /** The file counts hundredths of a second, and some time passes between reading it and the ticker. */
    private static final long LEAST_NS = 100_000_000;

    private final Path uptime;
    private final Ticker ticker;
    private OptionalLong aheadNs;

    SleepWatch(Path uptime, Ticker ticker) {
        this.uptime = uptime;
        this.ticker = ticker;
        aheadNs = aheadNs();
    }

    /** How long the host slept since the last call, in nanoseconds; empty if the file cannot be read. */
    OptionalLong sleptNs() {
        OptionalLong before = aheadNs;
        aheadNs = aheadNs();
        if (before.isEmpty() || aheadNs.isEmpty()) {
            return OptionalLong.empty();
        }
        long sleptNs = aheadNs.getAsLong() - before.getAsLong();
        return OptionalLong.of(sleptNs < LEAST_NS ? 0 : sleptNs);
    }

    private OptionalLong aheadNs() {
        try {
            String text = Files.readString(uptime);
            double seconds = Double.parseDouble(text.substring(0, text.indexOf(' ')));
            return OptionalLong.of((long) (seconds * SECOND_NS) - ticker.nanos());
        } catch (IOException | NumberFormatException | StringIndexOutOfBoundsException e) {
            return OptionalLong.empty();
        }
    }
}
