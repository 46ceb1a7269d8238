package io.timeserverd.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Reads and writes all bytes that are asked for. A single call of a channel may transfer fewer. */
final class FileBytes {
    private FileBytes() {}

    /**
     * Fills the buffer from {@code at} on.
     *
     * @return how many bytes were read: fewer than asked for only at the end of the file
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
