package io.timeserverd.admin;

import io.timeserverd.log.Escape;
import io.timeserverd.protocol.Output;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Where the program writes.
 *
 * @param stream the stream to which {@code out} writes, for results that are bytes already
 * @param out for results, in UTF-8
 * @param err for complaints and progress
 * @param outShown whether results go to a terminal, and not to a file or program
 * @param errShown whether complaints go to a terminal
 * @param colour whether results may have colours
 * @param columns characters in a line of the terminal; {@link TableStyle#UNLIMITED} when that is unknown
 */
record Terminal(
        PrintStream stream,
        PrintWriter out,
        PrintWriter err,
        boolean outShown,
        boolean errShown,
        boolean colour,
        int columns) {
    /**
     * The system property that says which streams are terminals: {@code out}, {@code err}. The launcher sets it,
     * because the JVM cannot tell one stream from the other: {@code System.console()} is null unless standard input is
     * a terminal too, and since Java 22 it may exist without any terminal.
     */
    private static final String SHOWN = "timeserverd.terminals";

    /** The system property with the width of the terminal, which the JVM cannot find out either. */
    private static final String COLUMNS = "timeserverd.columns";

    private static final int BUFFER = 64 * 1024;

    /** The standard streams of this process. */
    static Terminal ofProcess() {
        // What clients sent is UTF-8 and passes through as it is, whatever the locale.
        PrintStream stream = stream(FileDescriptor.out);
        PrintWriter out = writer(stream);
        PrintWriter err = writer(stream(FileDescriptor.err));
        var shown = Set.of(System.getProperty(SHOWN, "").split(",", -1));
        String noColour = System.getenv().getOrDefault("NO_COLOR", "");
        boolean dumb = "dumb".equals(System.getenv("TERM"));
        return new Terminal(
                stream,
                out,
                err,
                shown.contains("out"),
                shown.contains("err"),
                shown.contains("out") && noColour.isEmpty() && !dumb,
                columns(System.getProperty(COLUMNS, "")));
    }

    /**
     * Reads a width from {@code stty} or the variable {@code COLUMNS}. A terminal that does not know its width says 0.
     */
    static int columns(String text) {
        return text.matches("[1-9][0-9]{0,4}") ? Integer.parseInt(text) : TableStyle.UNLIMITED;
    }

    /** Bypasses {@code System.out}, which would copy all bytes once more. */
    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }

    private static PrintWriter writer(OutputStream stream) {
        return new PrintWriter(new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), BUFFER));
    }

    static Terminal piped(OutputStream out, OutputStream err) {
        var stream = new PrintStream(out, false, StandardCharsets.UTF_8);
        return new Terminal(stream, writer(stream), writer(err), false, false, false, TableStyle.UNLIMITED);
    }

    /** Asks a question; the cursor stays after it. */
    void ask(String question) {
        out.flush();
        err.print(Escape.text(question) + " ");
        err.flush();
    }

    /** Ends the line of a question whose reply is not shown. */
    void endLine() {
        err.print("\n");
        err.flush();
    }

    /** Prints a message on standard error, after the results so far. */
    void complain(String message) {
        out.flush();
        err.print("timeserver-admin: " + Escape.text(message) + "\n");
        err.flush();
    }

    void flush() {
        out.flush();
        err.flush();
    }

    /** Writes results that are bytes already. */
    void write(Output bytes) {
        out.flush(); // results that were printed earlier come first
        stream.write(bytes.array(), 0, bytes.length());
    }

    /** Whether results cannot be written any more, for example because their reader has gone. Flushes them. */
    boolean isAbandoned() {
        return out.checkError() || stream.checkError();
    }
}
