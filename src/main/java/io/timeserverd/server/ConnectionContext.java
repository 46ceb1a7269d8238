package io.timeserverd.server;

import io.timeserverd.log.Log;
import io.timeserverd.loop.EventLoop;
import java.io.IOException;
import java.nio.channels.SocketChannel;

/**
 * The objects that many connections share. There are two of these: one for all network listeners, with the limits and
 * counters of clients, and one for the control socket. Limits change with the settings, between two turns.
 */
final class ConnectionContext {
    final EventLoop loop;
    final Turn turn;
    final ReadBuffer buffer;
    final Counters counters;
    private final Clients clients;
    private Limits limits;

    ConnectionContext(EventLoop loop, Turn turn, ReadBuffer buffer, Counters counters, Clients clients) {
        this.loop = loop;
        this.turn = turn;
        this.buffer = buffer;
        this.counters = counters;
        this.clients = clients;
    }

    void limit(Limits newLimits) {
        limits = newLimits;
    }

    Limits limits() {
        return limits;
    }

    /** Counts an open connection of {@code peer}, until {@link #closed}. */
    void opened(Peer peer) {
        counters.open++;
        clients.opened(peer.client());
    }

    /** Closes a channel. */
    static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) { // its descriptor is released anyway
            Log.debug("close-failed", "reason", e.getMessage());
        }
    }

    /** Stops counting a connection of {@code peer}, because it was closed or now belongs to another peer. */
    void closed(Peer peer) {
        counters.open--;
        clients.closed(peer.client());
    }
}
