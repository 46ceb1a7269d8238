package io.timeserverd.admin;

import io.timeserverd.journal.JournalException;
import io.timeserverd.journal.Reason;
import java.io.IOException;
import java.util.List;

/** Ends a subcommand with messages and an exit status. */
final class Failure extends Exception {
    private static final long serialVersionUID = 1;

    /** Nothing is wrong. */
    static final int NONE = 0;

    /** A problem was found, or the subcommand could not do its work. */
    static final int FOUND = 1;

    /** The command line or the configuration cannot be used. */
    static final int USAGE = 2;

    /** Some records are missing from the journal; all others were exported. */
    static final int GAP = 3;

    private final int status;
    private final transient List<String> lines;

    Failure(int status, List<String> lines) {
        super(String.join("; ", lines));
        this.status = status;
        this.lines = lines;
    }

    /**
     * Turns an exception into the failure that the user sees.
     *
     * @throws Exception the same exception, if it is a defect of the program
     */
    static Failure of(Exception e) throws Exception {
        if (e instanceof Failure failure) {
            return failure;
        }
        if (e instanceof JournalException) {
            return new Failure(FOUND, List.of(e.getMessage()));
        }
        if (e instanceof IOException failed) {
            return new Failure(FOUND, List.of(Reason.of(failed)));
        }
        throw e;
    }

    /** Prints the messages; returns the exit status. */
    int print(Terminal terminal) {
        lines.forEach(terminal::complain);
        return status;
    }
}
