package io.timeserverd.admin;

import io.timeserverd.protocol.Output;
import java.util.Optional;

/**
 * Writes batches to standard output. A batch is taken when the system has taken it for a file, a pipe or a terminal.
 */
final class StandardOutput implements Receiver {
    private final Terminal terminal;

    StandardOutput(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public boolean beginsAfresh() {
        return false;
    }

    @Override
    public Optional<String> take(Output batch) {
        terminal.write(batch);
        return terminal.isAbandoned() ? Optional.of("standard output is closed") : Optional.empty();
    }
}
