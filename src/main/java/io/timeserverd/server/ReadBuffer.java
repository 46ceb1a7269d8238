package io.timeserverd.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** The buffer into which all connections read. One is enough, because the loop handles one connection at a time. */
final class ReadBuffer {
    /** The size, which is larger than any request. */
    static final int BYTES = 16 * 1024;

    final byte[] bytes = new byte[BYTES];

    /** With an array, the JDK would look up a direct buffer of its own for each read and copy through it. */
    private final ByteBuffer direct = ByteBuffer.allocateDirect(BYTES);

    /** Reads into {@link #bytes}, from index {@code at} on. Returns the number of bytes, or -1 at the end of input. */
    int read(SocketChannel channel, int at) throws IOException {
        int n = channel.read(direct.clear().limit(BYTES - at));
        direct.get(0, bytes, at, Math.max(0, n));
        return n;
    }

    /** Reads at most {@link #BYTES} bytes and discards them. Returns their number, or -1 at the end of input. */
    int discard(SocketChannel channel) throws IOException {
        return channel.read(direct.clear());
    }
}
