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
    /** Connections taken on in one turn, so that a flood of them cannot starve those who wait for an answer. */
    private static final int ACCEPT_BOUND = 128;

    /** Connections that the kernel may hold for us; it may have a lower bound of its own. */
    static final int BACKLOG = 1024;

    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ServerSocketChannel listener;
    private final Service service;
    private final Timer pause = new Timer(this::resume);
    private SelectionKey key;

    /**
     * Starts accepting on {@code listener}, which is bound and nonblocking, and closes it in {@link #close}.
     */
    Acceptor(ServerSocketChannel listener, Service service) throws IOException {
        this.listener = listener;
        this.service = service;
        this.key = service.loop.register(listener, SelectionKey.OP_ACCEPT, this);
    }

    @Override
    public void ready(SelectionKey itsKey) {
        accept(ACCEPT_BOUND);
    }

    private void accept(int bound) {
        for (int i = 0; i < bound; i++) {
            SocketChannel channel;
            try {
                channel = listener.accept();
            } catch (IOException e) {
                service.counters.acceptPauses++;
                Log.warn("accept-paused", e);
                key.interestOps(0);
                service.loop.schedule(pause, PAUSE_NS);
                return;
            }
            if (channel == null) {
                return;
            }
            service.accepted(channel);
        }
    }

    private void resume() {
        key.interestOps(SelectionKey.OP_ACCEPT);
    }

    /** Takes on what the kernel has accepted already, then listens no more. */
    void close() throws IOException {
        service.loop.cancel(pause);
        accept(BACKLOG);
        service.loop.cancel(pause);
        listener.close();
    }
}
