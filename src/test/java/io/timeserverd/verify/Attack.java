package io.timeserverd.verify;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Clients that mean no good, in two threads. They come from many addresses of the loopback network, each with fewer
 * connections than one client may have.
 */
final class Attack implements AutoCloseable {
    private static final int PER_ADDRESS = 200;

    /** Connections that the flood has under way at a time. */
    private static final int UNDER_WAY = 32;

    private static final String FLOOD_ADDRESS = "127.0.9.9";
    private static final int PAUSE_MS = 1000;
    private static final byte[] DRIP = {'x'};
    private static final byte[] QUESTIONS = ("keep\n" + "help\n".repeat(2000)).getBytes(StandardCharsets.US_ASCII);

    private final InetSocketAddress server;
    private final List<SocketChannel> open = new ArrayList<>();
    private final List<SocketChannel> dripping = new ArrayList<>();
    private final AtomicLong flooded = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;
    private int addresses;

    Attack(int port) {
        server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Connects so many times and says nothing. */
    void idle(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            connect(i);
        }
        addresses += count / PER_ADDRESS + 1;
    }

    /** Connects so many times; each sends a byte a second of a line that never ends. */
    void drip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            dripping.add(connect(i));
        }
        addresses += count / PER_ADDRESS + 1;
        start(this::dripOn);
    }

    /** Connects so many times; each asks for as much as the sockets hold and reads nothing. */
    void stall(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            var channel = SocketChannel.open().setOption(StandardSocketOptions.SO_RCVBUF, 1);
            write(connect(channel, i), QUESTIONS);
        }
        addresses += count / PER_ADDRESS + 1;
    }

    /** Connects from one address, and resets the connection, as fast as it goes. */
    void flood() {
        start(this::floodOn);
    }

    /** How many connections the flood was. */
    long flooded() {
        return flooded.get();
    }

    private SocketChannel connect(int i) throws IOException {
        return connect(SocketChannel.open(), i);
    }

    private SocketChannel connect(SocketChannel channel, int i) throws IOException {
        open.add(channel);
        int address = addresses + i / PER_ADDRESS;
        channel.bind(new InetSocketAddress("127.0." + (1 + address / 250) + "." + (1 + address % 250), 0));
        channel.connect(server);
        channel.configureBlocking(false);
        return channel;
    }

    private static void write(SocketChannel channel, byte[] bytes) {
        try {
            channel.write(ByteBuffer.wrap(bytes));
        } catch (IOException e) {
            return; // the daemon has closed on it, as it may
        }
    }

    private void start(Runnable work) {
        var thread = new Thread(work, "attack");
        threads.add(thread);
        thread.start();
    }

    private void dripOn() {
        while (!over) {
            dripping.forEach(channel -> write(channel, DRIP));
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void floodOn() {
        try (var selector = Selector.open()) {
            for (int i = 0; i < UNDER_WAY; i++) {
                floodOnce(selector);
            }
            while (!over) {
                selector.select(this::floodNext, PAUSE_MS);
            }
            for (var key : selector.keys()) {
                key.channel().close();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void floodOnce(Selector selector) throws IOException {
        var channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        channel.bind(new InetSocketAddress(FLOOD_ADDRESS, 0));
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_CONNECT);
        channel.connect(server);
    }

    private void floodNext(SelectionKey key) {
        try {
            key.channel().close();
            flooded.incrementAndGet();
            floodOnce(key.selector());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Leaves, without a word. */
    @Override
    public void close() throws IOException {
        over = true;
        threads.forEach(Attack::await);
        for (var channel : open) {
            channel.close();
        }
    }
}
