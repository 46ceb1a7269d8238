package io.timeserverd.zone;

import java.util.Arrays;

/**
 * Collects transitions in ascending order into a {@link Timeline}. A transition that changes nothing
 * visible is left out, so that every one that is kept has two sides.
 */
final class TimelineBuilder {
    private final LocalType first;
    private long[] times = new long[16];
    private LocalType[] types = new LocalType[16];
    private int count;

    TimelineBuilder(LocalType first) {
        this.first = first;
    }

    /** A timeline on which nothing ever changes. */
    static Timeline constant(LocalType type) {
        return new TimelineBuilder(type).build();
    }

    /** {@code type} holds from {@code epochSecond} on. */
    TimelineBuilder add(long epochSecond, LocalType type) {
        if (type.equals(last())) {
            return this;
        }
        if (count == times.length) {
            times = Arrays.copyOf(times, count * 2);
            types = Arrays.copyOf(types, count * 2);
        }
        times[count] = epochSecond;
        types[count] = type;
        count++;
        return this;
    }

    /** The type after everything that was added. */
    LocalType last() {
        return count == 0 ? first : types[count - 1];
    }

    /** How many transitions there are so far. */
    int count() {
        return count;
    }

    /** The last type holds for ever. */
    Timeline build() {
        return build(new PosixRule.Always(last()), count == 0 ? Long.MIN_VALUE : times[count - 1]);
    }

    /** The last type holds for ever, as {@code rule} says of all times from {@code ruleFrom} on. */
    Timeline build(PosixRule rule, long ruleFrom) {
        return timeline(count, 0, rule, ruleFrom);
    }

    /**
     * The transitions from index {@code cycleStart} on repeat for ever. They lie in {@code (cycleFrom,
     * cycleFrom + CYCLE_SECONDS]}, and the last of them leads to the type that held before the first.
     *
     * @param rule what they were made by
     */
    Timeline repeating(int cycleStart, long cycleFrom, PosixRule rule) {
        return timeline(cycleStart, cycleFrom, rule, cycleFrom);
    }

    private Timeline timeline(int cycleStart, long cycleFrom, PosixRule rule, long ruleFrom) {
        return new Timeline(
                first,
                Arrays.copyOf(times, count),
                Arrays.copyOf(types, count),
                cycleStart,
                cycleFrom,
                new Timeline.Rest(rule, ruleFrom));
    }
}
