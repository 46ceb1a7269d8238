package io.timeserverd.bench;

import java.util.function.DoublePredicate;

/**
 * What a measure has to reach.
 *
 * @param words as the table shows it
 * @param ofRatio whether it is about the quotient of two sides, or about the daemon's figure itself
 */
record Target(String words, boolean ofRatio, DoublePredicate isMet) {
    /** The target of a figure that has none. */
    static final Target NONE = new Target("", false, any -> true);

    static Target ratioAtLeast(double bound) {
        return new Target("ratio at least " + bound, true, ratio -> ratio >= bound);
    }

    static Target ratioAtMost(double bound) {
        return new Target("ratio at most " + bound, true, ratio -> ratio <= bound);
    }

    static Target atMost(double bound) {
        return new Target("at most " + Series.number(bound), false, value -> value <= bound);
    }

    /** Whether a value reaches the target; empty if there is no target. */
    String verdict(double value) {
        return words.isEmpty() ? "" : isMet.test(value) ? "yes" : "no";
    }
}
