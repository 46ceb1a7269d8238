package io.timeserverd.admin.report;

import io.timeserverd.admin.sums.Tally;
import java.util.List;

/**
 * What {@code verify} says of the journals.
 *
 * @param records that it has read
 * @param recomputed those whose answer is what it should have been
 * @param beyond why answers could not be recomputed
 * @param wrongs what is not as it should be
 * @param chains what is said of the chain of each journal
 */
public record Check(long records, long recomputed, Tally beyond, Few<Wrong> wrongs, List<Chained> chains) {
    /** How many wrongs are listed. */
    public static final int MAX_WRONGS = 200;

    /** Something that is not as it should be. */
    public record Wrong(String where, String what) {}

    /**
     * What is said of a chain.
     *
     * @param instance the name of its instance, or empty
     * @param rows name and value
     */
    public record Chained(String instance, List<List<String>> rows) {}
}
