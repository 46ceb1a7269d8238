package io.timeserverd.server;

import io.timeserverd.conf.Addresses;
import io.timeserverd.http.HttpRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Whose the requests on one connection of HTTP are: its peer's, or those of clients that a trusted proxy names. */
final class Forwarding {
    /**
     * The author of a request.
     *
     * @param isForwarded whether a proxy has named it
     * @param isAdmitted whether the access lists let it in
     */
    record Asking(Peer peer, boolean isForwarded, boolean isAdmitted) {}

    private final Peer peer;
    private final Clients clients;
    private final Supplier<Limits> limits;

    /** @param peer of the connection, which is let in */
    Forwarding(Peer peer, Clients clients, Supplier<Limits> limits) {
        this.peer = peer;
        this.clients = clients;
        this.limits = limits;
    }

    /** The peer itself. */
    Asking direct() {
        return new Asking(peer, false, true);
    }

    /** The peer itself, after another. */
    Asking direct(Asking before) {
        end(before);
        return direct();
    }

    /**
     * Whether a proxy seems to name two clients. Most set one of the two fields, and pass on whatever a client has written into
     * the other.
     */
    boolean isContradictory(HttpRequest request) {
        return isProxy()
                && !request.forwarded().isEmpty()
                && !request.forwardedFor().isEmpty()
                && !nearest(request.forwarded()).equals(nearest(request.forwardedFor()));
    }

    /**
     * The author of a request: of the addresses that proxies have named, the nearest that is no proxy itself.
     *
     * @param request not {@linkplain #isContradictory contradictory}
     * @param before the author of the request before; its account goes on if it is the same
     */
    Asking asking(HttpRequest request, Asking before) {
        var named = request.forwarded().isEmpty() ? request.forwardedFor() : request.forwarded();
        var client = isProxy() ? nearest(named) : Optional.<InetAddress>empty();
        if (client.isEmpty()) {
            return direct(before);
        }
        if (before.isForwarded && before.peer.address().equals(client)) {
            return before;
        }
        end(before);
        var source = new InetSocketAddress(client.get(), 0);
        var account = clients.of(client.get());
        boolean isAdmitted = limits.get().admits(client.get());
        if (isAdmitted) { // a crowd of others must not displace clients from the table
            clients.opened(account);
        }
        return new Asking(Peer.of(source, account), true, isAdmitted);
    }

    private boolean isProxy() {
        return peer.address().filter(limits.get()::believes).isPresent();
    }

    private Optional<InetAddress> nearest(List<String> named) {
        for (int i = named.size() - 1; i >= 0; i--) {
            var address = address(named.get(i));
            if (address.isEmpty()) {
                return Optional.empty();
            }
            if (!limits.get().believes(address.get())) {
                return address;
            }
        }
        return Optional.empty();
    }

    /** As RFC 7239 writes it, with or without a port: {@code 192.0.2.43:47011}, {@code [2001:db8::17]}. */
    private static Optional<InetAddress> address(String text) {
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            return end < 0 ? Optional.empty() : Addresses.numeric(text.substring(1, end));
        }
        int colon = text.indexOf(':');
        boolean hasPort = colon >= 0 && text.indexOf(':', colon + 1) < 0;
        return Addresses.numeric(hasPort ? text.substring(0, colon) : text);
    }

    /** Nobody asks any more. */
    void end(Asking before) {
        if (before.isForwarded && before.isAdmitted) {
            clients.closed(before.peer.client());
        }
    }
}
