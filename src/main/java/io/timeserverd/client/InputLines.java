package io.timeserverd.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Lines from standard input, ended by LF, CRLF or the end of input. */
final class InputLines {
    /**
     * Longer lines are cut to this length. It is more than a server accepts, so that the server replies {@code too-long}.
     */
    static final int MAX_BYTES = 1024;

    private final InputStream in;

    InputLines(InputStream in) {
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
        byte[] bytes = line.toByteArray();
        boolean carriageReturn = bytes.length > 0 && bytes[bytes.length - 1] == '\r';
        return carriageReturn ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
    }

    /** Whether {@link #next} may have to wait for more input. */
    boolean mayBlock() {
        try {
            return in.available() == 0;
        } catch (IOException e) {
            return true;
        }
    }
}
