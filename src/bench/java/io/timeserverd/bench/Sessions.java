package io.timeserverd.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * Sessions that have so many requests under way: they are sent in two halves, the next half when one is answered, so that
 * the server never has to wait for a client. From one thread.
 */
final class Sessions implements AutoCloseable {
    private static final int BATCHES = 16;

    private final Selector selector = Selector.open();
    private final ByteBuffer input = ByteBuffer.allocateDirect(64 * 1024);
    private final byte[] heard = new byte[64 * 1024];
    private final ByteBuffer[] batches = new ByteBuffer[BATCHES];
    private final long linesPerBatch;
    private final long linesUnderWay;
    private final int replyLines;
    private long lines;
    private int next;

    private static final class Client {
        private long linesDue;
        private ByteBuffer unsent = ByteBuffer.allocate(0);
    }

    /**
     * Opens the sessions.
     *
     * @param opening what makes a connection a session and is answered by one line, or empty
     */
    Sessions(int port, Dialogue dialogue, String opening, int clients, int depth) throws IOException {
        replyLines = dialogue.replyLines();
        int half = (depth + 1) / 2;
        linesPerBatch = (long) half * replyLines;
        linesUnderWay = (long) depth * replyLines;
        var random = new Random(1);
        for (int i = 0; i < BATCHES; i++) {
            batches[i] = batch(dialogue.requests(), half, random);
        }
        for (int i = 0; i < clients; i++) {
            var channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            if (!opening.isEmpty()) {
                channel.write(ByteBuffer.wrap(opening.getBytes(StandardCharsets.US_ASCII)));
                channel.read(input.clear());
            }
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, new Client());
        }
    }

    private static ByteBuffer batch(byte[][] requests, int size, Random random) {
        var batch = ByteBuffer.allocateDirect(size * 300);
        for (int i = 0; i < size; i++) {
            batch.put(requests[random.nextInt(requests.length)]);
        }
        return batch.flip();
    }

    /** How many sessions there are. */
    int open() {
        return selector.keys().size();
    }

    /** Sends requests for a time. Returns how many were answered. */
    double run(long durationNs) throws IOException {
        long start = System.nanoTime();
        long before = lines;
        for (SelectionKey key : selector.keys()) {
            send(key, (Client) key.attachment());
        }
        while (System.nanoTime() - start < durationNs) {
            selector.select(this::ready, 100);
        }
        return (lines - before) / (double) replyLines;
    }

    private void ready(SelectionKey key) {
        try {
            var client = (Client) key.attachment();
            if (key.isWritable()) {
                write(key, client);
            }
            int n = ((SocketChannel) key.channel()).read(input.clear());
            if (n < 0) {
                throw new IOException("the server has closed a session");
            }
            input.flip().get(heard, 0, n);
            int heardLines = lineFeeds(heard, n);
            lines += heardLines;
            client.linesDue -= heardLines;
            send(key, client);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int lineFeeds(byte[] bytes, int length) {
        int count = 0;
        for (int i = 0; i < length; i++) {
            count += bytes[i] == '\n' ? 1 : 0;
        }
        return count;
    }

    /** Sends batches as long as more requests may be under way. */
    private void send(SelectionKey key, Client client) throws IOException {
        while (!client.unsent.hasRemaining() && client.linesDue + linesPerBatch <= linesUnderWay) {
            client.linesDue += linesPerBatch;
            client.unsent = batches[next++ % BATCHES].duplicate();
            write(key, client);
        }
    }

    private static void write(SelectionKey key, Client client) throws IOException {
        ((SocketChannel) key.channel()).write(client.unsent);
        key.interestOps(
                client.unsent.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
