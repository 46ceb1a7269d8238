package io.timeserverd.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Connections of one request each, from one thread: either so many at a time, or so many a second whether or not those
 * before are done. The latency of a connection counts from the time at which it was meant to begin, so that a server which
 * stands still is charged for every connection that should have begun meanwhile.
 *
 * <p>It asks the oldest connection again and again whether it is done, since servers of one thread answer nearly in order;
 * connections that have overtaken it are seen a millisecond later at most, and from then on they do not wait for it. With a selector a
 * connection costs the generator 45 to 60 us in a burst, the server 30: then it would be the generator that clients wait for.
 */
final class OneShots implements AutoCloseable {
    /** Connections open at once at most; later ones begin late and are charged for it. */
    static final int OPEN_BOUND = 4096;

    private static final long DRAIN_NS = TimeUnit.SECONDS.toNanos(2);

    /** How often to look for connections that have overtaken the oldest. */
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(1);

    /** The pause after a look, as a multiple of what the look took. */
    private static final int LOOK_PAUSE = 10;

    private final InetSocketAddress server;
    private final Dialogue dialogue;
    private final ByteBuffer input = ByteBuffer.allocateDirect(16 * 1024);
    private final ByteBuffer[] requests;
    private final Histogram latency = Clocked.histogram();

    /** The open connections, in the order in which they began. */
    private final ArrayDeque<Client> open = new ArrayDeque<>();

    /** Connections that others have overtaken. */
    private final List<Client> late = new ArrayList<>();

    private final List<Client> passed = new ArrayList<>();
    private long begun;
    private long done;
    private long failed;
    private long nextLookNs = System.nanoTime();

    /**
     * The result of a run.
     *
     * @param perSecond connections done
     * @param failed connections that got no answer, or an error
     * @param latency in nanoseconds
     */
    record Result(double perSecond, long done, long failed, Histogram latency) {}

    private static final class Client {
        private final SocketChannel channel;
        private final long intendedNs;
        private final int request;
        private boolean asked;
        private boolean answered;

        Client(SocketChannel channel, long intendedNs, int request) {
            this.channel = channel;
            this.intendedNs = intendedNs;
            this.request = request;
        }
    }

    OneShots(int port, Dialogue dialogue) {
        this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.dialogue = dialogue;
        requests = dialogue.buffers();
    }

    /** As many as get done with {@code clients} at a time. */
    Result closedLoop(int clients, long durationNs) throws IOException {
        long start = System.nanoTime();
        long now = start;
        while (now - start < durationNs) {
            while (openNow() < clients) {
                begin(System.nanoTime());
            }
            collect();
            now = System.nanoTime();
        }
        return result(now - start);
    }

    /** {@code perSecond}, come what may. Connections without a reply in the end have waited until then. */
    Result openLoop(double perSecond, long durationNs) throws IOException {
        long start = System.nanoTime();
        double gapNs = 1e9 / perSecond;
        long all = (long) (durationNs / gapNs);
        long now = start;
        while (begun < all && now - start < durationNs + DRAIN_NS) {
            long intended = start + (long) (begun * gapNs);
            if (intended <= now && openNow() < OPEN_BOUND) {
                begin(intended);
            }
            collect();
            now = System.nanoTime();
        }
        long elapsed = now - start;
        for (long end = now; openNow() > 0 && now - end < DRAIN_NS; now = System.nanoTime()) {
            collect();
        }
        late.addAll(open);
        for (Client client : late) {
            latency.recordValue(now - client.intendedNs);
            failed++;
        }
        for (; begun < all; begun++) {
            latency.recordValue(now - start - (long) (begun * gapNs));
            failed++;
        }
        return result(elapsed);
    }

    private int openNow() {
        return open.size() + late.size();
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
        channel.connect(server);
        var client = new Client(channel, intendedNs, (int) (begun++ % requests.length));
        ask(client);
        open.add(client);
    }

    private void ask(Client client) throws IOException {
        if (client.channel.finishConnect()) { // at once over loopback, unless the server accepts no connections
            client.channel.write(requests[client.request].rewind());
            client.asked = true;
        }
    }

    /**
     * Takes those that are done. Where there are none it does not sleep, but yields its core to others;
     * otherwise the kernel's thread that ends a write to the disk would wait for the next tick, and the server for that thread.
     */
    @SuppressWarnings("ThreadPriorityCheck") // gives up the core; no result depends on the order
    private void collect() throws IOException {
        if (open.isEmpty() || !isOver(open.element())) {
            Thread.yield();
        } else {
            do {
                open.remove();
            } while (!open.isEmpty() && isOver(open.element()));
        }
        long now = System.nanoTime();
        if (now - nextLookNs > 0) {
            lookForOvertaken(now);
        }
    }

    private void lookForOvertaken(long now) throws IOException {
        for (Iterator<Client> clients = late.iterator(); clients.hasNext(); ) {
            if (isOver(clients.next())) {
                clients.remove();
            }
        }
        if (!open.isEmpty() && now - open.element().intendedNs > LOOK_NS) {
            while (!open.isEmpty()) {
                Client client = open.remove();
                if (isOver(client)) {
                    late.addAll(passed);
                    passed.clear();
                } else {
                    passed.add(client);
                }
            }
            open.addAll(passed);
            passed.clear();
        }
        long end = System.nanoTime();
        nextLookNs = end + Math.max(LOOK_NS, LOOK_PAUSE * (end - now));
    }

    private boolean isOver(Client client) throws IOException {
        try {
            if (!client.asked) {
                ask(client);
            }
            return client.asked && isAnswered(client);
        } catch (IOException e) {
            client.channel.close();
            failed++;
            latency.recordValue(System.nanoTime() - client.intendedNs);
            return true;
        }
    }

    private boolean isAnswered(Client client) throws IOException {
        int heard = client.channel.read(input.clear());
        if (heard > 0) {
            client.answered |= !Dialogue.isError(input);
            if (dialogue.serverCloses()) {
                heard = client.channel.read(input.clear()); // as a rule it has closed by then
            } else {
                heard = -1;
            }
        }
        if (heard >= 0) {
            return false;
        }
        client.channel.close();
        done++;
        failed += client.answered ? 0 : 1;
        latency.recordValue(System.nanoTime() - client.intendedNs);
        return true;
    }

    @Override
    public void close() throws IOException {
        late.addAll(open);
        for (Client client : late) {
            client.channel.close();
        }
    }
}
