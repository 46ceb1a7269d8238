package io.timeserverd.journal;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads by way of MapDB, which in a damaged file may trip over anything. */
final class MapDb {
    private MapDb() {}

    /** Something that reads. */
    @FunctionalInterface
    interface Reading<T> {
        T read() throws IOException;
    }

    /**
     * Reads.
     *
     * @param damage what is wrong with the file if MapDB trips
     * @throws MalformedException when it does
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
