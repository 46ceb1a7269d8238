package io.timeserverd.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** Where all connections read into: one serves all of them, since the loop deals with one connection at a time. */
final class ReadBuffer {
    /** Bytes read at once. Larger than any line. */
    static final int BYTES = 16 * 1024;

    final byte[] bytes = new byte[BYTES];

    /** The JDK would copy through a buffer of its own, for which it would have to look each time. */
    private final ByteBuffer direct = ByteBuffer.allocateDirect(BYTES);

    /** Reads what has arrived into {@link #bytes}, from {@code at} on. Returns how many bytes, or -1 at the end of input. */
    int read(SocketChannel channel, int at) throws IOException {
        int n = channel.read(direct.clear().limit(BYTES - at));
        direct.get(0, bytes, at, Math.max(0, n));
        return n;
    }

    /** Reads at most {@link #BYTES} and discards them. Returns how many, or -1 at the end of input. */
    int discard(SocketChannel channel) throws IOException {
        return channel.read(direct.clear());
    }
}
