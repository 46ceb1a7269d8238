package io.timeserverd.admin.web;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.BooleanSupplier;

/** What was asked for: not found yet, but known to make sense. */
@FunctionalInterface
public interface Results {
    /**
     * Writes them as they are found.
     *
     * @param wanted whether somebody still wants them
     * @throws IOException when they cannot be read
     */
    void write(OutputStream out, BooleanSupplier wanted) throws IOException;
}
