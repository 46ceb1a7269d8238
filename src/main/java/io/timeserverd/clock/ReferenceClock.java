package io.timeserverd.clock;

/** Knows the time of day, and how far off it may be. */
@FunctionalInterface
public interface ReferenceClock {
    /** The time of day now. Never blocks. */
    Reading read();

    /** The time of day at a recent reading of the ticker. A clock without a ticker returns the time of day now. */
    default Reading readAt(long tick) {
        return read();
    }
}
