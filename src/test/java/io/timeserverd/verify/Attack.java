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
import java.util.function.LongFunction;

/**
 * Clients that mean no good, in a few threads. They come from many addresses of the loopback network, each with as many
 * connections as one client may have. Also a program of its own, see {@link AttackProcess}.
 */
final class Attack implements AutoCloseable {
    /** The default of {@code limits.connections-per-client}. */
    static final int PER_ADDRESS = 256;

    /** How long the long forms of a test go on. */
    static final int LONG_SECONDS = Integer.getInteger("timeserverd.attack-seconds", 60);

    private static final int PAUSE_MS = 1000;

    /** As large as lets a server send without a pause. */
    private static final int READERS_BUFFER = 128 * 1024;

    private static final byte[] DRIP = {'x'};
    private static final byte[] KEEP = ascii("keep\n");
    private static final byte[] UNFINISHED = ascii("keep\n" + "x".repeat(255));
    private static final byte[] QUESTIONS = ascii("keep\n" + "help\n".repeat(2000));

    private final InetSocketAddress server;
    private final List<SocketChannel> open = new ArrayList<>();
    private final List<SocketChannel> dripping = new ArrayList<>();
    private final List<Selector> lists = new ArrayList<>();

    /** Connections of the flood, visitors, and lines of those that ask one after another. */
    private final AtomicLong done = new AtomicLong();

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
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                String[] words = line.split(" ", -1);
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
        /** Begin a session and send all but the end of a line as long as a line may be. */
        UNFINISHED,
        /** Ask for as much as the sockets hold and read nothing. */
        STALL,
        /** Stay connected from one address; it connects on, and resets the connection, as fast as it goes. */
        FLOOD,
        /** Each come from another address, ask once and leave. */
        VISIT,
        /** Ask for a name that nobody knows, and for the next one when that is answered. */
        PUZZLE,
        /** The same with long formats. */
        FORMATS,
        /** The same with all that is known of a place. */
        JSON,
        /** The same with every kind of costly line. */
        MIXED,
        /** Ask for long lists all the time, and read them. */
        LISTS,
        /** Those that ask for lists go on asking and read no more; the number means nothing. */
        STOP_READING,
        /** Nothing more. */
        NONE
    }

    /** Has so many clients more do so. */
    void begin(Kind kind, int clients) throws IOException {
        switch (kind) {
            case IDLE -> connect(clients);
            case DRIP -> drip(clients);
            case UNFINISHED -> sendOnce(clients, UNFINISHED);
            case STALL -> sendOnce(clients, QUESTIONS);
            case FLOOD -> flood(clients);
            case VISIT -> visit(clients);
            case PUZZLE -> ask(clients, CostlyLine.MISSPELLING::of);
            case FORMATS -> ask(clients, CostlyLine.LONG_FORMAT::of);
            case JSON -> ask(clients, CostlyLine.JSON::of);
            case MIXED -> ask(clients, CostlyLine::mixed);
            case LISTS -> lists(clients);
            case STOP_READING -> lists.forEach(ListReaders::stopReading);
            case NONE -> {}
        }
    }

    private void drip(int count) throws IOException {
        dripping.addAll(connect(count));
        start(this::dripOn);
    }

    private void sendOnce(int count, byte[] bytes) throws IOException {
        for (SocketChannel channel : connect(count)) {
            write(channel, bytes);
        }
    }

    private void flood(int staying) throws IOException {
        for (int i = 0; i < staying; i++) {
            connectFrom(Flood.ADDRESS, 1);
        }
        var flood = new Flood(server, done);
        Selector selector = Selector.open();
        flood.begin(selector);
        serve(selector, flood::next);
    }

    private void visit(int count) throws IOException {
        var visitors = new Visitors(server, count, done);
        Selector selector = Selector.open();
        visitors.begin(selector);
        serve(selector, visitors::next);
    }

    private void ask(int count, LongFunction<String> lines) throws IOException {
        var askers = new Askers(lines, done);
        Selector selector = Selector.open();
        for (SocketChannel channel : connect(count)) {
            channel.register(selector, SelectionKey.OP_READ);
            write(channel, KEEP);
        }
        serve(selector, askers::next);
    }

    private void lists(int count) throws IOException {
        var readers = new ListReaders();
        Selector selector = Selector.open();
        for (SocketChannel channel : connect(count, READERS_BUFFER)) {
            write(channel, KEEP);
            readers.begin(selector, channel);
        }
        lists.add(selector);
        serve(selector, readers::next);
    }

    /** The kernel's memory of this side is no part of the attack: it has the smallest buffers. */
    private List<SocketChannel> connect(int count) throws IOException {
        return connect(count, 1);
    }

    private List<SocketChannel> connect(int count, int receiveBuffer) throws IOException {
        var connected = new ArrayList<SocketChannel>();
        for (int i = 0; i < count; i++) {
            int address = addresses + i / PER_ADDRESS;
            connected.add(connectFrom("127.0." + (1 + address / 250) + "." + (1 + address % 250), receiveBuffer));
        }
        addresses += count / PER_ADDRESS + 1;
        return connected;
    }

    private SocketChannel connectFrom(String address, int receiveBuffer) throws IOException {
        SocketChannel channel = SocketChannel.open().setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
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

    /** What follows when a connection is ready. */
    private interface Next {
        void of(SelectionKey key) throws IOException;
    }

    private void serve(Selector selector, Next next) {
        start(() -> serveAll(selector, next));
    }

    private void serveAll(Selector selector, Next next) {
        try (selector) {
            while (!over) {
                selector.select(key -> serveOne(key, next), PAUSE_MS);
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void serveOne(SelectionKey key, Next next) {
        try {
            next.of(key);
        } catch (IOException e) {
            key.cancel(); // the daemon has closed on it, as it may
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
        for (SocketChannel channel : open) {
            channel.close();
        }
    }
}
