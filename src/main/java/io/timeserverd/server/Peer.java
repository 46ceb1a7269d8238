package io.timeserverd.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * The other end of a connection.
 *
 * @param address empty on the control socket
 * @param port the port of the peer; 0 on the control socket, and where a field of HTTP names the client
 * @param client the account; behind a proxy, that of the client that the proxy names
 * @param isCheck whether this is a health check of a proxy
 */
record Peer(Optional<InetAddress> address, int port, Clients.Client client, boolean isCheck) {
    static Peer of(InetSocketAddress source, Clients.Client client) {
        return new Peer(Optional.of(source.getAddress()), source.getPort(), client, false);
    }

    /** The same peer, for a health check. */
    Peer asCheck() {
        return new Peer(address, port, client, true);
    }
}
