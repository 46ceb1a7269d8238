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
 * Hostile clients in a few threads. They have many addresses of the loopback network, each with as many connections as a
 * client may have. {@link AttackProcess} runs them in a process of their own.
 */
final class Attack implements AutoCloseable {
    /** The default of {@code limits.connections-per-client}. */
    static final int PER_ADDRESS = 256;

    /** How long the long variant of a test runs. */
    static final int LONG_SECONDS = Integer.getInteger("timeserverd.attack-seconds", 60);

    private static final int PAUSE_MS = 1000;

    /** Large enough for a server to send without a pause. */
    private static final int READERS_BUFFER = 128 * 1024;

    private static final byte[] DRIP = {'x'};
    private static final byte[] KEEP = ascii("keep\n");
    private static final byte[] UNFINISHED = ascii("keep\n" + "x".repeat(255));
    private static final byte[] QUESTIONS = ascii("keep\n" + "help\n".repeat(2000));

    private final InetSocketAddress server;
    private final List<SocketChannel> open = new ArrayList<>();
    private final List<SocketChannel> dripping = new ArrayList<>();
    private final List<Selector> lists = new ArrayList<>();

    /** Counts the connections of a flood, the visits, and the requests of sessions. */
    private final AtomicLong done = new AtomicLong();

    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;
    private int addresses;

    Attack(int port) {
        server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Runs the attacks that lines of standard input name, such as {@code idle 100}; replies to each by a line. Ends with its input. */
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

    /** What the clients do. */
    enum Kind {
        /** Connect and send nothing. */
        IDLE,
        /** Send a byte a second of a line that never ends. */
        DRIP,
        /** Start a session and send a line of the largest length without its end. */
        UNFINISHED,
        /** Send requests until the sockets are full, and read nothing. */
        STALL,
        /** Keep connections open from one address, which also opens and resets connections as fast as possible. */
        FLOOD,
        /** Make one request each, from another address each time. */
        VISIT,
        /** Ask for one unknown name after another. */
        PUZZLE,
        /** The same with long formats. */
        FORMATS,
        /** The same with all that is known of a place. */
        JSON,
        /** The same with every kind of costly line. */
        MIXED,
        /** Request long lists all the time, and read them. */
        LISTS,
        /** The clients that request lists go on but stop reading. The number is ignored. */
        STOP_READING,
        /** No further attack. */
        NONE
    }

    /** Starts this many more clients of a kind. */
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
        var selector = Selector.open();
        flood.begin(selector);
        serve(selector, flood::next);
    }

    private void visit(int count) throws IOException {
        var visitors = new Visitors(server, count, done);
        var selector = Selector.open();
        visitors.begin(selector);
        serve(selector, visitors::next);
    }

    private void ask(int count, LongFunction<String> lines) throws IOException {
        var askers = new Askers(lines, done);
        var selector = Selector.open();
        for (SocketChannel channel : connect(count)) {
            channel.register(selector, SelectionKey.OP_READ);
            write(channel, KEEP);
        }
        serve(selector, askers::next);
    }

    private void lists(int count) throws IOException {
        var readers = new ListReaders();
        var selector = Selector.open();
        for (SocketChannel channel : connect(count, READERS_BUFFER)) {
            write(channel, KEEP);
            readers.begin(selector, channel);
        }
        lists.add(selector);
        serve(selector, readers::next);
    }

    /** The buffers of this side are small, so that the kernel's memory is used by the daemon's side. */
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
            return; // the daemon may close the connection
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

    /** Handles a connection that is ready. */
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
            key.cancel(); // the daemon may close the connection
        }
    }

    private static void await(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Closes all connections. */
    @Override
    public void close() throws IOException {
        over = true;
        threads.forEach(Attack::await);
        for (SocketChannel channel : open) {
            channel.close();
        }
    }
}
