package io.timeserverd.admin.web;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.BooleanSupplier;

/** The reply to a valid request. Its records are not read before {@link #write} is called. */
@FunctionalInterface
public interface Results {
    /**
     * Writes the results while they are found.
     *
     * @param wanted whether the page still waits for them
     * @throws IOException if the journal cannot be read or the browser is gone
     */
    void write(OutputStream out, BooleanSupplier wanted) throws IOException;
}
