package io.timeserverd.journal;

/**
 * Ids behind which there are others, and whose records no reader will find.
 *
 * @param firstId the first of them
 * @param lastId the last
 * @param reason in words for an operator
 */
public record Gap(long firstId, long lastId, String reason) {
    /** How many ids that are. */
    public long ids() {
        return lastId - firstId + 1;
    }
}
