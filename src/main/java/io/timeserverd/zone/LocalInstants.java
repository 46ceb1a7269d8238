package io.timeserverd.zone;

/** Which instants a local date and time stands for. Seconds are since 1970-01-01T00:00:00Z. */
public sealed interface LocalInstants {
    /** Exactly one. */
    record One(long epochSecond) implements LocalInstants {}

    /** Two, because clocks were set back: {@code earlier} is the one before they were. */
    record Fold(long earlier, long later) implements LocalInstants {}

    /** None, because clocks were set forward over it by {@code transition}. */
    record Gap(Transition transition) implements LocalInstants {}
}
