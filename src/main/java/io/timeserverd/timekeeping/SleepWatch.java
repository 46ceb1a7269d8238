package io.timeserverd.timekeeping;

import io.timeserverd.clock.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Tells how long the host slept: time since it booted counts on while it sleeps, the ticker does not. Both are the kernel's
 * counters, so that nothing but sleep comes between them.
 */
final class SleepWatch {
    /** The file is in memory, so that reading it never waits for a disk. */
    static final Path UPTIME = Path.of("/proc/uptime");

    private static final double SECOND_NS = 1e9;

    /** It counts hundredths of a second, and the two are not read at once. */
    private static final long LEAST_NS = 100_000_000;

    private final Path uptime;
    private final Ticker ticker;
    private OptionalLong aheadNs;

    SleepWatch(Path uptime, Ticker ticker) {
        this.uptime = uptime;
        this.ticker = ticker;
        aheadNs = aheadNs();
    }

    /** How long the host slept since the last call, in nanoseconds; empty where that cannot be known. */
    OptionalLong sleptNs() {
        var before = aheadNs;
        aheadNs = aheadNs();
        if (before.isEmpty() || aheadNs.isEmpty()) {
            return OptionalLong.empty();
        }
        long sleptNs = aheadNs.getAsLong() - before.getAsLong();
        return OptionalLong.of(sleptNs < LEAST_NS ? 0 : sleptNs);
    }

    private OptionalLong aheadNs() {
        try {
            var text = Files.readString(uptime);
            double seconds = Double.parseDouble(text.substring(0, text.indexOf(' ')));
            return OptionalLong.of((long) (seconds * SECOND_NS) - ticker.nanos());
        } catch (IOException | NumberFormatException | StringIndexOutOfBoundsException e) {
            return OptionalLong.empty();
        }
    }
}
