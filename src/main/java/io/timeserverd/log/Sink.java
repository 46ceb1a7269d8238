package io.timeserverd.log;

/** Where finished lines go. */
@FunctionalInterface
interface Sink {
    void write(Level level, String line);
}
