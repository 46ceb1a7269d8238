package io.timeserverd.server;

/** A listener could not be opened; the message names its key, its address and the reason. */
public final class ListenException extends Exception {
    private static final long serialVersionUID = 1;

    ListenException(String key, Object address, String reason) {
        super("cannot listen on " + address + " (" + key + "): " + reason);
    }
}
