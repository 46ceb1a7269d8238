package io.timeserverd.journal;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Turns whatever MapDB throws on a damaged file into a {@link MalformedException}. */
final class MapDb {
    private MapDb() {}

    /** Reads with MapDB. */
    @FunctionalInterface
    interface Reading<T> {
        T read() throws IOException;
    }

    /**
     * Runs a reading.
     *
     * @param damage the message, should MapDB fail: what is wrong with the file
     * @throws MalformedException when MapDB fails
     */
    static <T> T read(String damage, Reading<T> reading) throws IOException {
        try {
            return reading.read();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (RuntimeException | AssertionError e) {
            throw new MalformedException(damage, e);
        }
    }
}
