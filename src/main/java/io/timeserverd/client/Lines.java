package io.timeserverd.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Requests from standard input, a line each, ended by LF, CRLF or the end of input. */
final class Lines {
    /**
     * What of one line is kept. More than a server takes, so that it is the server that answers
     * {@code too-long}, and little enough to hold.
     */
    static final int MAX_BYTES = 1024;

    private final InputStream in;

    Lines(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /** The next line without its end; null at the end of input. */
    byte[] next() throws IOException {
        int b = in.read();
        if (b < 0) {
            return null;
        }
        var line = new ByteArrayOutputStream(64);
        for (; b >= 0 && b != '\n'; b = in.read()) {
            if (line.size() < MAX_BYTES) {
                line.write(b);
            }
        }
        var bytes = line.toByteArray();
        boolean carriageReturn = bytes.length > 0 && bytes[bytes.length - 1] == '\r';
        return carriageReturn ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
    }

    /** Whether {@link #next} may have to wait for somebody to type, or fail. */
    boolean mayBlock() {
        try {
            return in.available() == 0;
        } catch (IOException e) {
            return true;
        }
    }
}
