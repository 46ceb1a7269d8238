package io.timeserverd.log;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** The log lines of a test, from {@link Log#capture()} until it is closed. */
public final class Capture implements AutoCloseable {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Runnable whenClosed;

    Capture(Runnable whenClosed) {
        this.whenClosed = whenClosed;
    }

    void add(String line) {
        lines.add(line);
    }

    /** The lines so far, {@code event=name key=value}, without time and level. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** The lines of one event so far. */
    public List<String> lines(String event) {
        return lines.stream()
                .filter(line -> (line + ' ').startsWith("event=" + event + ' '))
                .collect(Collectors.toList());
    }

    @Override
    public void close() {
        whenClosed.run();
    }
}
