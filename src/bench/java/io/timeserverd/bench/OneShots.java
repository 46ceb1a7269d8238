package io.timeserverd.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Connections of one request each, from one thread: either so many at a time, or so many a second whether or not those
 * before are done. The latency of a connection counts from the time at which it was meant to begin, so that a server which
 * stands still is charged for every connection that should have begun meanwhile.
 */
final class OneShots implements AutoCloseable {
    /** Connections open at once at most; later ones begin late and are charged for it. */
    private static final int OPEN_BOUND = 4096;

    private static final long DRAIN_NS = TimeUnit.SECONDS.toNanos(2);

    private final InetSocketAddress server;
    private final Dialogue dialogue;
    private final Selector selector = Selector.open();
    private final ByteBuffer input = ByteBuffer.allocateDirect(16 * 1024);
    private final ByteBuffer[] requests;
    private final Histogram latency = new Histogram(TimeUnit.SECONDS.toNanos(100), 3);
    private long begun;
    private long done;
    private long failed;
    private int open;

    /**
     * What came of a run.
     *
     * @param perSecond connections done
     * @param failed connections that got no answer, or an error
     * @param latency in nanoseconds
     */
    record Result(double perSecond, long done, long failed, Histogram latency) {}

    private static final class Client {
        private final long intendedNs;
        private final int request;
        private boolean answered;

        Client(long intendedNs, int request) {
            this.intendedNs = intendedNs;
            this.request = request;
        }
    }

    OneShots(int port, Dialogue dialogue) throws IOException {
        this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.dialogue = dialogue;
        requests = dialogue.buffers();
    }

    /** As many as get done with {@code clients} at a time. */
    Result closedLoop(int clients, long durationNs) throws IOException {
        long start = System.nanoTime();
        while (System.nanoTime() - start < durationNs) {
            while (open < clients) {
                begin(System.nanoTime());
            }
            selector.select(this::ready, 100);
        }
        return result(System.nanoTime() - start);
    }

    /**
     * {@code perSecond}, come what may. Who has no answer in the end has waited until then. It never sleeps, but lets
     * whoever waits for its core go first; otherwise the kernel's thread that ends a write to the disk would wait for the
     * next tick, and the server for that thread.
     */
    @SuppressWarnings("ThreadPriorityCheck") // gives up the core; no result depends on the order
    Result openLoop(double perSecond, long durationNs) throws IOException {
        long start = System.nanoTime();
        double gapNs = 1e9 / perSecond;
        long all = (long) (durationNs / gapNs);
        long now = start;
        while (begun < all && now - start < durationNs + DRAIN_NS) {
            while (begun < all && start + (long) (begun * gapNs) <= now && open < OPEN_BOUND) {
                begin(start + (long) (begun * gapNs));
            }
            if (selector.selectNow(this::ready) == 0) {
                Thread.yield();
            }
            now = System.nanoTime();
        }
        long elapsed = now - start;
        for (long end = now; open > 0 && now - end < DRAIN_NS; now = System.nanoTime()) {
            selector.select(this::ready, 10);
        }
        for (var key : selector.keys()) {
            if (key.isValid()) {
                latency.recordValue(now - ((Client) key.attachment()).intendedNs);
                failed++;
            }
        }
        for (; begun < all; begun++) {
            latency.recordValue(now - start - (long) (begun * gapNs));
            failed++;
        }
        return result(elapsed);
    }

    private Result result(long elapsedNs) {
        return new Result(done * 1e9 / elapsedNs, done, failed, latency);
    }

    private void begin(long intendedNs) throws IOException {
        var channel = SocketChannel.open(StandardProtocolFamily.INET);
        channel.configureBlocking(false);
        if (!dialogue.serverCloses()) { // else the client's ports would be used up
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        }
        int number = (int) (begun++ % requests.length);
        open++;
        boolean connected = channel.connect(server) || channel.finishConnect(); // over loopback it is by then
        channel.register(
                selector, connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, new Client(intendedNs, number));
        if (connected) {
            channel.write(requests[number].rewind());
        }
    }

    private void ready(SelectionKey key) {
        var channel = (SocketChannel) key.channel();
        var client = (Client) key.attachment();
        try {
            if (key.isConnectable()) {
                channel.finishConnect();
                key.interestOps(SelectionKey.OP_READ);
                channel.write(requests[client.request].rewind());
                return;
            }
            int n = channel.read(input.clear());
            client.answered |= n > 0 && !Dialogue.isError(input);
            if (n < 0 || (n > 0 && !dialogue.serverCloses())) {
                channel.close();
                open--;
                done++;
                failed += client.answered ? 0 : 1;
                latency.recordValue(System.nanoTime() - client.intendedNs);
            }
        } catch (IOException e) {
            abandon(channel);
        }
    }

    private void abandon(SocketChannel channel) {
        failed++;
        open--;
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (var key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
