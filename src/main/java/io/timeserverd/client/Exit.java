package io.timeserverd.client;

/** The exit status of {@code timeclient}: scripts depend on these numbers. */
final class Exit {
    /** Every request was answered. */
    static final int ANSWERED = 0;

    /** The server answered {@code ERR}, or the answer could not be written. */
    static final int REFUSED = 1;

    /** The command line, or standard input, cannot be used. */
    static final int USAGE = 2;

    /** The server is not reachable, fell silent, or the connection was lost. */
    static final int NO_ANSWER = 3;

    /** The server's clock is not synchronised, or not good enough to set the local one by. */
    static final int NOT_SYNCHRONISED = 4;

    /** The local clock could not be set. */
    static final int CLOCK_NOT_SET = 5;

    private Exit() {}
}
