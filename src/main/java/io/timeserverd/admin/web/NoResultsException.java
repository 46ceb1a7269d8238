package io.timeserverd.admin.web;

/** What was asked for makes no sense, or cannot be read; the message says why. */
public final class NoResultsException extends Exception {
    private static final long serialVersionUID = 1;

    public NoResultsException(String message) {
        super(message);
    }
}
