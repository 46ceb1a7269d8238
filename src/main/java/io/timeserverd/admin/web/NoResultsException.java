package io.timeserverd.admin.web;

/** The request makes no sense, or the journal cannot be read; the message says why. */
public final class NoResultsException extends Exception {
    private static final long serialVersionUID = 1;

    public NoResultsException(String message) {
        super(message);
    }
}
