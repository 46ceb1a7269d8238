package io.timeserverd.journal;

/**
 * Ids next to each other.
 *
 * @param firstId the smallest
 * @param endId behind the greatest
 */
public record IdRange(long firstId, long endId) {
    /** How many ids there are; not each must be that of a record. */
    public long length() {
        return endId - firstId;
    }
}
