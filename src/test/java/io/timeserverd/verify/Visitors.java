package io.timeserverd.verify;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/** Clients that each have an address of their own, ask once and leave. */
final class Visitors {
    /** Connections under way at a time. */
    private static final int UNDER_WAY = 64;

    private final InetSocketAddress server;
    private final int number;
    private final AtomicLong done;
    private final ByteBuffer received = ByteBuffer.allocate(256);
    private int come;

    /**
     * Visitors that have yet to come.
     *
     * @param number of them
     * @param done counts those that got their reply
     */
    Visitors(InetSocketAddress server, int number, AtomicLong done) {
        this.server = server;
        this.number = number;
        this.done = done;
    }

    void begin(Selector selector) throws IOException {
        for (int i = 0; i < UNDER_WAY; i++) {
            connect(selector);
        }
    }

    private void connect(Selector selector) throws IOException {
        if (come == number) {
            return;
        }
        String address = "127." + (100 + (come >> 16)) + "." + (come >> 8 & 255) + "." + (come & 255);
        come++;
        var channel = SocketChannel.open();
        channel.bind(new InetSocketAddress(address, 0));
        channel.connect(server);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ);
        channel.write(ByteBuffer.wrap("@1 +unix\n".getBytes(StandardCharsets.US_ASCII)));
        channel.shutdownOutput();
    }

    /** Reads what has arrived for a visitor. At the end of its input it leaves, and the next visitor comes. */
    void next(SelectionKey key) throws IOException {
        var channel = (SocketChannel) key.channel();
        int bytes = channel.read(received.clear());
        if (bytes > 0) {
            done.incrementAndGet();
        } else if (bytes < 0) {
            channel.close();
            connect(key.selector());
        }
    }
}
