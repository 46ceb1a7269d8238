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
 * One listening socket. When the process has no free file descriptor, {@code accept} fails and the connection stays in the
 * kernel's queue. The selector would report it again at once and the loop would spin, so accepting pauses for a moment.
 */
final class Acceptor implements EventLoop.Handler {
    /** Time for accepting in one turn; the last accept may exceed it. */
    private static final long ACCEPT_BOUND_NS = TimeUnit.MILLISECONDS.toNanos(2);

    /** Connections that the kernel may queue for us; its own bound may be lower. */
    static final int BACKLOG = 1024;

    /** The process that opened a socket. */
    enum Owner {
        DAEMON,
        /** The service manager keeps the socket open when the daemon restarts. */
        SERVICE_MANAGER
    }

    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ServerSocketChannel listener;
    private final Door door;
    private final ConnectionContext context;
    private final Owner owner;
    private final Timer pause = new Timer(this::resume);
    private SelectionKey key;

    /** Starts accepting on {@code listener}, which is bound and nonblocking. */
    Acceptor(ServerSocketChannel listener, Door door, Owner owner) {
        this.listener = listener;
        this.door = door;
        this.context = door.context();
        this.owner = owner;
        this.key = context.loop.register(listener, SelectionKey.OP_ACCEPT, this);
    }

    @Override
    public void ready(SelectionKey itsKey) {
        accept(door.acceptsInATurn(), ACCEPT_BOUND_NS);
    }

    private void accept(int bound, long boundNs) {
        long startNs = context.loop.elapsedNs();
        for (int i = 0; i < bound && (i == 0 || context.loop.elapsedNs() - startNs <= boundNs); i++) {
            SocketChannel channel;
            try {
                channel = listener.accept();
            } catch (IOException e) {
                context.counters.acceptPauses++;
                Log.warn("accept-paused", e);
                if (key.isValid()) {
                    key.interestOps(0);
                    context.loop.schedule(pause, PAUSE_NS);
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
     * Leaves the selector in the next turn. To be called before {@link #close}: a socket that is closed while it is registered
     * goes on listening until the selector releases it, and connections that arrive in the meantime are reset.
     */
    void pause() {
        context.loop.cancel(pause);
        key.cancel();
    }

    /**
     * Accepts the connections that wait in the kernel, then stops listening. An inherited socket stays open until the process
     * ends, because the JDK would close standard error along with it.
     */
    void close() throws IOException {
        pause();
        accept(BACKLOG, Long.MAX_VALUE);
        if (owner == Owner.DAEMON) {
            listener.close();
        }
    }
}
