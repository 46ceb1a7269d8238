package io.timeserverd.clock;

/** Tells the time of day and how far off it may be. */
@FunctionalInterface
public interface ReferenceClock {
    /** The time of day now. Never blocks. */
    Reading read();
}
