package io.timeserverd.log;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The log: {@code Log.info("ready", "text", address)} writes {@code event=ready text=127.0.0.1:9999}
 * to standard error. Keys and values alternate; a value is any object, escaped by {@link Escape}.
 * Event names and keys are words of the program, never of a client.
 *
 * <pre>
 *     caller:  level -> rate bound -> line -> stamp -> queue     thread "log":  queue -> tinylog
 * </pre>
 *
 * <p>No method but {@link #flush} waits. Of one event at most 60 lines a minute are written, of
 * all together 300; the others become one line {@code event=name suppressed=n} for each event when the minute is over. Lines that do not
 * fit into the queue become one line {@code event=log-dropped lines=n}.
 */
public final class Log {
    private static volatile Level level = Level.INFO;
    private static final LogQueue QUEUE = new LogQueue(LogQueue.CAPACITY, Head.ofStderr(), Tinylog::write);
    private static volatile Logbook book = new Logbook(new RateBound(System::nanoTime), QUEUE);

    static {
        QUEUE.start(book::writeSuppressed);
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
     * Lets lines wait until {@link #release}, but no longer than {@code maxWait}, and a {@link #flush} ends it too: what
     * writes the first line has to be loaded, and that can wait for the end of a start.
     */
    public static void hold(Duration maxWait) {
        QUEUE.hold(maxWait);
    }

    /** Writes what {@link #hold} held back, and whatever follows at once. */
    public static void release() {
        QUEUE.release();
    }

    /** Lines graver than this, and of this level, are written from now on. */
    public static void level(Level newLevel) {
        level = newLevel;
    }

    /**
     * Waits until every line so far is written: for the end of the program.
     *
     * @return false when {@code maxWait} passed before that, or the thread was interrupted
     */
    public static boolean flush(Duration maxWait) {
        book.writeSuppressed();
        return QUEUE.flush(maxWait);
    }

    /** For tests: until it is closed, lines go into it and nowhere else, at once. */
    public static Capture capture() {
        return capture(System::nanoTime);
    }

    /** As {@link #capture()}, with the nanoseconds by which the rate is bounded. */
    public static Capture capture(LongSupplier nanos) {
        Logbook before = book;
        Level levelBefore = level;
        var capture = new Capture(() -> {
            book = before;
            level = levelBefore;
        });
        book = new Logbook(new RateBound(nanos), (line, text) -> capture.add(text));
        return capture;
    }

    private static void write(Level line, String event, Object... pairs) {
        if (level.passes(line)) {
            book.write(line, event, pairs);
        }
    }

    private static void write(Level line, String event, Throwable thrown, Object... pairs) {
        if (level.passes(line)) {
            book.write(line, event, thrown, level == Level.DEBUG, pairs);
        }
    }
}
