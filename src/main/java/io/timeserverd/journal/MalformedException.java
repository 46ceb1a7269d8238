package io.timeserverd.journal;

import java.io.IOException;

/** The bytes that were read are not what this program writes. */
final class MalformedException extends IOException {
    private static final long serialVersionUID = 1;

    MalformedException(String message) {
        super(message);
    }

    MalformedException(String message, Throwable cause) {
        super(message, cause);
    }
}
