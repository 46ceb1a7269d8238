package io.timeserverd.verify;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/** Sessions that each send the next line as soon as the previous one has its reply. */
final class Askers {
    private final LongFunction<String> lines;
    private final AtomicLong done;
    private final ByteBuffer received = ByteBuffer.allocate(64 * 1024);

    /**
     * Sessions that have not started yet.
     *
     * @param lines makes a line from its number
     * @param done counts the lines that were sent
     */
    Askers(LongFunction<String> lines, AtomicLong done) {
        this.lines = lines;
        this.done = done;
    }

    /** A reply, or a part of it, has arrived: sends the next line. */
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
