package io.timeserverd.verify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
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
 * Clients that mean no good, in a few threads. They come from many addresses of the loopback network, each with fewer
 * connections than one client may have. Also a program of its own, see {@link AttackProcess}.
 */
final class Attack implements AutoCloseable {
    private static final int PER_ADDRESS = 200;

    /** Connections that the flood has under way at a time. */
    private static final int UNDER_WAY = 32;

    private static final String FLOOD_ADDRESS = "127.0.99.9";
    private static final int PAUSE_MS = 1000;
    private static final byte[] DRIP = {'x'};
    private static final byte[] QUESTIONS = ascii("keep\n" + "help\n".repeat(2000));

    private final InetSocketAddress server;
    private final List<SocketChannel> open = new ArrayList<>();
    private final List<SocketChannel> dripping = new ArrayList<>();

    /** Connections of the flood, and puzzles asked. */
    private final AtomicLong done = new AtomicLong();

    private final ByteBuffer told = ByteBuffer.allocate(4096);
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;
    private int addresses;

    Attack(int port) {
        server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Does what the lines of standard input say, {@code idle 100}, each answered by a line; leaves at their end. */
    public static void main(String[] args) throws IOException {
        try (var attack = new Attack(Integer.parseInt(args[0]));
                var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
            for (var line = input.readLine(); line != null; line = input.readLine()) {
                var words = line.split(" ", -1);
                attack.begin(Kind.valueOf(words[0]), Integer.parseInt(words[1]));
                System.out.println(attack.done);
            }
        }
    }

    /** What they do. */
    enum Kind {
        /** Connect and say nothing. */
        IDLE,
        /** Send a byte a second of a line that never ends. */
        DRIP,
        /** Ask for as much as the sockets hold and read nothing. */
        STALL,
        /** Stay connected from one address; it connects on, and resets the connection, as fast as it goes. */
        FLOOD,
        /** Ask for a name that nobody knows, and for the next one when that is answered. */
        PUZZLE,
        /** Nothing more. */
        NONE
    }

    /** Has so many clients more do so. Once for each kind. */
    void begin(Kind kind, int clients) throws IOException {
        switch (kind) {
            case IDLE -> connect(clients);
            case DRIP -> drip(clients);
            case STALL -> stall(clients);
            case FLOOD -> flood(clients);
            case PUZZLE -> puzzle(clients);
            case NONE -> {}
        }
    }

    private void drip(int count) throws IOException {
        dripping.addAll(connect(count));
        start(this::dripOn);
    }

    private void stall(int count) throws IOException {
        for (var channel : connect(count)) {
            write(channel, QUESTIONS);
        }
    }

    private void puzzle(int count) throws IOException {
        var selector = Selector.open();
        for (var channel : connect(count)) {
            channel.register(selector, SelectionKey.OP_READ);
            write(channel, ascii("keep\n"));
        }
        start(() -> puzzleOn(selector));
    }

    private void flood(int staying) throws IOException {
        for (int i = 0; i < staying; i++) {
            connectFrom(FLOOD_ADDRESS);
        }
        start(this::floodOn);
    }

    private List<SocketChannel> connect(int count) throws IOException {
        var connected = new ArrayList<SocketChannel>();
        for (int i = 0; i < count; i++) {
            int address = addresses + i / PER_ADDRESS;
            connected.add(connectFrom("127.0." + (1 + address / 250) + "." + (1 + address % 250)));
        }
        addresses += count / PER_ADDRESS + 1;
        return connected;
    }

    private SocketChannel connectFrom(String address) throws IOException {
        // Whoever does not read does so into the smallest buffer; nobody else minds.
        var channel = SocketChannel.open().setOption(StandardSocketOptions.SO_RCVBUF, 1);
        open.add(channel);
        channel.bind(new InetSocketAddress(address, 0));
        channel.connect(server);
        channel.configureBlocking(false);
        return channel;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
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

    private void puzzleOn(Selector selector) {
        try (selector) {
            while (!over) {
                selector.select(this::puzzleNext, PAUSE_MS);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** No two of them alike, lest the answer be remembered. */
    private void puzzleNext(SelectionKey key) {
        var channel = (SocketChannel) key.channel();
        try {
            if (channel.read(told.clear()) < 0) {
                key.cancel();
            } else {
                write(channel, ascii("santqx" + Long.toString(done.incrementAndGet(), Character.MAX_RADIX) + "\n"));
            }
        } catch (IOException e) {
            key.cancel();
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
            done.incrementAndGet();
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
