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
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Clients with a single request each, which come at a fixed rate while the sessions of others keep the server busy. A client's
 * wait counts from the time at which it was meant to begin until it has read to the end. One thread drives newcomers and sessions,
 * and looks after the newcomers before each step of a session.
 */
final class Newcomers implements AutoCloseable {
    private static final double PER_SECOND = 200;
    private static final String ADDRESS = "127.0.0.2";
    private static final byte[] REQUEST = "Europe/Paris\n".getBytes(StandardCharsets.US_ASCII);

    /** How long to wait for replies after the last has begun; what a newcomer without one counts at least. */
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(5);

    private final InetSocketAddress server;
    private final BusySessions busy;
    private final Selector selector = Selector.open();
    private final ByteBuffer input = ByteBuffer.allocateDirect(1024);
    private final Histogram waits = Clocked.histogram();
    private int failed;

    /** One connection. */
    private static final class Newcomer {
        private final long intendedNs;
        private boolean answered;

        Newcomer(long intendedNs) {
            this.intendedNs = intendedNs;
        }
    }

    /**
     * @param waits of the newcomers, in nanoseconds; a refusal does not count as a short wait
     * @param failed newcomers that got no reply
     * @param busyReplies to the busy sessions, a second
     * @param lost busy sessions that the server ended
     */
    record Result(Histogram waits, int failed, double busyReplies, int lost) {}

    Newcomers(int port, BusySessions busy) throws IOException {
        this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.busy = busy;
    }

    /** Gives up the core when there is nothing to do, as {@link OneShots} does. */
    @SuppressWarnings("ThreadPriorityCheck") // no result depends on the order
    Result run(long durationNs) throws IOException {
        long gapNs = (long) (1e9 / PER_SECOND);
        long all = durationNs / gapNs;
        long repliesBefore = busy.replies();
        long start = System.nanoTime();
        long begun = 0;
        long now = start;
        while ((begun < all || !selector.keys().isEmpty()) && now - start < durationNs + PATIENCE_NS) {
            if (begun < all && now - start >= begun * gapNs) {
                begin(start + begun++ * gapNs);
            }
            selector.selectNow(this::hear);
            if (!busy.step()) {
                Thread.yield();
            }
            now = System.nanoTime();
        }
        selector.selectNow(this::hear); // removes the keys of closed connections
        selector.keys().forEach(this::fail);
        return new Result(waits, failed, (busy.replies() - repliesBefore) * 1e9 / (now - start), busy.lost());
    }

    private void begin(long intendedNs) throws IOException {
        var channel = SocketChannel.open();
        channel.bind(new InetSocketAddress(ADDRESS, 0)).configureBlocking(false);
        SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT, new Newcomer(intendedNs));
        if (channel.connect(server)) {
            ask(key, channel);
        }
    }

    private static void ask(SelectionKey key, SocketChannel channel) throws IOException {
        channel.write(ByteBuffer.wrap(REQUEST));
        key.interestOps(SelectionKey.OP_READ);
    }

    private void hear(SelectionKey key) {
        var channel = (SocketChannel) key.channel();
        var newcomer = (Newcomer) key.attachment();
        try {
            if (key.isConnectable()) {
                channel.finishConnect();
                ask(key, channel);
                return;
            }
            int heard = channel.read(input.clear());
            if (heard > 0) {
                newcomer.answered |= !Dialogue.isError(input);
            } else if (heard < 0 && newcomer.answered) {
                end(key, 0);
            } else if (heard < 0) {
                fail(key);
            }
        } catch (IOException e) {
            fail(key);
        }
    }

    private void fail(SelectionKey key) {
        failed++;
        end(key, PATIENCE_NS);
    }

    private void end(SelectionKey key, long leastNs) {
        waits.recordValue(Math.max(leastNs, System.nanoTime() - ((Newcomer) key.attachment()).intendedNs));
        try {
            key.channel().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : List.copyOf(selector.keys())) {
            key.channel().close();
        }
        selector.close();
    }
}
