package io.timeserverd.log;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * At most {@value #LINES} lines a minute of each event, and {@value #ALL_LINES} of all events together; the others are
 * counted. Safe for several threads; the lock is held for a few instructions.
 */
final class RateBound {
    static final int LINES = 60;

    /** Room for five events in full flood, and for what else there is to tell. */
    static final int ALL_LINES = 300;

    static final long WINDOW_NS = TimeUnit.MINUTES.toNanos(1);

    /** Event names kept apart; were there more, those beyond would share one bound. */
    static final int NAMES = 256;

    private final LongSupplier nanos;
    private final Map<String, Count> counts = new LinkedHashMap<>();
    private int written;
    private long windowStart;

    RateBound(LongSupplier nanos) {
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

    /** What the minute suppressed, when it is over; then the next one begins. */
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
