package io.timeserverd.log;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Admits at most {@value #LINES} lines of each event and {@value #ALL_LINES} lines in all in a minute, and counts the others. May be
 * used by several threads, which hold the lock for a few instructions only.
 */
final class LogRateLimit {
    static final int LINES = 60;

    /** Enough for a few events that flood the log, and for some other lines. */
    static final int ALL_LINES = 300;

    static final long WINDOW_NS = TimeUnit.MINUTES.toNanos(1);

    /** The number of event names that are counted separately. Further names share one limit. */
    static final int NAMES = 256;

    private final LongSupplier nanos;
    private final Map<String, Count> counts = new LinkedHashMap<>();
    private int written;
    private long windowStart;

    LogRateLimit(LongSupplier nanos) {
        this.nanos = nanos;
        this.windowStart = nanos.getAsLong();
    }

    synchronized boolean admits(String event, Level level) {
        String name = counts.size() < NAMES || counts.containsKey(event) ? event : "other";
        Count count = counts.computeIfAbsent(name, n -> new Count());
        if (count.written < LINES && written < ALL_LINES) {
            count.written++;
            written++;
            return true;
        }
        count.level = level;
        count.suppressed++;
        return false;
    }

    /** If the minute is over, returns its suppressed lines and begins the next minute. */
    synchronized List<Suppressed> finished() {
        long now = nanos.getAsLong();
        if (now - windowStart < WINDOW_NS) {
            return List.of();
        }
        windowStart = now;
        List<Suppressed> finished = counts.entrySet().stream()
                .filter(e -> e.getValue().suppressed > 0)
                .map(e -> new Suppressed(e.getKey(), e.getValue().level, e.getValue().suppressed))
                .collect(Collectors.toList());
        counts.clear();
        written = 0;
        return finished;
    }

    record Suppressed(String event, Level level, long lines) {}

    private static final class Count {
        private int written;
        private long suppressed;
        private Level level;
    }
}
