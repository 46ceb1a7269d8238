package io.timeserverd.admin;

import io.timeserverd.protocol.Output;
import java.util.function.Consumer;

/** Collects lines of output and writes many at once. A system call for each would take longer than making the line. */
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

    /** To be called after each complete line. */
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
