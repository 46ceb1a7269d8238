package io.timeserverd.server;

import io.timeserverd.server.Counters.Refused;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Decides which connections of the network listeners are let in. No I/O. */
final class Admission {
    /** What was decided about a connection. */
    sealed interface Verdict {}

    /** It is let in, as this peer's. */
    record Admitted(Peer peer) implements Verdict {}

    /** It is not. */
    record Rejected(Refused reason) implements Verdict {}

    private final Clients clients;
    private final Counters counters;

    /** Proxies that are connected for themselves: they are trusted, and share one account without limits. */
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

    /** Whether no further connection is let in, from anywhere. */
    boolean isFull() {
        return counters.open >= limits.connections();
    }

    /** The peer at {@code source} if it is a proxy, which begins with a header that names its client. */
    Optional<Peer> proxy(InetSocketAddress source) {
        return limits.believes(source.getAddress()) ? Optional.of(Peer.of(source, proxies)) : Optional.empty();
    }

    /** Decides about a connection of the client at {@code source}, directly or behind a proxy. */
    Verdict judge(InetSocketAddress source) {
        InetAddress address = source.getAddress();
        if (!limits.admits(address)) { // before it gets an account: a crowd of these must not displace other clients
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
