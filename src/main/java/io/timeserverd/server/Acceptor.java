package io.timeserverd.server;

import io.timeserverd.log.Log;
import io.timeserverd.loop.EventLoop;
import io.timeserverd.loop.Timer;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/**
 * One listening socket. When the process has no free descriptor, {@code accept} fails while the connection stays in the
 * queue: asking the selector again would spin, so accepting pauses for a moment.
 */
final class Acceptor implements EventLoop.Handler {
    /** Time for accepting in one turn; the last accept may exceed it. */
    private static final long ACCEPT_BOUND_NS = TimeUnit.MILLISECONDS.toNanos(2);

    /** Connections that the kernel may hold for us; it may have a lower bound of its own. */
    static final int BACKLOG = 1024;

    /** The process that opened a socket. */
    enum Owner {
        DAEMON,
        /** It listens on while daemons come and go. */
        SERVICE_MANAGER
    }

    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ServerSocketChannel listener;
    private final Door door;
    private final Endpoint endpoint;
    private final Owner owner;
    private final Timer pause = new Timer(this::resume);
    private SelectionKey key;

    /**
     * Starts accepting on {@code listener}, which is bound and nonblocking.
     */
    Acceptor(ServerSocketChannel listener, Door door, Owner owner) {
        this.listener = listener;
        this.door = door;
        this.endpoint = door.endpoint();
        this.owner = owner;
        this.key = endpoint.loop.register(listener, SelectionKey.OP_ACCEPT, this);
    }

    @Override
    public void ready(SelectionKey itsKey) {
        accept(door.acceptsInATurn(), ACCEPT_BOUND_NS);
    }

    private void accept(int bound, long boundNs) {
        long startNs = endpoint.loop.elapsedNs();
        for (int i = 0; i < bound && (i == 0 || endpoint.loop.elapsedNs() - startNs <= boundNs); i++) {
            SocketChannel channel;
            try {
                channel = listener.accept();
            } catch (IOException e) {
                endpoint.counters.acceptPauses++;
                Log.warn("accept-paused", e);
                if (key.isValid()) {
                    key.interestOps(0);
                    endpoint.loop.schedule(pause, PAUSE_NS);
                }
                return;
            }
            if (channel == null) {
                return;
            }
            door.accepted(channel);
        }
    }

    private void resume() {
        key.interestOps(SelectionKey.OP_ACCEPT);
    }

    /**
     * Leaves the selector, in its next turn. A registered socket would go on listening after its close until the selector
     * has released it, and connections that come in between would be reset.
     */
    void pause() {
        endpoint.loop.cancel(pause);
        key.cancel();
    }

    /**
     * Accepts what waits in the kernel, then listens no more. An inherited socket is left open until the
     * process ends: the JDK would close standard error along with it.
     */
    void close() throws IOException {
        pause();
        accept(BACKLOG, Long.MAX_VALUE);
        if (owner == Owner.DAEMON) {
            listener.close();
        }
    }
}
