package io.timeserverd.journal;

import java.io.IOException;

/**
 * The disk may not have what was written. That is final for the pages in question: the system may report success at the next
 * attempt although it has dropped them (as found for Linux in 2018, "fsyncgate").
 */
final class SyncException extends IOException {
    private static final long serialVersionUID = 1;

    SyncException(IOException cause) {
        super(cause.getMessage(), cause);
    }
}
