package io.timeserverd.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * The other end of a connection.
 *
 * @param address none for the control socket
 * @param port from which it is connected; 0 for the control socket
 * @param client its account; behind a proxy, that of the client for which the proxy is connected
 * @param isCheck whether a proxy is connected for itself, to see whether the server is well
 */
record Peer(Optional<InetAddress> address, int port, Clients.Client client, boolean isCheck) {
    static Peer of(InetSocketAddress source, Clients.Client client) {
        return new Peer(Optional.of(source.getAddress()), source.getPort(), client, false);
    }

    /** The same, connected for itself. */
    Peer checking() {
        return new Peer(address, port, client, true);
    }
}
