package io.timeserverd.journal;

import java.util.List;
import java.util.Optional;

/**
 * What the chain says about a journal that was verified.
 *
 * @param chain as it was before the first record was read; empty when the journal has none
 * @param chained how many records are in a range whose digest the chain has
 * @param unchained how many records are in no such range: they are not sealed yet, or older than the chain
 * @param unchainedIds the ids of those
 */
public record Proof(Optional<Chain> chain, long chained, long unchained, List<IdRanges.Range> unchainedIds) {
    /**
     * Compares the journal with a signed head of its chain.
     *
     * @param number the number of the last entry that was signed, which the chain still has
     * @param lastId the greatest id that the signed entries are about
     */
    public Unsigned unsigned(long number, long lastId) {
        return Unsigned.of(chain.orElseThrow(), unchainedIds, number, lastId);
    }
}
