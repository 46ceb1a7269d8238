package io.timeserverd.admin;

import io.timeserverd.protocol.Output;
import java.util.Optional;

/** Takes batches of records. */
interface Receiver {
    /** Whether it begins afresh with each batch, so that each is a document of its own, and another attempt may succeed. */
    boolean beginsAfresh();

    /**
     * Takes a batch as a whole, or fails; after a failure it gets the same one again.
     *
     * @return why it could not take it, the same words for the same kind of failure
     */
    Optional<String> take(Output batch) throws InterruptedException;
}
