package io.timeserverd.log;

/** Takes finished lines. */
@FunctionalInterface
interface Sink {
    void write(Level level, String line);
}
