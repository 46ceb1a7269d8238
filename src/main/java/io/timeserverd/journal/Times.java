package io.timeserverd.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Times as the journal stores them: nanoseconds since 1970, which cover the years 1677 to 2262. */
final class Times {
    private Times() {}

    /** An instant in nanoseconds since 1970. An instant beyond their range becomes the least or the greatest value. */
    static long nanos(Instant instant) {
        return nanos(instant.getEpochSecond(), instant.getNano());
    }

    static long nanos(long epochSecond, int nano) {
        long second = TimeUnit.SECONDS.toNanos(epochSecond);
        return second == Long.MAX_VALUE || second == Long.MIN_VALUE ? second : saturated(second, nano);
    }

    /** A duration in nanoseconds. One of more than 292 years becomes the greatest value. */
    static long nanos(Duration duration) {
        return nanos(duration.getSeconds(), duration.getNano());
    }

    /**
     * Whether the value is one instant, and not the least or the greatest value, which stand for all instants beyond.
     */
    static boolean isExact(long nanos) {
        return nanos != Long.MAX_VALUE && nanos != Long.MIN_VALUE;
    }

    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(0, nanos);
    }

    private static long saturated(long second, int nano) {
        long sum = second + nano;
        return sum < second ? Long.MAX_VALUE : sum;
    }
}
