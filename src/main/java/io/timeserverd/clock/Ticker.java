package io.timeserverd.clock;

/**
 * A monotonic source for durations and deadlines. Its origin is arbitrary and it may wrap: compare
 * two readings by subtraction only.
 */
@FunctionalInterface
public interface Ticker {
    /** Nanoseconds since an arbitrary origin; never runs backwards. */
    long nanos();

    /** The JVM's own ticker. */
    static Ticker system() {
        return System::nanoTime;
    }
}
