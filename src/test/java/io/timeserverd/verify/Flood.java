package io.timeserverd.verify;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicLong;

/** A client that opens and resets connections as fast as it can. */
final class Flood {
    static final String ADDRESS = "127.0.99.9";

    /** The number of connections at the same time. */
    private static final int UNDER_WAY = 32;

    private final InetSocketAddress server;
    private final AtomicLong done;

    /**
     * A flood that has not started yet.
     *
     * @param done counts the connections
     */
    Flood(InetSocketAddress server, AtomicLong done) {
        this.server = server;
        this.done = done;
    }

    void begin(Selector selector) throws IOException {
        for (int i = 0; i < UNDER_WAY; i++) {
            connect(selector);
        }
    }

    private void connect(Selector selector) throws IOException {
        var channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        channel.bind(new InetSocketAddress(ADDRESS, 0));
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_CONNECT);
        channel.connect(server);
    }

    /** The connection is open or was refused: opens another. */
    void next(SelectionKey key) {
        try {
            key.channel().close();
            done.incrementAndGet();
            connect(key.selector());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
