package io.timeserverd.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Journal times on disk: nanoseconds since 1970, which serve from 1677 to 2262. */
final class Times {
    private Times() {}

    /** An instant in nanoseconds since 1970; what lies beyond them becomes the first or the last. */
    static long nanos(Instant instant) {
        return nanos(instant.getEpochSecond(), instant.getNano());
    }

    static long nanos(long epochSecond, int nano) {
        var second = TimeUnit.SECONDS.toNanos(epochSecond);
        return second == Long.MAX_VALUE || second == Long.MIN_VALUE ? second : saturated(second, nano);
    }

    /** A duration in nanoseconds; what is longer than 292 years becomes that. */
    static long nanos(Duration duration) {
        return nanos(duration.getSeconds(), duration.getNano());
    }

    /** Whether it stands for one instant, and not for all beyond it. */
    static boolean isExact(long nanos) {
        return nanos != Long.MAX_VALUE && nanos != Long.MIN_VALUE;
    }

    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(0, nanos);
    }

    private static long saturated(long second, int nano) {
        var sum = second + nano;
        return sum < second ? Long.MAX_VALUE : sum;
    }
}
