package io.timeserverd.place;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** The files of the data, which are part of the program. */
final class Resources {
    private Resources() {}

    static byte[] read(String name) {
        try (var in = Resources.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("the program lacks its resource " + name);
            }
            // Files and jars know how much there is: then nothing has to be copied.
            var bytes = new byte[in.available()];
            int length = in.readNBytes(bytes, 0, bytes.length);
            var rest = in.readAllBytes();
            if (length == bytes.length && rest.length == 0) {
                return bytes;
            }
            var all = Arrays.copyOf(bytes, length + rest.length);
            System.arraycopy(rest, 0, all, length, rest.length);
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
