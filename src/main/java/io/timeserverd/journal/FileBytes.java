package io.timeserverd.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Reads and writes as many bytes as are asked for; one call of the system may do less. */
final class FileBytes {
    private FileBytes() {}

    /**
     * Fills the buffer from {@code at} on.
     *
     * @return how many bytes there were: fewer than asked for only at the end of the file
     */
    static int read(FileChannel channel, ByteBuffer into, long at) throws IOException {
        int start = into.position();
        int more = 1;
        while (into.hasRemaining() && more > 0) {
            more = channel.read(into, at + into.position() - start);
        }
        return into.position() - start;
    }

    /** Writes what remains of the buffer at {@code at}. */
    static void write(FileChannel channel, ByteBuffer bytes, long at) throws IOException {
        int start = bytes.position();
        while (bytes.hasRemaining()) {
            channel.write(bytes, at + bytes.position() - start);
        }
    }
}
