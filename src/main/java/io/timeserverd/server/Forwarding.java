package io.timeserverd.server;

import io.timeserverd.conf.Addresses;
import io.timeserverd.http.HttpRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds the client of each request on an HTTP connection: the peer, or the client that a trusted proxy names in the request. */
final class Forwarding {
    /**
     * The client of a request, as a peer.
     *
     * @param isForwarded whether a proxy named it
     * @param isAdmitted whether the access lists let it in
     */
    record Requester(Peer peer, boolean isForwarded, boolean isAdmitted) {}

    private final Peer peer;
    private final Clients clients;
    private final Supplier<Limits> limits;

    /** @param peer the peer of the connection, which was let in */
    Forwarding(Peer peer, Clients clients, Supplier<Limits> limits) {
        this.peer = peer;
        this.clients = clients;
        this.limits = limits;
    }

    /** The peer itself, for the first request. */
    Requester direct() {
        return new Requester(peer, false, true);
    }

    /** The peer itself, after the requester {@code before}. */
    Requester direct(Requester before) {
        end(before);
        return direct();
    }

    /**
     * Whether a proxy seems to name two clients. Most proxies set one of the two fields and pass on the other as the client wrote
     * it.
     */
    boolean isContradictory(HttpRequest request) {
        return isProxy()
                && !request.forwarded().isEmpty()
                && !request.forwardedFor().isEmpty()
                && !nearest(request.forwarded()).equals(nearest(request.forwardedFor()));
    }

    /**
     * The requester: of the addresses that proxies have named, the nearest one that is not a trusted proxy itself.
     *
     * @param request not {@linkplain #isContradictory contradictory}
     * @param before the requester of the previous request, which is returned if it is the same
     */
    Requester requester(HttpRequest request, Requester before) {
        List<String> named = request.forwarded().isEmpty() ? request.forwardedFor() : request.forwarded();
        Optional<InetAddress> client = isProxy() ? nearest(named) : Optional.empty();
        if (client.isEmpty()) {
            return direct(before);
        }
        if (before.isForwarded && before.peer.address().equals(client)) {
            return before;
        }
        end(before);
        var source = new InetSocketAddress(client.get(), 0);
        Clients.Client account = clients.of(client.get());
        boolean isAdmitted = limits.get().admits(client.get());
        if (isAdmitted) { // many denied addresses must not displace clients from the table
            clients.opened(account);
        }
        return new Requester(Peer.of(source, account), true, isAdmitted);
    }

    private boolean isProxy() {
        return peer.address().filter(limits.get()::isTrustedProxy).isPresent();
    }

    private Optional<InetAddress> nearest(List<String> named) {
        for (int i = named.size() - 1; i >= 0; i--) {
            Optional<InetAddress> address = address(named.get(i));
            if (address.isEmpty()) {
                return Optional.empty();
            }
            if (!limits.get().isTrustedProxy(address.get())) {
                return address;
            }
        }
        return Optional.empty();
    }

    /** Reads an address in the form of RFC 7239, with or without a port: {@code 192.0.2.43:47011}, {@code [2001:db8::17]}. */
    private static Optional<InetAddress> address(String text) {
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            return end < 0 ? Optional.empty() : Addresses.numeric(text.substring(1, end));
        }
        int colon = text.indexOf(':');
        boolean hasPort = colon >= 0 && text.indexOf(':', colon + 1) < 0;
        return Addresses.numeric(hasPort ? text.substring(0, colon) : text);
    }

    /** Ends the requests of {@code before}. */
    void end(Requester before) {
        if (before.isForwarded && before.isAdmitted) {
            clients.closed(before.peer.client());
        }
    }
}
