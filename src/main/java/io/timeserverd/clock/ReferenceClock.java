package io.timeserverd.clock;

/** Tells the time of day and how far off it may be. */
@FunctionalInterface
public interface ReferenceClock {
    /** The time of day now. Never blocks. */
    Reading read();

    /** The time of day at a reading of the ticker not long ago; of a clock that knows no ticker, now. */
    default Reading readAt(long tick) {
        return read();
    }
}
