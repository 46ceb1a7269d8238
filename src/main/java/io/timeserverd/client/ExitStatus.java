package io.timeserverd.client;

/** The exit statuses of {@code timeclient}. Scripts depend on these numbers. */
final class ExitStatus {
    /** Every request got its reply. */
    static final int OK = 0;

    /** The server replied {@code ERR}, or standard output could not be written. */
    static final int REFUSED = 1;

    /** The command line is wrong, or standard input cannot be read. */
    static final int USAGE = 2;

    /** The server cannot be reached, did not reply in time, or the connection was lost. */
    static final int NO_REPLY = 3;

    /** The server's clock is not synchronised, or not good enough to set the local clock. */
    static final int NOT_SYNCHRONISED = 4;

    /** The local clock could not be set. */
    static final int CLOCK_NOT_SET = 5;

    private ExitStatus() {}
}
