package io.timeserverd.admin;

import io.timeserverd.protocol.Output;
import java.util.Optional;

/** Takes batches of records. */
interface Receiver {
    /** Whether each batch is a document of its own. Then a batch that failed can be sent again. */
    boolean beginsAfresh();

    /**
     * Takes a whole batch, or fails. After a failure it may get the same batch again.
     *
     * @return why it failed, in the same words for failures of the same kind; empty if it has taken the batch
     */
    Optional<String> take(Output batch) throws InterruptedException;
}
