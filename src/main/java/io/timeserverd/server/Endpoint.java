package io.timeserverd.server;

import io.timeserverd.log.Log;
import io.timeserverd.loop.EventLoop;
import java.io.IOException;
import java.nio.channels.SocketChannel;

/**
 * What the connections of one kind of listener have in common: their counters, and the limits that hold for them. Limits
 * change with the settings, between two turns.
 */
final class Endpoint {
    final EventLoop loop;
    final Turn turn;
    final ReadBuffer buffer;
    final Counters counters;
    private final Clients clients;
    private Limits limits;

    Endpoint(EventLoop loop, Turn turn, ReadBuffer buffer, Counters counters, Clients clients) {
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

    /** A connection of {@code peer} is open, until it is {@link #closed}. */
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

    /** A connection is no longer {@code peer}'s. */
    void closed(Peer peer) {
        counters.open--;
        clients.closed(peer.client());
    }
}
