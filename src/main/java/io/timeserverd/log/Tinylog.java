package io.timeserverd.log;

import org.tinylog.Logger;

/** The only class that calls tinylog. The classes of tinylog load with the first line, on the thread that writes. */
final class Tinylog {
    private Tinylog() {}

    static void write(Level level, String line) {
        // An Object, because the overload for strings looks for {} placeholders.
        Object message = line;
        switch (level) {
            case ERROR -> Logger.error(message);
            case WARN -> Logger.warn(message);
            case INFO -> Logger.info(message);
            case DEBUG -> Logger.debug(message);
        }
    }
}
