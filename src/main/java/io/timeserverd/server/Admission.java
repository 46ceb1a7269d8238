package io.timeserverd.server;

import io.timeserverd.server.Counters.Refused;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Decides which connections to the network listeners are let in. Does no I/O. */
final class Admission {
    /** The decision about a connection. */
    sealed interface Verdict {}

    /** The connection is let in, and belongs to this peer. */
    record Admitted(Peer peer) implements Verdict {}

    /** The connection is refused. */
    record Rejected(Refused reason) implements Verdict {}

    private final Clients clients;
    private final Counters counters;

    /** The account of all trusted proxies, for connections of their own. It has no limits. */
    private final Clients.Client proxies;

    private Limits limits;

    Admission(Clients clients, Counters counters) {
        this.clients = clients;
        this.counters = counters;
        this.proxies = clients.unlimited();
    }

    void limit(Limits newLimits) {
        limits = newLimits;
    }

    /** Whether {@code limits.connections} are open, so that no further connection is let in. */
    boolean isFull() {
        return counters.open >= limits.connections();
    }

    /** The peer at {@code source} if that is a trusted proxy, whose connections begin with a header that names the client. */
    Optional<Peer> proxy(InetSocketAddress source) {
        return limits.isTrustedProxy(source.getAddress()) ? Optional.of(Peer.of(source, proxies)) : Optional.empty();
    }

    /** Decides about a connection of the client at {@code source}, which may be behind a proxy. */
    Verdict judge(InetSocketAddress source) {
        InetAddress address = source.getAddress();
        if (!limits.admits(
                address)) { // before it gets an account: many denied addresses must not displace clients from the table
            return new Rejected(Refused.DENIED);
        }
        Clients.Client client = clients.of(address);
        if (!clients.mayOpen(client)) {
            return new Rejected(Refused.CLIENT_LIMIT);
        }
        if (!clients.networkMayOpen(client)) {
            return new Rejected(Refused.NETWORK_LIMIT);
        }
        return new Admitted(Peer.of(source, client));
    }
}
