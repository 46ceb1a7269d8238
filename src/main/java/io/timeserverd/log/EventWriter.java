package io.timeserverd.log;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Makes lines of events, limits their rate, and passes them to a sink. */
final class EventWriter {
    /** The longest stack trace in characters. */
    private static final int MAX_STACK = 8192;

    private final LogRateLimit rateLimit;
    private final Sink sink;

    EventWriter(LogRateLimit rateLimit, Sink sink) {
        this.rateLimit = rateLimit;
        this.sink = sink;
    }

    void write(Level level, String event, Object... pairs) {
        writeSuppressed();
        if (rateLimit.admits(event, level)) {
            sink.write(level, line(event, pairs).toString());
        }
    }

    void write(Level level, String event, Throwable thrown, boolean withStack, Object... pairs) {
        writeSuppressed();
        if (!rateLimit.admits(event, level)) {
            return;
        }
        StringBuilder line = line(event, pairs);
        pair(line, "exception", thrown.getClass().getName());
        if (thrown.getMessage() != null) {
            pair(line, "message", thrown.getMessage());
        }
        if (withStack) {
            line.append(" stack=").append(Escape.value(stack(thrown), MAX_STACK));
        }
        sink.write(level, line.toString());
    }

    /** When a minute is over, writes one line for each event of which it suppressed lines. */
    void writeSuppressed() {
        for (LogRateLimit.Suppressed event : rateLimit.finished()) {
            sink.write(
                    event.level(),
                    line(event.event(), "suppressed", event.lines()).toString());
        }
    }

    static StringBuilder line(String event, Object... pairs) {
        StringBuilder line = new StringBuilder(128).append("event=").append(event);
        for (int i = 0; i < pairs.length; i += 2) {
            pair(line, pairs[i], i + 1 < pairs.length ? pairs[i + 1] : "");
        }
        return line;
    }

    private static void pair(StringBuilder line, Object key, Object value) {
        line.append(' ').append(key).append('=').append(Escape.value(value));
    }

    private static String stack(Throwable thrown) {
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
