package io.timeserverd.client;

import io.timeserverd.log.Escape;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.StringTokenizer;

/**
 * The standard streams of the program. They escape every line from a server.
 *
 * @param live whether standard output is a terminal, so that a line can be rewritten
 * @param columns the width of the terminal in characters; 0 if unknown
 */
record StandardStreams(InputStream in, PrintWriter out, PrintWriter err, boolean live, int columns) {
    private static final String NOT_ESCAPED = "\t\\";

    /** Prints a line of a reply or a measurement. */
    void print(String line) {
        out.print(harmless(line) + "\n");
    }

    /** Prints a line on standard error. */
    void error(String line) {
        err.print(harmless(line) + "\n");
    }

    /** Says what the program does. It goes to standard error, because standard output has results only. */
    void note(String message) {
        complain(message);
    }

    /** Whether standard output can no longer be written, for example because its reader has gone. */
    boolean isAbandoned() {
        return out.checkError();
    }

    /** Reports a failure. */
    void complain(String message) {
        error("timeclient: " + message);
    }

    /**
     * Asks the user a question on standard error, because standard output has replies only.
     *
     * @return what the user typed; null at the end of input
     */
    String prompt(String question) throws IOException {
        err.print(question);
        flush();
        byte[] typed = new InputLines(in).next();
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
     * Escapes control characters. A tab and a backslash are harmless and stay, so that a script gets JSON as the server sent
     * it.
     */
    private static String harmless(String line) {
        var safe = new StringBuilder(line.length());
        var parts = new StringTokenizer(line, NOT_ESCAPED, true);
        while (parts.hasMoreTokens()) {
            String part = parts.nextToken();
            safe.append(NOT_ESCAPED.contains(part) ? part : Escape.text(part, Integer.MAX_VALUE));
        }
        return safe.toString();
    }
}
