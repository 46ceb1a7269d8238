package io.timeserverd.admin.report;

import io.timeserverd.admin.sums.Tally;
import java.util.List;

/**
 * The result of {@code verify} for the journals.
 *
 * @param records how many records were read
 * @param recomputed how many replies were recomputed and found right
 * @param beyond how many replies could not be recomputed, by reason
 * @param wrongs everything that is not as it should be
 * @param chains the result for the chain of each journal
 */
public record Check(long records, long recomputed, Tally beyond, Few<Wrong> wrongs, List<Chained> chains) {
    /** How many wrongs are listed. */
    public static final int MAX_WRONGS = 200;

    /** Something that is not as it should be. */
    public record Wrong(String where, String what) {}

    /**
     * The result for a chain.
     *
     * @param instance the name of its instance, or empty
     * @param rows pairs of a name and a value
     */
    public record Chained(String instance, List<List<String>> rows) {}
}
