package io.timeserverd.bench;

import java.util.function.DoublePredicate;

/**
 * What a measure shall come to.
 *
 * @param words as the table shows it
 * @param ofRatio whether it is about the quotient of two sides, or about the daemon's figure itself
 */
record Target(String words, boolean ofRatio, DoublePredicate isMet) {
    /** Where there is nothing to reach. */
    static final Target NONE = new Target("", false, any -> true);

    static Target ratioAtLeast(double bound) {
        return new Target("ratio at least " + bound, true, ratio -> ratio >= bound);
    }

    static Target ratioAtMost(double bound) {
        return new Target("ratio at most " + bound, true, ratio -> ratio <= bound);
    }

    static Target atLeast(double bound) {
        return new Target("at least " + Series.number(bound), false, value -> value >= bound);
    }

    static Target atMost(double bound) {
        return new Target("at most " + Series.number(bound), false, value -> value <= bound);
    }

    /** Nothing, but for what {@code slack} allows. */
    static Target none(double slack) {
        return new Target("0", false, value -> value < slack);
    }

    /** Empty where there is nothing to reach. */
    String verdict(double value) {
        return words.isEmpty() ? "" : isMet.test(value) ? "yes" : "no";
    }
}
