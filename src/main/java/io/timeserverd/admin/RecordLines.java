package io.timeserverd.admin;

import io.timeserverd.protocol.Output;

/** Lines on their way out, many at once: one call of the system for each would take longer than to make them. */
final class RecordLines {
    private static final int MANY = 64 * 1024;

    final Output out = new Output();
    private final Terminal terminal;

    RecordLines(Terminal terminal) {
        this.terminal = terminal;
    }

    /** A line is complete. */
    void ended() {
        if (out.length() >= MANY) {
            flush();
        }
    }

    void flush() {
        terminal.write(out);
        out.clear();
    }
}
