package io.timeserverd.journal;

/** A journal that cannot be opened; the message names its path and tells an operator why. */
public final class JournalException extends Exception {
    private static final long serialVersionUID = 1;

    JournalException(String message) {
        super(message);
    }

    JournalException(String message, Throwable cause) {
        super(message, cause);
    }
}
