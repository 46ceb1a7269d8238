package io.timeserverd.log;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The log: {@code Log.info("ready", "text", address)} writes {@code event=ready text=127.0.0.1:9999}
 * to standard error. Keys and values alternate. A value is any object, escaped by {@link Escape}. Event names and keys come from
 * the program, never from a client.
 *
 * <pre>
 *     caller:  level -> rate limit -> line -> stamp -> queue     thread "log":  queue -> tinylog
 * </pre>
 *
 * <p>Only {@link #flush} waits. At most 60 lines of one event and 300 lines in all are written in a minute. The others become one
 * line {@code event=name suppressed=n} for each event when the minute is over. Lines that do not fit into the queue become one
 * line {@code event=log-dropped lines=n}.
 */
public final class Log {
    private static volatile Level level = Level.INFO;
    private static final LogQueue QUEUE =
            new LogQueue(LogQueue.CAPACITY, LinePrefix.forStandardError(), Tinylog::write);
    private static volatile EventWriter writer = new EventWriter(new LogRateLimit(System::nanoTime), QUEUE);

    static {
        QUEUE.start(writer::writeSuppressed);
    }

    private Log() {}

    public static void error(String event, Object... pairs) {
        write(Level.ERROR, event, pairs);
    }

    /** An error with its {@code exception} and {@code message}; with its {@code stack} at level debug. */
    public static void error(String event, Throwable thrown, Object... pairs) {
        write(Level.ERROR, event, thrown, pairs);
    }

    public static void warn(String event, Object... pairs) {
        write(Level.WARN, event, pairs);
    }

    /** A warning with its {@code exception} and {@code message}; with its {@code stack} at level debug. */
    public static void warn(String event, Throwable thrown, Object... pairs) {
        write(Level.WARN, event, thrown, pairs);
    }

    public static void info(String event, Object... pairs) {
        write(Level.INFO, event, pairs);
    }

    public static void debug(String event, Object... pairs) {
        write(Level.DEBUG, event, pairs);
    }

    public static Level level() {
        return level;
    }

    /**
     * Delays all lines until {@link #release} or {@link #flush}, but no longer than {@code maxWait}. The first line loads many
     * classes, which can wait until the start is complete.
     */
    public static void hold(Duration maxWait) {
        QUEUE.hold(maxWait);
    }

    /** Writes the lines that {@link #hold} has delayed, and further lines at once. */
    public static void release() {
        QUEUE.release();
    }

    /** Writes lines of this level and of higher severity from now on. */
    public static void level(Level newLevel) {
        level = newLevel;
    }

    /**
     * Waits until every line so far is written, for the end of the program.
     *
     * @return false if that took longer than {@code maxWait}, or the thread was interrupted
     */
    public static boolean flush(Duration maxWait) {
        writer.writeSuppressed();
        return QUEUE.flush(maxWait);
    }

    /** For tests: lines go into the returned capture, at once, until it is closed. They are not written. */
    public static Capture capture() {
        return capture(System::nanoTime);
    }

    /** As {@link #capture()}, with a ticker in nanoseconds for the rate limit. */
    public static Capture capture(LongSupplier nanos) {
        EventWriter before = writer;
        Level levelBefore = level;
        var capture = new Capture(() -> {
            writer = before;
            level = levelBefore;
        });
        writer = new EventWriter(new LogRateLimit(nanos), (line, text) -> capture.add(text));
        return capture;
    }

    private static void write(Level line, String event, Object... pairs) {
        if (level.passes(line)) {
            writer.write(line, event, pairs);
        }
    }

    private static void write(Level line, String event, Throwable thrown, Object... pairs) {
        if (level.passes(line)) {
            writer.write(line, event, thrown, level == Level.DEBUG, pairs);
        }
    }
}
