package io.timeserverd.journal;

/** A journal cannot be opened. The message names its path and says why, in words for an operator. */
public final class JournalException extends Exception {
    private static final long serialVersionUID = 1;

    JournalException(String message) {
        super(message);
    }

    JournalException(String message, Throwable cause) {
        super(message, cause);
    }
}
