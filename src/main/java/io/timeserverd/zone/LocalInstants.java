package io.timeserverd.zone;

/** The instants that a local date and time may mean, in seconds since 1970-01-01T00:00:00Z. */
public sealed interface LocalInstants {
    /** Exactly one. */
    record One(long epochSecond) implements LocalInstants {}

    /** Two, because clocks were set back: {@code earlier} is before that, {@code later} after. */
    record Fold(long earlier, long later) implements LocalInstants {}

    /** None, because clocks were set forward over it by {@code transition}. */
    record Gap(Transition transition) implements LocalInstants {}
}
