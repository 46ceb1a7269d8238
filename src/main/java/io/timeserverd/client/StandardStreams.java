package io.timeserverd.client;

import io.timeserverd.log.Escape;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.StringTokenizer;

/**
 * Where the program reads and writes. Whatever a server sent passes through here and is escaped.
 *
 * @param live whether standard output is a terminal, on which a line can be written again
 */
record StandardStreams(InputStream in, PrintWriter out, PrintWriter err, boolean live) {
    private static final String KEPT = "\t\\";

    void answer(String line) {
        out.print(harmless(line) + "\n");
    }

    void error(String line) {
        err.print(harmless(line) + "\n");
    }

    /** What the program itself does; standard output holds results only. */
    void note(String message) {
        complain(message);
    }

    /** Whether nobody reads the results any more. */
    boolean isAbandoned() {
        return out.checkError();
    }

    /** What the program itself has to say about a failure. */
    void complain(String message) {
        error("timeclient: " + message);
    }

    /**
     * Asks on standard error, so that standard output holds answers only.
     *
     * @return what was typed; null at the end of input
     */
    String prompt(String question) throws IOException {
        err.print(question);
        flush();
        var typed = new Lines(in).next();
        if (typed == null) {
            err.print("\n");
            return null;
        }
        return new String(typed, StandardCharsets.UTF_8);
    }

    void flush() {
        out.flush();
        err.flush();
    }

    /**
     * A tab and a backslash do no harm and stay, so that JSON reaches a script as it was sent; a script cannot
     * be told from a terminal here.
     */
    private static String harmless(String line) {
        var safe = new StringBuilder(line.length());
        var parts = new StringTokenizer(line, KEPT, true);
        while (parts.hasMoreTokens()) {
            var part = parts.nextToken();
            safe.append(KEPT.contains(part) ? part : Escape.text(part, Integer.MAX_VALUE));
        }
        return safe.toString();
    }
}
