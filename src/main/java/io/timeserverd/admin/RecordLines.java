package io.timeserverd.admin;

import io.timeserverd.protocol.Output;
import java.util.function.Consumer;

/** Lines on their way out, many at once: one call of the system for each would take longer than to make them. */
final class RecordLines {
    private static final int MANY = 64 * 1024;

    final Output out = new Output();
    private final Consumer<Output> sink;

    RecordLines(Terminal terminal) {
        this(terminal::write);
    }

    /** @param sink takes all that was written; the bytes are its own only until it returns */
    RecordLines(Consumer<Output> sink) {
        this.sink = sink;
    }

    /** A line is complete. */
    void ended() {
        if (out.length() >= MANY) {
            flush();
        }
    }

    void flush() {
        sink.accept(out);
        out.clear();
    }
}
