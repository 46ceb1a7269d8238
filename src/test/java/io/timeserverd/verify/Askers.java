package io.timeserverd.verify;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/** Sessions that each send the next line as soon as the last one is answered. */
final class Askers {
    private final LongFunction<String> lines;
    private final AtomicLong done;
    private final ByteBuffer received = ByteBuffer.allocate(64 * 1024);

    /**
     * Sessions that have yet to begin.
     *
     * @param lines by number
     * @param done counts the lines that were sent
     */
    Askers(LongFunction<String> lines, AtomicLong done) {
        this.lines = lines;
        this.done = done;
    }

    /** A reply has arrived, or a good part of it: the next line is sent. */
    void next(SelectionKey key) throws IOException {
        var channel = (SocketChannel) key.channel();
        if (channel.read(received.clear()) < 0) {
            channel.close();
            return;
        }
        String line = lines.apply(done.incrementAndGet());
        channel.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.US_ASCII)));
    }
}
