package io.timeserverd.journal;

import java.util.Optional;

/**
 * What the chain says of a journal that was verified.
 *
 * @param chain as it was before the first record was read; empty when the journal has none
 * @param chained how many records are those of which an entry has the digest
 * @param unchained how many records have no entry: those that are not sealed yet, or were there before the chain
 */
public record Proof(Optional<Chain> chain, long chained, long unchained) {}
