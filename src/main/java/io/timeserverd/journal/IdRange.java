package io.timeserverd.journal;

/**
 * Ids next to each other.
 *
 * @param firstId the smallest
 * @param endId behind the greatest
 */
public record IdRange(long firstId, long endId) {}
