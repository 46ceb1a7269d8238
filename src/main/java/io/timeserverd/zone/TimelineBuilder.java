package io.timeserverd.zone;

import java.util.Arrays;

/**
 * Collects transitions in ascending order into a {@link Timeline}. It leaves out transitions that change nothing, so that the
 * types before and after each differ.
 */
final class TimelineBuilder {
    private final LocalType first;
    private long[] times = new long[16];
    private LocalType[] types = new LocalType[16];
    private int count;

    TimelineBuilder(LocalType first) {
        this.first = first;
    }

    /** A timeline without changes. */
    static Timeline constant(LocalType type) {
        return new TimelineBuilder(type).build();
    }

    /** Adds a transition: {@code type} holds from {@code epochSecond} on. */
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

    /** The type after the last transition. */
    LocalType last() {
        return count == 0 ? first : types[count - 1];
    }

    /** How many transitions were added. */
    int count() {
        return count;
    }

    /** The timeline on which the last type holds for ever. */
    Timeline build() {
        return build(new PosixRule.Always(last()), count == 0 ? Long.MIN_VALUE : times[count - 1]);
    }

    /** The same, with the rule that says so from {@code ruleFrom} on. */
    Timeline build(PosixRule rule, long ruleFrom) {
        return timeline(count, 0, rule, ruleFrom);
    }

    /**
     * The timeline on which the transitions from index {@code cycleStart} on repeat for ever. They lie in {@code (cycleFrom,
     * cycleFrom + CYCLE_SECONDS]}, and the last of them leads to the type before the first.
     *
     * @param rule the rule that they follow
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
                new Timeline.FinalRule(rule, ruleFrom));
    }
}
