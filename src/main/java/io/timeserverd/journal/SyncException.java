package io.timeserverd.journal;

import java.io.IOException;

/**
 * Data may not have reached the disk. That is final for the pages in question: the system may have dropped them, and
 * still report success at the next attempt (as found for Linux in 2018, "fsyncgate").
 */
final class SyncException extends IOException {
    private static final long serialVersionUID = 1;

    SyncException(IOException cause) {
        super(cause.getMessage(), cause);
    }
}
