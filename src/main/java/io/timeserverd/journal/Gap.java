package io.timeserverd.journal;

/**
 * Ids without a record, although greater ids have records. No reader will ever find records with these ids.
 *
 * @param firstId the first of these ids
 * @param lastId the last
 * @param reason why, in words for an operator
 */
public record Gap(long firstId, long lastId, String reason) {
    /** How many ids are in it. */
    public long ids() {
        return lastId - firstId + 1;
    }
}
