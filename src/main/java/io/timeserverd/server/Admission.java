package io.timeserverd.server;

import io.timeserverd.log.Log;
import io.timeserverd.loop.EventLoop;
import io.timeserverd.server.Counters.Failed;
import io.timeserverd.server.Counters.Refused;
import io.timeserverd.server.Service.Opening;
import io.timeserverd.server.Service.Peer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Lets connections of one service in, or tells them why not:
 *
 * <pre>
 *     accepted ──► is a proxy? ──── no ────► judged ──► Connection
 *                       │                      ▲
 *                       └──► Introduction ─────┘ the client behind it
 * </pre>
 *
 * <p>Who is refused costs a write, a read and a close: no timer, no place in the selector, see {@link Refusals}.
 */
final class Admission {
    private static final ByteBuffer BUSY =
            ByteBuffer.wrap("ERR busy too many connections, try again later\n".getBytes(StandardCharsets.US_ASCII));

    private final Service service;
    private final Clients clients;
    private final EventLoop loop;
    private final Counters counters;
    private final Refusals refusals;

    Admission(Service service, Clients clients) {
        this.service = service;
        this.clients = clients;
        this.loop = service.loop;
        this.counters = service.counters;
        this.refusals = new Refusals(service);
    }

    /** Takes on a new connection, or tells it why not. */
    void accepted(SocketChannel channel) {
        counters.accepted++;
        try {
            channel.configureBlocking(false);
            var address = addressOf(channel);
            if (counters.open >= service.limits.connections()) {
                refuse(channel, Refused.BUSY);
            } else if (address.isEmpty()) {
                letIn(channel, new Peer(address, Optional.empty()));
            } else if (service.limits.believes(address.get())) {
                awaitIntroduction(channel, address.get());
            } else {
                judged(channel, address.get()).ifPresent(peer -> letIn(channel, peer));
            }
        } catch (IOException e) { // it broke before it was ours
            counters.failed(Failed.RESET);
            Service.close(channel);
        }
    }

    /** None for a Unix-domain socket, whose peers have no address. */
    private static Optional<InetAddress> addressOf(SocketChannel channel) throws IOException {
        return channel.getRemoteAddress() instanceof InetSocketAddress inet
                ? Optional.of(inet.getAddress())
                : Optional.empty();
    }

    /** Who is to be let in; or refuses it, and returns nobody. */
    private Optional<Peer> judged(SocketChannel channel, InetAddress address) {
        if (!service.limits.admits(address)) { // and gets no account, lest a crowd of these displace the others'
            refuse(channel, Refused.DENIED);
            return Optional.empty();
        }
        var client = clients.of(address, loop.nowNs());
        if (!client.mayOpen()) {
            refuse(channel, Refused.CLIENT_LIMIT);
            return Optional.empty();
        }
        return Optional.of(client.at(address));
    }

    private void letIn(SocketChannel channel, Peer peer) {
        service.opened(peer);
        new Connection(service, channel, peer).open();
    }

    // ---- behind a proxy

    private void awaitIntroduction(SocketChannel channel, InetAddress proxy) throws IOException {
        var peer = new Peer(Optional.of(proxy), Optional.empty());
        var introduction = new Introduction(service, channel, peer);
        var key = loop.register(channel, SelectionKey.OP_READ, introduction);
        service.opened(peer);
        introduction.open(key);
    }

    /** A proxy has said for whom it is connected: what {@link #judged} asks is asked now. */
    void introduced(
            SocketChannel channel, SelectionKey key, Peer proxy, InetAddress client, byte[] bytes, int from, int to) {
        service.left(proxy);
        judged(channel, client).ifPresent(peer -> goOn(channel, key, peer, bytes, from, to));
    }

    /** A proxy is connected for itself: it is trusted, and its connections are not counted against it. */
    void introducedItself(SocketChannel channel, SelectionKey key, Peer proxy, byte[] bytes, int from, int to) {
        service.left(proxy);
        goOn(channel, key, proxy, bytes, from, to);
    }

    private void goOn(SocketChannel channel, SelectionKey key, Peer peer, byte[] bytes, int from, int to) {
        var connection = new Connection(service, channel, peer);
        key.attach(connection);
        service.opened(peer);
        connection.open(key, bytes, from, to);
    }

    private void refuse(SocketChannel channel, Refused reason) {
        counters.refused(reason);
        if (reason == Refused.DENIED || service.opening == Opening.ANSWER || !tell(channel)) {
            Service.close(channel);
        } else if (channel.isRegistered()) { // what came behind a proxy's header is here
            refusals.close(channel);
        } else {
            refusals.add(channel);
        }
    }

    /** False when it broke. */
    private static boolean tell(SocketChannel channel) {
        try {
            channel.write(BUSY.duplicate()); // fits into the empty buffer of a new socket
            channel.shutdownOutput();
            return true;
        } catch (IOException e) {
            Log.debug("refusal-unsent", "reason", e.getMessage());
            return false;
        }
    }

    /** Closes on whoever was refused just now. */
    void close() {
        refusals.closeAll();
    }
}
