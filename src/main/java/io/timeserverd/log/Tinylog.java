package io.timeserverd.log;

import org.tinylog.Logger;

/** The only place that calls tinylog. Its classes load on the thread that writes, with the first line. */
final class Tinylog {
    private Tinylog() {}

    static void write(Level level, String line) {
        // As an object: the overload for strings would be asked for {} placeholders.
        Object message = line;
        switch (level) {
            case ERROR -> Logger.error(message);
            case WARN -> Logger.warn(message);
            case INFO -> Logger.info(message);
            case DEBUG -> Logger.debug(message);
        }
    }
}
