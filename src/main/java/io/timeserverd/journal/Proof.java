package io.timeserverd.journal;

import java.util.Optional;

/**
 * What the chain says about a journal that was verified.
 *
 * @param chain as it was before the first record was read; empty when the journal has none
 * @param chained how many records are in a range whose digest the chain has
 * @param unchained how many records are in no such range: they are not sealed yet, or older than the chain
 */
public record Proof(Optional<Chain> chain, long chained, long unchained) {}
