package io.timeserverd.journal;

/**
 * Consecutive ids.
 *
 * @param firstId the smallest
 * @param endId one more than the greatest
 */
public record IdRange(long firstId, long endId) {}
